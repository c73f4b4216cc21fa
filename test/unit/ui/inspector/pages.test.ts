import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, until } from '../../../../src/core/lifetime.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { decodeJwt } from '../../../../src/jwt/decode.ts';
import { comparePage } from '../../../../src/ui/inspector/compare-page.ts';
import { pageHtml } from '../../../../src/ui/inspector/html.ts';
import { withKnownEnd } from '../../../../src/ui/inspector/known.ts';
import { lifeOf } from '../../../../src/ui/inspector/life.ts';
import { readFromPage } from '../../../../src/ui/inspector/protocol.ts';
import type { Verification } from '../../../../src/ui/inspector/signature-view.ts';
import { momentOf, payloadOf, rowOf, tokenPage } from '../../../../src/ui/inspector/token-page.ts';
import { read } from '../../jwt/read.ts';
import { now, nowSeconds, quayClaims, segment, signature, token } from '../../jwt/tokens.ts';

const none: Verification = { kind: 'none' };
const inspected = (text: string, verification: Verification = none) => ({
  title: 'x',
  ...read(text),
  keepable: true,
  verification,
});

describe('the page of a token', () => {
  it('holds neither its text nor its signature', () => {
    const text = JSON.stringify(tokenPage(inspected(token(quayClaims)), now));
    assert.ok(!text.includes(signature));
    assert.ok(!text.includes(segment(quayClaims)));
    assert.match(text, /robot acme\+ci at quay/);
  });

  it('tells every kind of token apart, and offers what can be done with it', () => {
    const actions = (text: string): string =>
      tokenPage(inspected(text), now)
        .buttons.map(({ action }) => action)
        .join(' ');
    assert.equal(actions(token(quayClaims)), 'verify compare copyPayload copyToken share keep');
    assert.equal(actions('opaque'), 'compare copyToken keep');
    assert.equal(
      actions(`${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`),
      'decrypt compare copyToken share keep',
    );
  });

  it('finds its rows by the ids that it gave them', () => {
    const readable = read(token(quayClaims));
    const page = tokenPage(inspected(token(quayClaims)), now);
    for (const { id, name } of page.tables.flatMap(({ rows }) => rows)) {
      assert.equal(rowOf(readable, id)?.name, name);
    }
    for (const id of ['', '9.0', '0.99', 'x.y', '0', '-1.-1', '__proto__']) {
      assert.equal(rowOf(readable, id), undefined, id);
    }
    assert.equal(payloadOf(readable.decoded)?.type, 'object');
  });

  it('leaves out rows beyond measure, and says so', () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`c${n}`, n]));
    const [claims] = tokenPage(inspected(token(many)), now).tables;
    assert.equal(claims?.rows.length, 500);
    assert.match(claims.rest, /^100 more/);
  });

  it('says of a signature only what was found', () => {
    const said = (verification: Verification): string =>
      momentOf(inspected(token(quayClaims), verification), now).summary;
    const done = (state: 'valid' | 'invalid' | 'unchecked'): Verification => ({
      kind: 'done',
      check: { state, key: 'k', algorithm: 'RS256', message: 'm', remarks: [] },
      skew: undefined,
      findings: () => [],
    });
    assert.match(said(none), /signature not checked$/);
    assert.match(said({ kind: 'busy' }), /signature not checked$/);
    assert.match(said(done('valid')), /signature valid$/);
    assert.match(said(done('invalid')), /signature invalid$/);
    assert.match(said(done('unchecked')), /signature not checked$/);
    const unsigned = inspected(token(quayClaims, { alg: 'none' }, ''), done('unchecked'));
    assert.match(momentOf(unsigned, now).summary, /without a signature$/);
  });
});

