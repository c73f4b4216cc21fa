import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commonClaims } from '../../../src/jwt/common-claims.ts';
import { commonMeanings } from '../../../src/jwt/common-meanings.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { languagesOf } from '../../../src/jwt/languages.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The lines of each claim, as far as any issuer's token tells them. */
async function linesOf(claims: Readonly<Record<string, unknown>>) {
  const decoded = decodeJwt(`${encode({ alg: 'ES256' })}.${encode(claims)}.${'A'.repeat(86)}`);
  const languages = await languagesOf(decoded, [commonClaims]);
  const rows = explain(decoded, { now: 0, languages }).claims;
  return {
    loaded: languages.length,
    lines: Object.fromEntries(rows.map(({ name, lines }) => [name, lines])),
  };
}

describe('claims that any issuer writes in the same way', () => {
  it('are said in words', async () => {
    const { lines } = await linesOf({
      sub: 'ann',
      act: { sub: 'ci', act: { client_id: 'build' } },
      amr: ['pwd', 'otp', 'x\u202ey'],
      cnf: { jkt: 'abc', jwk: {} },
      may_act: { sub: 'bot' },
    });
    assert.deepEqual(lines, {
      sub: [],
      act: ['through ci', 'through build'],
      amr: ['with a password', 'with a one-time code', 'x\\u202ey'],
      may_act: ['bot'],
      cnf: ['bound to the key with the thumbprint abc', 'bound to the key that stands here'],
    });
  });

  it('are named where the entry is, so that all of them are met', async () => {
    for (const name of Object.keys(commonMeanings)) {
      assert.ok(commonClaims.speaks({ [name]: 1 }, {}), name);
      const { meaning } = await commonClaims.load();
      assert.match(meaning?.(name) ?? '', /\([A-Z]/, 'with who defined it');
    }
    assert.equal((await commonClaims.load()).meaning?.('toString'), undefined);
  });

  it('load nothing for a token without them', async () => {
    assert.deepEqual(await linesOf({ sub: 'ann' }), { loaded: 0, lines: { sub: [] } });
  });
});
