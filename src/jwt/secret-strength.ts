import { t } from '../core/l10n.ts';

/** Secrets of tutorials and examples, which whoever attacks a token tries first. */
const common = new Set(
  (
    'secret password changeme your-256-bit-secret your-384-bit-secret your-512-bit-secret ' +
    'your_jwt_secret jwt_secret jwtsecret jwt-secret secretkey secret_key secret-key mysecret ' +
    'mysecretkey my-secret my_secret supersecret super-secret s3cr3t key test admin qwerty 123456 ' +
    '12345678 letmein default example keyboard-cat token mytoken hmac shhhhh your-secret-key ' +
    'a-string-secret-at-least-256-bits-long'
  ).split(' '),
);

/** What is to be said against a secret beside a good signature; nothing for a strong one. */
export function secretRemarks(bytes: Uint8Array, algorithm: string): readonly string[] {
  const least = Number(algorithm.slice(2)) / 8;
  return [
    ...(common.has(Buffer.from(bytes).toString().trim().toLowerCase())
      ? [t('The secret is a common one: anybody can sign tokens with it.')]
      : []),
    ...(bytes.length < least
      ? [
          t(
            'The secret has {0} bytes; {1} wants at least {2}, or it can be guessed.',
            bytes.length,
            algorithm,
            least,
          ),
        ]
      : []),
  ];
}