describe('a token that cannot be read, out of the tree', () => {
  const record: TokenRecord = {
    id: 'a/t',
    accountId: 'a',
    type: 'issued',
    label: 'jdoe 1',
    subject: 'jdoe',
    loginName: 'jdoe',
    scope: ['read everything'],
    issuedAt: now - 60_000,
    lifetime: until(now + 60_000),
    path: ['t'],
  };
  const known = (text: string, more: Partial<TokenRecord> = {}) => {
    const of = { ...record, ...more };
    return {
      ...inspected(text),
      decoded: withKnownEnd(read(text).decoded, of),
      record: of,
      account: { label: 'Rok' },
    };
  };

  it('is described by what its account knows', () => {
    const page = tokenPage(known('x'.repeat(30)), now);
    assert.equal(
      page.moment.summary,
      'An opaque token: jdoe at Rok, may read everything, expires in 60 seconds',
    );
    assert.deepEqual(
      page.tables.map(({ title, rows }) => [title, rows.map(({ name }) => name)]),
      [['What is known of it here', ['Account', 'Acts as', 'May', 'Issued', 'Ends']]],
    );
    assert.deepEqual(
      page.moment.life?.marks.map(({ kind, at }) => [kind, at]),
      [
        ['issued', 0],
        ['now', 0.5],
        ['expires', 1],
      ],
    );
    assert.match(page.moment.life.spoken, /^Issued 1 min ago, expires in 60 seconds/);
    for (const { id, name } of page.tables.flatMap(({ rows }) => rows)) {
      assert.equal(rowOf(known('x'.repeat(30)), id)?.name, name);
    }
  });

  it('names nobody twice', () => {
    const named = { ...known('x'.repeat(30)), account: { label: 'jdoe@rok.test' } };
    assert.match(momentOf(named, now).summary, /^An opaque token: jdoe@rok\.test, may /);
  });

  it('is warned of when its record has ended', () => {
    const ended = known('x'.repeat(30), { lifetime: until(now - 60_000) });
    assert.deepEqual(
      momentOf(ended, now).warnings.map(({ severity }) => severity),
      ['error'],
    );
  });

  it('may be an encrypted one', () => {
    const jwe = `${segment({ alg: 'dir', enc: 'A256GCM' })}..aXY.YQ.YQ`;
    const { summary, life } = tokenPage(known(jwe, { lifetime: neverEnds }), now).moment;
    assert.equal(
      summary,
      'An encrypted token (JWE): jdoe at Rok, may read everything, never expires',
    );
    assert.deepEqual(
      life?.segments.map(({ kind }) => kind),
      ['used', 'open'],
    );
  });

  it('says for itself what it can', () => {
    const { summary, life } = tokenPage(known(token(quayClaims)), now).moment;
    assert.match(summary, /^robot acme\+ci at quay/);
    assert.deepEqual(
      life,
      lifeOf({ decoded: decodeJwt(token(quayClaims)) }, { now, skew: undefined }),
    );
  });
});

describe('the life of a token', () => {
  const life = (claims: object, skew?: number) =>
    lifeOf({ decoded: decodeJwt(token(claims)) }, { now, skew });

  it('is drawn to scale', () => {
    const drawn = life({ iat: nowSeconds - 60, nbf: nowSeconds - 30, exp: nowSeconds + 60 });
    assert.deepEqual(
      drawn?.marks.map(({ kind, at }) => [kind, at]),
      [
        ['issued', 0],
        ['not-before', 0.25],
        ['now', 0.5],
        ['expires', 1],
      ],
    );
    assert.deepEqual(drawn.segments, [
      { kind: 'before', from: 0, to: 0.25 },
      { kind: 'used', from: 0.25, to: 0.5 },
      { kind: 'left', from: 0.5, to: 1 },
    ]);
    assert.equal(drawn.spoken, 'Issued 1 min ago, expires in 60 seconds');
  });

  it('goes on behind its end, and without one into the open', () => {
    const kinds = (claims: object) => life(claims)?.segments.map(({ kind }) => kind);
    assert.deepEqual(kinds({ iat: nowSeconds - 60, exp: nowSeconds - 30 }), ['used', 'after']);
    assert.deepEqual(kinds({ iat: nowSeconds - 60 }), ['used', 'open']);
    assert.deepEqual(kinds({ nbf: nowSeconds + 60, exp: nowSeconds + 90 }), ['before', 'left']);
    assert.equal(life({ sub: 'x' }), null);
    assert.equal(life({ exp: 'soon' }), null);
  });

  it('shows a server’s clock that differs', () => {
    const drawn = life({ iat: nowSeconds - 60, exp: nowSeconds + 600 }, -120_000);
    assert.ok(drawn?.marks.some(({ kind }) => kind === 'server'));
    assert.ok(drawn);
    assert.match(drawn.remark, /2 min behind/);
    const agreed = life({ exp: nowSeconds + 600 }, 900);
    assert.ok(agreed?.marks.every(({ kind }) => kind !== 'server'));
    assert.ok(agreed);
    assert.match(agreed.remark, /agrees/);
  });
});

