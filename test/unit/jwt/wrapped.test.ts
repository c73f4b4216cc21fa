import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bareToken } from '../../../src/jwt/bare-token.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import { explain } from '../../../src/jwt/explain.ts';
import { findJwtAt } from '../../../src/jwt/find.ts';
import { wholeToken } from '../../../src/jwt/opaque.ts';
import { partsOf, signaturesOf } from '../../../src/jwt/parts.ts';
import { tokenLanguages } from '../../../src/ui/inspector/read-token.ts';
import { read } from './read.ts';
import { now, quayClaims, segment, signature, token } from './tokens.ts';

const header = segment({ alg: 'RS256', kid: 'k' });
const payload = segment(quayClaims);
const flattened = { payload, protected: header, signature };
const general = {
  payload,
  signatures: [
    { protected: header, header: { kid: 'a {"b"} c' }, signature },
    { protected: segment({ alg: 'ES256' }), signature: 'A'.repeat(86) },
  ],
};

function explained(text: string) {
  const { decoded, languages } = read(text);
  const { summary, warnings } = explain(decoded, { now, languages });
  return { decoded, summary, said: warnings.map(({ message }) => message).join(' ') };
}

describe('a token in JSON serialization within other text', () => {
  const forms = [flattened, general, { header: { kid: 'k' }, ...flattened }];
  const wrappings: readonly [name: string, wrap: (json: string, value: unknown) => string][] = [
    ['a log line', (json) => `2026-11-22 INFO got ${json} from {peer}`],
    ['the body of a request', (json) => `curl -X POST -d '${json}' https://h/acme`],
    ['a body in double quotes', (json) => `curl -d ${JSON.stringify(json)} https://h/`],
    ['a string of other JSON', (json) => JSON.stringify({ msg: json, level: 30 })],
    ['a string in a string', (json) => JSON.stringify({ log: JSON.stringify({ msg: json }) })],
    ['an object', (_, value) => JSON.stringify({ request: { body: value } })],
    ['a list', (_, value) => JSON.stringify([{ a: 1 }, value])],
    ['YAML', (json) => `kind: x\njws: '${json}'\nnext: 1\n`],
    [
      'a block of YAML',
      (_, value) => `jws: |\n  ${JSON.stringify(value, undefined, 2).replace(/\n/g, '\n  ')}\n`,
    ],
    ['a block of code', (_, value) => `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``],
    ['a part of an address', (json) => `https://h/?jws=${encodeURIComponent(json)}&x=1`],
    ['HTML', (json) => `<input value="${json.replaceAll('"', '&quot;')}">`],
    ['a text processor', (json) => json.replace(/"([^"]*)"/g, '“$1”')],
    ['a terminal', (json) => json.replace(/.{70}/g, '$&\n')],
    ['spaces without width', (json) => `\u200b${json.replaceAll(',', ',\u200b')}`],
  ];
  for (const [name, wrap] of wrappings) {
    it(`is read out of ${name}`, () => {
      for (const form of forms) {
        // What a text processor does to quotes in a string cannot be undone.
        if (name === 'a text processor' && form === general) continue;
        const text = wrap(JSON.stringify(form), form);
        const decoded = decodeJwt(text);
        assert.equal(decoded.kind, 'jwt', text);
        assert.deepEqual(decoded.claims.values, quayClaims);
        assert.equal(partsOf(text).segments.join('.'), `${header}.${payload}.${signature}`);
        assert.equal(signaturesOf(text).length, form === general ? 2 : 1);
      }
    });
  }

  it('is none where other JSON has members of the same names', () => {
    for (const text of [
      'x {"payload":"text","signature":"abc"}',
      'x {"payload":"e30","signatures":[{"keyid":"","sig":"MEUC"}]}',
      '{"ciphertext":"vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf"}',
      '{"data":{"ciphertext":"vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX"}}',
      '"signature": {{{{{{{{{{{{{{{',
    ]) {
      assert.equal(decodeJwt(text).kind, 'opaque', text);
    }
  });

  it('gives way to a compact one before it', () => {
    const text = `Bearer ${token({ sub: 'first' })} ${JSON.stringify(flattened)}`;
    const decoded = decodeJwt(text);
    assert.ok(decoded.kind === 'jwt' && decoded.claims.values['sub'] === 'first');
  });

  it('is read when it is encrypted', () => {
    const jwe = {
      protected: segment({ alg: 'dir', enc: 'A256GCM' }),
      iv: 'AAAA',
      ciphertext: 'AAAA',
      tag: 'AAAA',
    };
    assert.equal(decodeJwt(`got ${JSON.stringify(jwe)}`).kind, 'encrypted');
  });
});

describe('a basic login', () => {
  const basic = (text: string): string => Buffer.from(text).toString('base64');
  const jwt = token(quayClaims);
  const pat = `ghp_${'a1B2'.repeat(9)}`;

  it('with a JWT is unwrapped, says so and names the user', () => {
    for (const text of [
      `Authorization: Basic ${basic(`acme+ci:${jwt}`)}`,
      `curl -H "Authorization: Basic ${basic(`acme+ci:${jwt}`)}" https://h/v2/`,
      `{"Authorization":"Basic ${basic(`acme+ci:${jwt}`)}"}`,
      `basic ${basic(`acme+ci:${jwt}`)}`,
    ]) {
      const { decoded, said } = explained(text);
      assert.ok(decoded.kind === 'jwt' && decoded.claims.values['sub'] === 'acme+ci', text);
      assert.match(said, /^The text was a basic login of acme\+ci; the token in it is shown\./);
      assert.equal(partsOf(text).segments.join('.'), jwt, 'what is verified');
    }
    const { decoded, said } = explained(`Basic ${basic(`${jwt}:x-oauth-basic`)}`);
    assert.equal(decoded.kind, 'jwt');
    assert.match(said, /The text was a basic login; the token in it is shown\./);
  });

  it('with a secret of a known form tells that, whichever half it is', () => {
    const { summary } = explained(`Authorization: Basic ${basic(`dana:${pat}`)}`);
    assert.match(
      summary,
      /^A personal access token \(classic\) of GitHub, in a basic login of dana; /,
    );
    for (const login of [`${pat}:`, `${pat}:x-oauth-basic`]) {
      const said = explained(`Basic ${basic(login)}`);
      assert.match(
        said.summary,
        /^A personal access token \(classic\) of GitHub, in a basic login;/,
      );
      assert.ok(!JSON.stringify(said).includes(pat));
    }
  });

  it('with any other password is named as what it is, and neither is shown', () => {
    const { decoded, summary, said } = explained(`Basic ${basic('dana:planted password')}`);
    assert.equal(summary, 'A basic login of dana');
    assert.match(said, /user and a password in base64/);
    assert.ok(!JSON.stringify([decoded, summary, said]).includes('planted'));
    // A user without a password may be the secret, as may one that looks like a secret.
    for (const login of ['planted-key:', `ghp_${'Zz9'.repeat(12)}x:y`]) {
      const alone = explained(`Authorization: Basic ${basic(login)}`);
      assert.match(alone.summary, /in a basic login;|^A basic login$/);
      assert.ok(!JSON.stringify(alone).includes(login.split(':')[0] ?? ''), login);
    }
  });

  it('is none in other text', () => {
    for (const text of ['Visual Basic Programming', 'Basic abc', 'Basic dGV4dA==', 'basic: x']) {
      const decoded = decodeJwt(text);
      assert.ok(decoded.kind === 'opaque' && decoded.login === undefined, text);
    }
  });
});

describe('the token alone', () => {
  const jwt = token(quayClaims);
  const pat = `ghp_${'a1B2'.repeat(9)}`;
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const bare: readonly [text: string, token: string][] = [
    [jwt, jwt],
    [`curl -H "Authorization: Bearer ${jwt}" https://h/`, jwt],
    [`Authorization: Bearer ghs_123_${jwt}`, `ghs_123_${jwt}`],
    [`Authorization: ${basic(`dana:${jwt}`)}`, jwt],
    [`Authorization: ${basic(`dana:${pat}`)}`, pat],
    [`token: ${Buffer.from(jwt).toString('base64')}`, jwt],
    [`export TOKEN="${pat}"`, pat],
    [`got ${JSON.stringify(flattened)}`, JSON.stringify(flattened)],
    [`Bearer ${jwt}~${segment(['salt', 'a', 1])}~`, `${jwt}~${segment(['salt', 'a', 1])}~`],
    // Nothing is made of what cannot be read.
    [`Authorization: ${basic('dana:password')}`, `Authorization: ${basic('dana:password')}`],
    ['Bearer abc', 'Bearer abc'],
    [`Bearer ${jwt}.x`, `Bearer ${jwt}.x`],
  ];
  for (const [text, expected] of bare) {
    it(`is what is copied and kept of ${text.slice(0, 30)}`, () => {
      assert.equal(bareToken(text, tokenLanguages), expected);
    });
  }
});

describe('a token in pieces', () => {
  const whole = token(quayClaims, { alg: 'HS256' }, `${'aB3_'.repeat(10)}xyw`);
  const every = (joint: string, width = 60): string =>
    whole.replace(new RegExp(`.{${width}}`, 'g'), `$&${joint}`);
  const pieces: readonly [name: string, text: string][] = [
    ['a quoted message', `> ${every('\n> ')}`],
    ['a list of changes', `+${every('\n+')}`],
    ['literals joined by a plus', `const a = '${every("' +\n  '")}';`],
    ['literals in a row', `("${every('"\n  "')}")`],
    ['literals with the plus before', `"${every('"\n + "')}"`],
    ['soft line breaks', every('=\n', 72)],
    ['soft hyphens', every('\u00ad', 50)],
    ['joiners without width', every('\u200c', 40)],
    ['entities for its dots', whole.replaceAll('.', '&#46;')],
    ['escapes for its dots', `"${whole.replaceAll('.', '\\u002e')}"`],
    ['three dots behind', `${whole}...`],
    [
      'a Secret in YAML',
      `kind: Secret\ndata:\n  token: ${Buffer.from(whole).toString('base64')}\n`,
    ],
    ['a Secret in JSON', `{"data":{"token":"${Buffer.from(whole).toString('base64')}"}}`],
    ['a protocol', `base64url.bearer.authorization.k8s.io.${segment(whole)}`],
  ];
  for (const [name, text] of pieces) {
    it(`is put together: ${name}`, () => {
      assert.equal(partsOf(text).segments.join('.'), whole);
    });
  }

  it('is not put together where it would not be whole', () => {
    const cut = `'${every("' +\n  '").slice(0, -20)}'`;
    assert.equal(decodeJwt(cut).kind, 'malformed');
    assert.notEqual(decodeJwt(`ZXlK${'a'.repeat(40)} text`).kind, 'jwt');
  });
});

describe('a token that is part of a longer one', () => {
  const jwt = token({ iss: 'github.example', sub: 'app 7', exp: now / 1000 + 3600 });
  const whole = `ghs_123_${jwt}`;

  it('is told with the maker of that', () => {
    for (const text of [whole, `Authorization: Bearer ${whole}`, `GITHUB_TOKEN=${whole}`]) {
      const { decoded, summary, said } = explained(text);
      assert.equal(decoded.kind, 'jwt');
      assert.match(
        summary,
        /^A token of GitHub for an app’s installation or a workflow: app 7 at github\.example, expires in/,
      );
      assert.match(said, /It acts as the app/);
    }
    const other = explained(`TOKEN_${jwt}`);
    assert.match(other.summary, /^app 7/);
  });

  it('is found with all of it', () => {
    const line = `token: ${whole} # x`;
    const found = findJwtAt(line, 40);
    assert.ok(found);
    const { start, end } = wholeToken(line, found, tokenLanguages);
    assert.equal(line.slice(start, end), whole);
    const plainLine = `token: ${jwt}`;
    const alone = findJwtAt(plainLine, 40);
    assert.deepEqual(alone && wholeToken(plainLine, alone, tokenLanguages), alone);
  });
});
