import assert from 'node:assert/strict';
import { constants, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { verifyWithJwks, verifyWithSecret } from '../../../src/jwt/verify.ts';
import type { SignatureCheck } from '../../../src/jwt/verify.ts';

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** An algorithm, how it signs, and the pair that it signs with. */
interface Algorithm {
  readonly alg: string;
  readonly pair: Pair;
  readonly sign: (data: Buffer, key: KeyObject) => Buffer;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve });

const algorithms: readonly Algorithm[] = [
  ...(['256', '384', '512'] as const).flatMap((bits): Algorithm[] => [
    { alg: `RS${bits}`, pair: rsa, sign: (data, key) => sign(`sha${bits}`, data, key) },
    {
      alg: `PS${bits}`,
      pair: rsa,
      sign: (data, key) =>
        sign(`sha${bits}`, data, {
          key,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: Number(bits) / 8,
        }),
    },
  ]),
  ...(
    [
      ['ES256', 'P-256', 'sha256'],
      ['ES384', 'P-384', 'sha384'],
      ['ES512', 'P-521', 'sha512'],
      ['ES256K', 'secp256k1', 'sha256'],
    ] as const
  ).map(([alg, name, hash]): Algorithm => ({
    alg,
    pair: curve(name),
    sign: (data, key) => sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }),
  })),
  ...(
    [
      ['EdDSA', generateKeyPairSync('ed25519')],
      ['Ed25519', generateKeyPairSync('ed25519')],
      ['EdDSA', generateKeyPairSync('ed448')],
      ['Ed448', generateKeyPairSync('ed448')],
    ] as const
  ).map(([alg, pair]): Algorithm => ({ alg, pair, sign: (data, key) => sign(null, data, key) })),
];

/** A key in every form that people have it in. */
function keyForms({ publicKey, privateKey }: Pair): Readonly<Record<string, string>> {
  const jwk = publicKey.export({ format: 'jwk' });
  const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const kind = publicKey.asymmetricKeyType;
  const own = kind === 'rsa' ? 'pkcs1' : kind === 'ec' ? 'sec1' : 'pkcs8';
  return {
    JWK: JSON.stringify(jwk),
    'private JWK': JSON.stringify(privateKey.export({ format: 'jwk' })),
    'key set': JSON.stringify({ keys: [{ kty: 'RSA', n: '', e: '' }, jwk] }),
    list: JSON.stringify([jwk]),
    PEM: spki,
    'PEM in one line': spki.replaceAll('\n', ' '),
    'PEM with \\n': spki.replaceAll('\n', '\\n'),
    'PEM in JSON': JSON.stringify({ public_key: spki }),
    'PEM by key id': JSON.stringify({ k: spki }),
    'DER in base64': publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    'private PEM': pkcs8,
    'private PEM of its own kind': privateKey
      .export({ type: own, format: 'pem' } as never)
      .toString(),
    'private DER': privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
}

const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');

/** A token in every serialization, with the content that travels apart, if it does. */
interface Serialized {
  readonly form: string;
  readonly text: string;
  readonly content?: Buffer;
}

function serializations(alg: string, signed: (data: Buffer) => Buffer): readonly Serialized[] {
  const content = '{"sub":"x"}';
  const make = (header: object, payload: string) => {
    const head = base64url(JSON.stringify({ alg, ...header }));
    const signature = signed(Buffer.from(`${head}.${payload}`)).toString('base64url');
    return { protected: head, payload, signature };
  };
  const { payload, ...one } = make({}, base64url(content));
  const raw = make({ b64: false, crit: ['b64'] }, content);
  return [
    { form: 'compact', text: `${one.protected}.${payload}.${one.signature}` },
    { form: 'flattened', text: JSON.stringify({ payload, ...one, header: { kid: 'k' } }) },
    { form: 'general', text: JSON.stringify({ payload, signatures: [one] }) },
    {
      form: 'detached',
      text: `${one.protected}..${one.signature}`,
      content: Buffer.from(content),
    },
    { form: 'unencoded', text: JSON.stringify(raw) },
    {
      form: 'unencoded and detached',
      text: `${raw.protected}..${raw.signature}`,
      content: Buffer.from(content),
    },
  ];
}

/** A signature that differs in one bit. */
function spoilt(signature: Buffer): Buffer {
  const changed = Buffer.from(signature);
  changed[3] = (changed[3] ?? 0) ^ 4;
  return changed;
}

const meant = ({ content }: Serialized) => (content === undefined ? {} : { content });

describe('a signature holds, and not when it was changed, in every serialization', () => {
  for (const { alg, pair, sign: signWith } of algorithms) {
    const kind = pair.publicKey.asymmetricKeyType ?? '';
    it(`${alg} (${kind}) under every form of its key`, async () => {
      const tokens = serializations(alg, (data) => signWith(data, pair.privateKey));
      for (const [form, key] of Object.entries(keyForms(pair))) {
        for (const token of tokens) {
          const where = `${form}, ${token.form}`;
          const check = await verifyWithJwks(token.text, key, meant(token));
          assert.equal(check.state, 'valid', `${where}: ${check.message}`);
        }
      }
      const jwk = pair.publicKey.export({ format: 'jwk' });
      const changed = serializations(alg, (data) => spoilt(signWith(data, pair.privateKey)));
      for (const token of changed) {
        const check = await verifyWithJwks(token.text, jwk, meant(token));
        assert.equal(check.state, 'invalid', `${token.form}: ${check.message}`);
      }
    });
  }

  for (const bits of ['256', '384', '512']) {
    it(`HS${bits} under every spelling of its secret`, async () => {
      const secret = Buffer.from(
        'a secret that is long enough for every HMAC that is tried here!!!',
      );
      const hmac = (data: Buffer) => createHmac(`sha${bits}`, secret).update(data).digest();
      const tokens = serializations(`HS${bits}`, hmac);
      const spellings = [
        secret.toString(),
        secret.toString('base64'),
        secret.toString('base64url'),
        secret.toString('hex'),
        JSON.stringify({ kty: 'oct', k: secret.toString('base64url') }),
        JSON.stringify({ keys: [{ kty: 'oct', k: secret.toString('base64url') }] }),
      ];
      const check = (token: Serialized, key: string): Promise<SignatureCheck> =>
        verifyWithSecret(token.text, key, meant(token));
      for (const token of tokens) {
        for (const key of spellings) {
          const { state, message } = await check(token, key);
          assert.equal(state, 'valid', `${token.form}: ${message}`);
        }
        assert.equal((await check(token, 'another')).state, 'invalid');
      }
      for (const token of serializations(`HS${bits}`, (data) => spoilt(hmac(data)))) {
        assert.equal((await check(token, spellings[0] ?? '')).state, 'invalid');
      }
    });
  }
});