describe('the comparison', () => {
  it('tells what differs first, and how', () => {
    const left = { title: 'a', ...read(token({ ...quayClaims, only: 1 })) };
    const more = { type: 'repository', name: 'acme/api', actions: ['pull'] };
    const changed = { ...quayClaims, exp: quayClaims.exp + 7200, access: [more], jti: 'j' };
    const right = { title: 'b', ...read(token(changed)) };
    const page = comparePage(left, right, now);
    assert.equal(page.summary, '4 differences');
    assert.deepEqual(
      page.tables[0]?.rows.slice(0, 4).map(({ name, note }) => [name, note]),
      [
        ['exp', '2 hours later'],
        ['access', 'added: pull acme/api · gone: pull, push acme/web'],
        ['only', 'only in the first'],
        ['jti', 'only in the second'],
      ],
    );
    assert.equal(comparePage(left, left, now).summary, 'Nothing that can be read differs.');
  });
});

describe('the comparison of opaque tokens', () => {
  it('is one of their records', () => {
    const record = {
      id: 'a/1',
      accountId: 'a',
      type: 'x',
      label: 'one',
      subject: 'dana',
      scope: ['pull'],
      lifetime: until(now + 60_000),
      path: [],
    };
    const one = { title: 'one', ...read('x'.repeat(30)), record };
    const other = { ...one, title: 'two', record: { ...record, subject: 'eve', scope: ['push'] } };
    const page = comparePage(one, other, now);
    assert.equal(page.summary, '2 differences');
    assert.deepEqual(
      page.tables[0]?.rows
        .filter(({ difference }) => difference !== 'same')
        .map(({ name }) => name),
      ['Acts as', 'May'],
    );
    assert.match(page.left.summary, /dana/);
  });
});

describe('what the page says', () => {
  it('is understood, and nothing else is', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'act', action: 'verify' },
      { type: 'copy', row: '0.1' },
    ]) {
      assert.deepEqual(readFromPage({ ...message, more: 1 }), message);
    }
    for (const message of [
      undefined,
      null,
      'ready',
      {},
      { type: 'act' },
      { type: 'act', action: 'forgetAll' },
      { type: 'act', action: 'toString' },
      { type: 'copy', row: 5 },
      { type: 'copy', row: 'x'.repeat(41) },
    ]) {
      assert.equal(readFromPage(message), undefined, JSON.stringify(message));
    }
  });
});

describe('the empty page', () => {
  it('allows its own script and style and nothing else', () => {
    const files = { script: 'let script;', style: 'main {}' };
    const html = pageHtml(files, 'de"><script>');
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; style-src 'nonce-([\w-]{22})'; script-src 'nonce-\1'; base-uri 'none'; form-action 'none'$/,
    );
    assert.equal((html.match(/<script/g) ?? []).length, 1);
    assert.equal((html.match(/<style/g) ?? []).length, 1);
    assert.notEqual(pageHtml(files, 'en'), pageHtml(files, 'en'));
  });
});
