import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { CompactSign } from 'jose';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { partsOf } from '../../../src/jwt/parts.ts';
import { disclose } from '../../../src/jwt/sd-jwt.ts';
import { verifyWithSecret } from '../../../src/jwt/verify.ts';
import { tokenLanguages } from '../../../src/ui/inspector/read-token.ts';
import { now, quayClaims, randomFrom, segment, token } from './tokens.ts';

/**
 * Texts that are read. A part of them each time, enough to meet every branch many times; all with
 * `MUTATIONS=1000000 node --test test/unit/jwt/mutations.test.ts`.
 */
const readings = Number(process.env['MUTATIONS'] ?? 60_000);
/** Signatures that are checked, of tokens changed a little. */
const checks = Math.max(2_000, readings / 50);

const secret = 'a secret that is long enough for HMAC';

const signed = await new CompactSign(Buffer.from(JSON.stringify(quayClaims)))
  .setProtectedHeader({ alg: 'HS256' })
  .sign(Buffer.from(secret));

const [header = '', payload = '', last = ''] = signed.split('.');

const disclosures = ['a', 'b'].map((name) => segment(['salt', name, { deep: [1] }]));
const digests = disclosures.map((text) => createHash('sha256').update(text).digest('base64url'));
const disclosing = await new CompactSign(Buffer.from(JSON.stringify({ _sd: digests, exp: 1 })))
  .setProtectedHeader({ alg: 'HS256' })
  .sign(Buffer.from(secret));
const presented = `${disclosing}~${disclosures.join('~')}~`;
const small = token({ sub: 'x', exp: 1 });
const seeds = [
  signed,
  small,
  `Authorization: Bearer ${small}`,
  `"${small}",`,
  encodeURIComponent(`Bearer ${small}`),
  token('{"exp":1,"exp":2,"n":1e999}', { alg: 'none', crit: ['x'] }, ''),
  `${segment({ alg: 'RS256' })}.${segment(small)}.AA`,
  `${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`,
  JSON.stringify({ payload, protected: header, signature: last }),
  JSON.stringify({ payload, signatures: [{ protected: header, signature: last }] }),
  JSON.stringify({
    payload,
    signatures: [
      { protected: header, signature: last },
      { header: { alg: 'HS256', disclosures, kb_jwt: small }, signature: last },
    ],
  }),
  JSON.stringify({ ciphertext: 'YQ', recipients: [{ header: { alg: 'dir', enc: 'x' } }, {}] }),
  `${presented}${small}`,
  `${header}..${last}`,
  token({ drp_claims: [{ scope: '*', action: '*' }], 'kubernetes.io': { pod: { name: 'p' } } }),
  token({ scp: 'applied-permissions/groups:"a b",c artifact:x:r', ext: '{"revocable":"true"}' }),
  'cmVmdGtuOjAxOjE4OTM0NTYwMDA6WmszdlE4clRuMGJZeDVMd1BxMkhzVWQ3bUpj',
  'A1B2'.repeat(16),
  '%E0%A4%A eyJ. {"payload": "',
];

const splices = ['', '.', '"', '{', '}', '=', 'eyJ', '%', '\\', '\n', '\u202e', '\ud800', 'A', '-'];

/** A text with one to four changes: something taken out, put in, repeated or turned around. */
function mutate(text: string, random: () => number): string {
  let changed = text;
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits--) {
    const at = Math.floor(random() * (changed.length + 1));
    const length = Math.floor(random() ** 3 * 12);
    const splice =
      random() < 0.2
        ? changed.slice(at, at + length * 2)
        : (splices[Math.floor(random() * splices.length)] ?? '');
    changed = changed.slice(0, at) + splice + changed.slice(at + length);
  }
  return changed;
}

/** A changed character in the decoded header or payload, encoded again. */
function mutateInside(text: string, random: () => number): string {
  const parts = text.split('.');
  const index = Math.floor(random() * 2);
  const content = Buffer.from(parts[index] ?? '', 'base64url').toString();
  return parts.with(index, segment(mutate(content, random))).join('.');
}

/** All of them at once, whatever a token is written in: none may fail on another's claims. */
const languages = await Promise.all(tokenLanguages.map(({ load }) => load()));

describe('changed tokens', () => {
  it('are read without an exception, and described', () => {
    const random = randomFrom(7);
    const kinds = new Map<string, number>();
    for (let round = 0; round < readings; round++) {
      const seed = seeds[round % seeds.length] ?? '';
      const isPlain = round % 3 !== 0 || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(seed);
      const text = (isPlain ? mutate : mutateInside)(seed, random);
      const decoded = decodeJwt(text);
      kinds.set(decoded.kind, (kinds.get(decoded.kind) ?? 0) + 1);
      if (decoded.kind === 'jwt') disclose(text, decoded);
      // Every tenth is explained as well, which costs as much as reading does.
      if (round % 10 === 0) assert.ok(explain(decoded, { now, languages }).summary.length > 0);
    }
    for (const kind of ['jwt', 'nested', 'encrypted', 'malformed', 'opaque']) {
      assert.ok((kinds.get(kind) ?? 0) > readings / 1000, `${kind} ${kinds.get(kind) ?? 0}`);
    }
  });
});

describe('changed tokens whose signature is checked', () => {
  it('are valid only when what was signed is unchanged', async () => {
    const random = randomFrom(11);
    let valid = 0;
    for (let round = 0; round < checks; round++) {
      const text = (round % 2 === 0 ? mutate : mutateInside)(signed, random);
      const { state } = await verifyWithSecret(text, secret);
      if (state !== 'valid') continue;
      valid += 1;
      // A change around the token is one of the wrapping, and none of the token.
      assert.equal(partsOf(text).segments.join('.'), signed, text);
    }
    assert.ok(valid > 0 && valid < checks / 4, String(valid));
  });

  it('say so when something was disclosed that nobody signed', async () => {
    const random = randomFrom(13);
    let clean = 0;
    for (let round = 0; round < checks; round++) {
      const text = mutate(presented, random);
      const check = await verifyWithSecret(text, secret);
      if (check.state !== 'valid') continue;
      const { segments, disclosures: given } = partsOf(text);
      assert.equal(segments.join('.'), disclosing, text);
      if (given === undefined || check.remarks.length > 0) continue;
      clean += 1;
      assert.ok(
        given.items.every((item) => disclosures.includes(item)),
        text,
      );
      assert.equal(given.keyBinding, undefined, text);
    }
    assert.ok(clean > 0 && clean < checks / 2, String(clean));
  });
});
