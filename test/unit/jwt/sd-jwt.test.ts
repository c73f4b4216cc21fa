import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import type { DecodedJwt } from '../../../src/jwt/decoded.ts';
import { tokenDocument } from '../../../src/jwt/document.ts';
import { readEnclosures } from '../../../src/jwt/enclosures.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { findJwt } from '../../../src/jwt/find.ts';
import { verifyWithJwks } from '../../../src/jwt/verify.ts';
import { now, nowSeconds } from './tokens.ts';

/** RFC 9901 §4.2.1 and §4.2.3: a disclosure, and its digest. */
const rfc = {
  disclosure: 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0',
  digest: 'X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0',
};
/** RFC 9901 §4.2.2 and §4.2.4.2: an item of a list. */
const rfcItem = {
  disclosure: 'WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0',
  digest: 'w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs',
};

const disclosed = (...parts: unknown[]): string =>
  Buffer.from(JSON.stringify(['salt', ...parts])).toString('base64url');
const digest = (text: string, hash = 'sha256'): string =>
  createHash(hash).update(text).digest('base64url');

const issuer = await generateKeyPair('ES256', { extractable: true });
const holder = await generateKeyPair('ES256', { extractable: true });
const issuerJwk = await exportJWK(issuer.publicKey);
const holderJwk = await exportJWK(holder.publicKey);

const sign = (claims: object, header: object = {}, key: CryptoKey = issuer.privateKey) =>
  new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(key);

/** A presentation: the token, what is disclosed, and what proves who presents it. */
const present = async (claims: object, items: readonly string[], binding = ''): Promise<string> =>
  `${await sign({ exp: nowSeconds + 60, ...claims })}~${items.map((item) => `${item}~`).join('')}${binding}`;

async function read(text: string): Promise<DecodedJwt> {
  const decoded = await readEnclosures(text, decodeJwt(text));
  assert.equal(decoded.kind, 'jwt');
  return decoded;
}

const codes = ({ problems }: DecodedJwt): string[] => problems.map(({ code }) => code);
const rows = ({ enclosures = [] }: DecodedJwt): string[] =>
  enclosures.flatMap((part) => part.rows.map(({ name, lines }) => [name, ...lines].join(': ')));

