import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { verifyWithJwks, verifyWithSecret } from '../../../src/jwt/verify.ts';

/** RFC 7515 A.1: HS256 with the key of A.1.1. */
const a1 = {
  token:
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
};

/** RFC 7515 A.2: RS256. */
const a2 = {
  token:
    'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw',
  jwk: {
    kty: 'RSA',
    n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
    e: 'AQAB',
  },
};

/** RFC 7515 A.3: ES256. */
const a3 = {
  token:
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
  jwk: {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  },
};

/** RFC 8037 A.4: Ed25519 over a text that is no JSON. */
const ed25519 = {
  token:
    'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
};

describe('the examples of the RFCs', () => {
  it('RFC 7515 A.1 holds under its secret, in each spelling of it', async () => {
    const bytes = Buffer.from(a1.k, 'base64url');
    const spellings = [
      JSON.stringify({ kty: 'oct', k: a1.k }),
      a1.k,
      bytes.toString('base64'),
      bytes.toString('hex'),
    ];
    for (const secret of spellings) {
      const check = await verifyWithSecret(a1.token, secret);
      assert.equal(check.state, 'valid', check.message);
    }
    assert.equal((await verifyWithSecret(a1.token, `${a1.k}x`)).state, 'invalid');
  });

  for (const [name, { token, jwk }] of [
    ['A.2', a2],
    ['A.3', a3],
  ] as const) {
    it(`RFC 7515 ${name} holds under its key, and not when it was changed`, async () => {
      assert.equal((await verifyWithJwks(token, jwk)).state, 'valid');
      const [header = '', , last = ''] = token.split('.');
      const claims = Buffer.from('{"iss":"joe","http://example.com/is_root":true}');
      const changed = `${header}.${claims.toString('base64url')}.${last}`;
      assert.equal((await verifyWithJwks(changed, jwk)).state, 'invalid');
    });
  }

  it('RFC 7515 A.5 and RFC 7519 §6.1 are unsecured, and never valid', async () => {
    const unsecured =
      'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.';
    assert.equal(decodeJwt(unsecured).kind, 'jwt');
    assert.equal((await verifyWithJwks(unsecured, a2.jwk)).state, 'unchecked');
    assert.equal((await verifyWithSecret(unsecured, a1.k)).state, 'unchecked');
  });

  it('RFC 7515 A.6: one of several signatures is not taken for all', async () => {
    const [header, payload, signature] = a2.token.split('.');
    const [otherHeader, , otherSignature] = a3.token.split('.');
    const general = {
      payload,
      signatures: [
        { protected: header, header: { kid: '2010-12-29' }, signature },
        { protected: otherHeader, header: { kid: 'e9bc' }, signature: otherSignature },
      ],
    };
    assert.equal((await verifyWithJwks(JSON.stringify(general), [a2.jwk])).state, 'unchecked');
    const flattened = { payload, protected: header, signature };
    assert.equal((await verifyWithJwks(JSON.stringify(flattened), a2.jwk)).state, 'valid');
  });

  it('RFC 7797 §4.2: a payload that travels apart is asked for', async () => {
    const detached =
      'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY';
    const decoded = decodeJwt(detached);
    assert.equal(decoded.kind, 'message');
    assert.equal(decoded.detached, true);
    const secret = JSON.stringify({ kty: 'oct', k: a1.k });
    assert.equal((await verifyWithSecret(detached, secret)).state, 'unchecked');
    const stateOver = async (content: string) =>
      (await verifyWithSecret(detached, secret, { content: Buffer.from(content) })).state;
    assert.equal(await stateOver('$.02'), 'valid');
    assert.equal(await stateOver('JC4wMg'), 'invalid');
    assert.equal(await stateOver('$.02\n'), 'invalid');
    const flattened = JSON.stringify({
      protected: detached.split('.')[0],
      payload: '$.02',
      signature: detached.split('.')[2],
    });
    assert.equal((await verifyWithSecret(flattened, secret)).state, 'valid');
    const shown = decodeJwt(flattened);
    assert.equal(shown.kind === 'message' && shown.text, '$.02');
  });

  it('RFC 8037 A.4 is a signed message, whose signature holds', async () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    const decoded = decodeJwt(ed25519.token);
    assert.equal(decoded.kind, 'message');
    assert.equal(decoded.text, 'Example of Ed25519 signing');
    assert.equal((await verifyWithJwks(ed25519.token, jwk)).state, 'valid');
    const changed = ed25519.token.replace('.RXhh', '.RXho');
    assert.equal((await verifyWithJwks(changed, jwk)).state, 'invalid');
  });
});
