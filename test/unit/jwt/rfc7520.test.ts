import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { signaturesOf } from '../../../src/jwt/parts.ts';
import { verifyWithJwks, verifyWithSecret } from '../../../src/jwt/verify.ts';
import type { SignatureCheck } from '../../../src/jwt/verify.ts';

/** An example of RFC 7520 §4, in each serialization that it has. */
interface Signed {
  readonly section: string;
  readonly title: string;
  readonly content: string;
  readonly detached: boolean;
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly compact?: string;
  readonly json?: object;
  readonly json_flat?: object;
}

const { jws } = JSON.parse(
  await readFile(new URL('vectors/rfc7520.json', import.meta.url), 'utf8'),
) as { readonly jws: readonly Signed[] };

const forms = ['compact', 'json', 'json_flat'] as const;

/** Checks one signature with the key of the example that it was made with. */
function check(text: string, example: Signed, index: number): Promise<SignatureCheck> {
  const key = example.keys[index] ?? {};
  const meant = {
    ...(signaturesOf(text).length > 1 ? { signature: index } : {}),
    ...(example.detached ? { content: Buffer.from(example.content) } : {}),
  };
  return key['kty'] === 'oct'
    ? verifyWithSecret(text, JSON.stringify(key), meant)
    : verifyWithJwks(text, key, meant);
}

describe('RFC 7520', () => {
  for (const example of jws) {
    for (const form of forms) {
      const given = example[form];
      if (given === undefined) continue;
      const text = typeof given === 'string' ? given : JSON.stringify(given);
      it(`§${example.section} holds, ${example.title} (${form})`, async () => {
        for (const index of example.keys.keys()) {
          const { state, message } = await check(text, example, index);
          assert.equal(state, 'valid', message);
          const other = { ...example, content: `${example.content} ` };
          const payload = Buffer.from(other.content).toString('base64url');
          const before = Buffer.from(example.content).toString('base64url');
          const changed = text.replace(before, payload);
          assert.equal((await check(changed, other, index)).state, 'invalid');
        }
      });
    }
  }

  it('§4.8 has three signatures, and none is taken for all', async () => {
    const several = jws.find(({ keys }) => keys.length > 1);
    const text = JSON.stringify(several?.json);
    assert.deepEqual(
      signaturesOf(text).map(({ alg }) => alg),
      ['RS256', 'ES512', 'HS256'],
    );
    const unchosen = await verifyWithJwks(text, several?.keys[0]);
    assert.equal(unchosen.state, 'unchecked');
    assert.match(unchosen.message, /3 signatures/);
  });
});