describe('an SD-JWT', () => {
  it('shows each disclosure, and that the token signs its digest (RFC 9901 §4.2)', async () => {
    const claims = {
      _sd: [rfc.digest, digest('a decoy')],
      nationalities: ['DE', { '...': rfcItem.digest }],
    };
    const decoded = await read(await present(claims, [rfc.disclosure, rfcItem.disclosure]));
    assert.deepEqual(codes(decoded), []);
    assert.deepEqual(rows(decoded), [
      'family_name: its digest is among those that the token signs',
      'item of a list: its digest is among those that the token signs',
      'kept back: digests without a disclosure: claims that are kept back, or decoys',
    ]);
    assert.equal(decoded.claims.values['family_name'], 'Möbius');
    const text = tokenDocument(decoded, { now, languages: [] });
    assert.match(text, /"family_name": "Möbius"/);
    assert.match(text, /"item of a list": "FR"/);
  });

  it('says who it is about by what is disclosed, and until when', async () => {
    const items = [disclosed('name', 'Ann'), disclosed('exp', nowSeconds + 90)];
    const text = `${await sign({ iss: 'i', _sd: items.map((item) => digest(item)) })}~${items.join('~')}~`;
    const { summary } = explain(await read(text), { now, languages: [] });
    assert.match(summary, /^Ann at i, expires in 90 seconds/);
  });

  it('follows digests into what was disclosed', async () => {
    const inner = disclosed('street', 'Main');
    const outer = disclosed('address', { _sd: [digest(inner)] });
    const decoded = await read(await present({ _sd: [digest(outer)] }, [inner, outer]));
    assert.deepEqual(codes(decoded), []);
    const alone = await read(await present({ _sd: [digest(outer)] }, [inner]));
    assert.deepEqual(codes(alone), ['disclosure-unsigned']);
  });

  it('tells what does not belong to it', async () => {
    const good = disclosed('a', 1);
    const cases: readonly [object, readonly string[], readonly string[]][] = [
      [{ _sd: [] }, [good], ['disclosure-unsigned']],
      [{ _sd: [digest(good), digest(good)] }, [good], ['digest-twice']],
      [{ _sd: [digest(good)], a: 2 }, [good], ['disclosure-taken']],
      [{ x: [{ '...': digest(good) }] }, [good], ['disclosure-form']],
      [{ _sd: [digest('e30')] }, ['e30'], ['disclosure-form']],
      [{ _sd: [digest('!')] }, ['W10'], ['disclosure-form']],
      [{ _sd: [digest(good)], _sd_alg: 'md5' }, [good], ['digest-algorithm']],
      [{ _sd: [digest(good, 'sha512')], _sd_alg: 'sha-512' }, [good], []],
    ];
    for (const [claims, items, expected] of cases) {
      assert.deepEqual(codes(await read(await present(claims, items))), expected);
    }
    const claimed = await read(await present({ _sd: [digest(good)], a: 2 }, [good]));
    assert.equal(claimed.claims.values['a'], 2);
  });

  it('is found, taken and kept whole, wrapped over lines as well', async () => {
    const good = disclosed('a', 'x'.repeat(300));
    const text = await present({ _sd: [digest(good)] }, [good]);
    const bound = `${text}${await sign({ sd_hash: digest(text) }, { typ: 'kb+jwt' }, holder.privateKey)}`;
    for (const token of [text, bound]) {
      assert.deepEqual(findJwt(`a ${token} b`), [{ start: 2, end: 2 + token.length }]);
      const wrapped = token.replace(/.{76}/g, '$&\n');
      for (const pasted of [token, `Bearer ${token}`, `"${token}",`, wrapped]) {
        assert.deepEqual(rows(await read(pasted)), rows(await read(token)));
      }
    }
    // A disclosure with a character that does not belong there is told, and not left out.
    for (const odd of ['!!', '!', 'a+b/', '…']) {
      const damaged = await read(text + good + `${odd}~`);
      assert.deepEqual(codes(damaged).includes('disclosure-form'), true, odd);
      assert.equal(rows(damaged).length, rows(await read(text)).length + 1, odd);
    }
    const cut = text.slice(0, -1);
    assert.deepEqual(codes(await read(cut)), ['disclosures-cut']);
  });

  it('is valid with what it covers, and the key binding with the key it names', async () => {
    const good = disclosed('a', 1);
    const claims = { _sd: [digest(good)], cnf: { jwk: holderJwk } };
    const text = await present(claims, [good]);
    const proof = (hash: string, key: CryptoKey, typ = 'kb+jwt') =>
      sign({ aud: 'v', nonce: 'n', iat: nowSeconds, sd_hash: hash }, { typ }, key);
    const said = async (token: string) => {
      const check = await verifyWithJwks(token, issuerJwk);
      assert.equal(check.state, 'valid', check.message);
      return { proofs: check.proofs?.length, remarks: check.remarks };
    };
    assert.deepEqual(await said(text), { proofs: 1, remarks: [] });
    const bound = await proof(digest(text), holder.privateKey);
    assert.deepEqual(await said(text + bound), { proofs: 2, remarks: [] });
    const stolen = await said(text + (await proof(digest(text), issuer.privateKey)));
    assert.match(stolen.remarks.join(), /proves nothing: The signature is invalid/);
    const reused = await said(text + (await proof(digest('other'), holder.privateKey)));
    assert.match(reused.remarks.join(), /other disclosures/);
    const named = await read(text + bound);
    assert.ok(rows(named).some((row) => row.startsWith('aud')));
    assert.deepEqual(
      codes(await read(text + (await proof(digest(text), holder.privateKey, 'JWT')))),
      ['binding-form'],
    );
    const foreign = await said(`${text}${disclosed('admin', true)}~`);
    assert.match(foreign.remarks.join(), /not signed/);
    const [first = '', ...rest] = text.split('~');
    const changed = [await sign({ ...claims, x: 1 }, {}, holder.privateKey), ...rest].join('~');
    assert.equal((await verifyWithJwks(changed, issuerJwk)).state, 'invalid');
    assert.ok(first.length > 0);
  });

  it('is read from its JSON form too (RFC 9901 §8)', async () => {
    const good = disclosed('a', 1);
    const compact = await present({ _sd: [digest(good)], cnf: { jwk: holderJwk } }, [good]);
    const [header, payload, signature] = (compact.split('~')[0] ?? '').split('.');
    const kb = await sign({ sd_hash: digest(compact) }, { typ: 'kb+jwt' }, holder.privateKey);
    const json = JSON.stringify({
      payload,
      protected: header,
      signature,
      header: { disclosures: [good], kb_jwt: kb },
    });
    const decoded = await read(json);
    assert.deepEqual(codes(decoded), []);
    assert.deepEqual(rows(decoded), rows(await read(compact + kb)));
    assert.ok(!JSON.stringify(decoded).includes(kb.split('.')[2] ?? ''));
    const check = await verifyWithJwks(json, issuerJwk);
    assert.equal(check.state === 'valid' && check.proofs?.length, 2);
  });
});
