import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from '../../../src/jwt/explain.ts';
import { tokenType } from '../../../src/jwt/token-type.ts';
import { read } from './read.ts';
import { now, nowSeconds, segment, signature, token } from './tokens.ts';

/** Everything that is said of a token beside its rows. */
function said(text: string): string {
  const { decoded, languages } = read(text);
  const { summary, warnings } = explain(decoded, { now, languages });
  const type =
    decoded.kind === 'jwt'
      ? (tokenType(decoded.header.values, decoded.claims.values) ?? 'any')
      : decoded.kind;
  return [type, summary, ...warnings.map(({ message }) => message)].join(' | ');
}

const life = `"iat":${nowSeconds},"exp":${nowSeconds + 60}`;
const live = 'expires in 60 seconds';

// Tokens that were made to find a sentence that is false, each with all that is said of it.
const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
  [
    'a name that is written with an escape',
    token(`{"sub":"a","s\\u0075b":"b",${life}}`),
    `any | b, ${live} | The claims part has members twice, and programs differ in which one they read: sub.`,
  ],
  [
    'a name twice further inside',
    token(`{"sub":"a","act":{"sub":"b","sub":"c"},${life}}`),
    `any | a, ${live} | The claims part has members twice, and programs differ in which one they read: act.sub.`,
  ],
  [
    'an end now',
    token({ sub: 'x', exp: nowSeconds }),
    'any | x, expired just now | The token has ended: expired just now.',
  ],
  ['a beginning now', token(`{"sub":"x","nbf":${nowSeconds},${life}}`), `any | x, ${live}`],
  [
    'an end in exponents',
    token('{"sub":"x","exp":1.7953578e9}'),
    'any | x, expired just now | The token has ended: expired just now.',
  ],
  [
    'an end in nanoseconds',
    token(`{"sub":"x","exp":${nowSeconds}000000001}`),
    `any | x, its end is unclear | The claims part has numbers that programs cannot read exactly: ${nowSeconds}000000001. | “exp” is beyond the year 9999. Libraries read it as a time that never comes, or refuse the token.`,
  ],
  [
    'an offline token of old Keycloak',
    token({
      iss: 'https://kc/realms/r',
      sub: 'u',
      typ: 'Offline',
      iat: nowSeconds,
      exp: 0,
      nbf: 0,
      auth_time: 0,
    }),
    'any | u at https://kc/realms/r, its end is unclear | “exp” is 0: most libraries read it as the year 1970, and some as no time at all.',
  ],
  [
    'a profile that changed at a time in text',
    token(`{"sub":"x","updated_at":"2026-10-02T00:00:00.000Z",${life}}`),
    `any | x, ${live}`,
  ],
  [
    'a sign-in in milliseconds',
    token(`{"sub":"x","auth_time":${now},${life}}`),
    `any | x, ${live}`,
  ],
  [
    'the last second of the calendar',
    token({ sub: 'x', iat: 253_402_300_740, exp: 253_402_300_799 }),
    'any | x, expires in 7978 years | The token says that it will be issued only in 7978 y (“iat”).',
  ],
  [
    'a role that is no list',
    token(`{"sub":"x","roles":"admin",${life}}`),
    `any | x, with the roles admin, ${live}`,
  ],
  [
    'a group that is no list',
    token(`{"sub":"x","groups":"ops",${life}}`),
    `any | x, in the groups ops, ${live}`,
  ],
  [
    'a proof of a wallet',
    token(`{"iss":"c","aud":"i","nonce":"n",${life}}`, {
      alg: 'RS256',
      typ: 'openid4vci-proof+jwt',
    }),
    `any | nobody in particular at c, ${live}`,
  ],
  [
    'an ID token',
    token(`{"iss":"i","sub":"s","aud":"c","nonce":"n",${life}}`),
    `ID token | s at i, ${live}`,
  ],
  [
    'a token of an instance with a prefix',
    'acme-glpat-AbCdEfGh12345678-_x',
    'opaque | A personal, project or group access token of GitLab; nothing in its 30 characters can be read here | It grants access to the API and the image registry, within its scopes.',
  ],
  [
    'a list as an algorithm',
    `${segment({ alg: ['RS256'] })}.${segment(`{"sub":"x",${life}}`)}.${signature}`,
    `any | x, ${live} | The header does not say by which algorithm (“alg”) the token is signed.`,
  ],
];

describe('what is said of a token', () => {
  for (const [what, text, expected] of cases) {
    it(`is true of ${what}`, () => assert.equal(said(text), expected));
  }
});
