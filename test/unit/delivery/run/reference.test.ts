import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../../src/core/account.ts';
import { neverEnds } from '../../../../src/core/lifetime.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { findToken, referenceTo } from '../../../../src/delivery/run/find-token.ts';
import { readReference, referenceText } from '../../../../src/delivery/run/reference.ts';

const account = (id: string, label: string, url = 'https://quay.example.com'): Account => ({
  id,
  kind: 'quay',
  label,
  url,
  userName: 'joe',
  options: {},
});
const token = (id: string, label: string, more: Partial<TokenRecord> = {}): TokenRecord => ({
  id: `a1/${id}`,
  accountId: 'a1',
  type: 'robot',
  label,
  subject: label,
  scope: [],
  lifetime: neverEnds,
  path: [],
  ...more,
});

describe('a reference', () => {
  it('is read as it was written, whatever names are in it', () => {
    for (const [name, subject] of [
      ['acme', 'acme+ci'],
      ['quay.example.com:8443', 'group/name'],
      ['a/b c · d', 'ü%&?#'],
    ] as const) {
      const text = referenceText({ account: name, subject });
      assert.deepEqual(readReference(text), { account: name, subject }, text);
    }
    assert.equal(
      referenceText({ account: 'quay.example.com:8443', subject: 'acme/app+ci' }),
      'registry-tokens://quay.example.com:8443/acme/app+ci',
    );
  });

  it('is none without both parts, or with escapes that are none', () => {
    for (const text of [
      '',
      'acme',
      '/ci',
      'acme/',
      'registry-tokens:///ci',
      'registry-tokens://a/%',
    ]) {
      assert.equal(readReference(text), undefined, text);
    }
  });
});

describe('the reference to a token', () => {
  const acme = account('a1', 'acme');
  const accounts = [acme, account('a2', 'beta', 'https://other.example.com')];
  const meant = (text: string, tokens: readonly TokenRecord[], of = accounts) =>
    findToken(text, { accounts: of, tokens, now: 0 }).id;

  it('names the host where that tells the account, and means this token', () => {
    const ci = token('robot:ci', 'acme+ci');
    const text = referenceTo(ci, acme, { accounts, tokens: [ci] });
    assert.equal(text, 'registry-tokens://quay.example.com/acme+ci');
    assert.equal(meant(text, [ci]), ci.id);
  });

  it('names the account where two are at the host, and its own id where two have its name', () => {
    const both = [acme, account('a2', 'beta')];
    const two = token('two', 'ci');
    const tokens = [token('one', 'ci'), two];
    const text = referenceTo(two, acme, { accounts: both, tokens });
    assert.equal(text, 'registry-tokens://acme/two');
    assert.equal(meant(text, tokens, both), 'a1/two');
  });

  it('means a token by whom it acts as, and the one that still works', () => {
    const tokens = [
      token('old', 'id-1', { subject: 'joe', lifetime: { kind: 'until', at: -1 } }),
      token('new', 'id-2', { subject: 'joe' }),
    ];
    assert.equal(meant('acme/joe', tokens), 'a1/new');
  });
});
