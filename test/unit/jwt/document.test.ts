import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { tokenDocument } from '../../../src/jwt/document.ts';
import { read } from './read.ts';
import { now, quayClaims, randomFrom, segment, signature, token } from './tokens.ts';

function documentOf(text: string): string {
  const { decoded, languages } = read(text);
  return tokenDocument(decoded, { now, languages });
}

/** The JSON in a document: comments removed by a reader that knows where strings are. */
function json(document: string): unknown {
  return JSON.parse(document.replace(/("(?:[^"\\]|\\.)*")|\/\/.*/g, '$1'));
}

describe('tokenDocument', () => {
  it('shows who, what and until when, then header and claims with their meaning', () => {
    const claims = {
      sub: quayClaims.sub,
      exp: quayClaims.exp,
      access: quayClaims.access,
      l: [{}, []],
    };
    assert.equal(
      documentOf(token(claims)),
      [
        '// acme+ci, may pull, push acme/web, expires in 52 minutes.',
        '// Signature: not checked. Everything below is what the token says of itself.',
        '',
        '{',
        '  "header": {',
        '    "alg": "RS256" // how it is signed or encrypted (RFC 7515, RFC 7516)',
        '  },',
        '  "claims": {',
        '    "sub": "acme+ci", // whom it acts as (RFC 7519)',
        '    "exp": 1795360920, // not accepted from then on (RFC 7519): Sun 2026-11-22 15:22:00 UTC, in 52 min',
        '    // what it may do with images (Distribution)',
        '    // pull, push acme/web',
        '    "access": [',
        '      {',
        '        "type": "repository",',
        '        "name": "acme/web",',
        '        "actions": ["pull", "push"]',
        '      }',
        '    ],',
        '    "l": [',
        '      {},',
        '      []',
        '    ]',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('puts warnings on top', () => {
    const lines = documentOf(token({ sub: 'x' }, { alg: 'none' }, '')).split('\n');
    assert.equal(lines[1], '// Signature: none. Everything below is a mere claim.');
    assert.match(lines[3] ?? '', /^\/\/ ✗ The token is not signed/);
  });

  it('shows what is left of a broken or encrypted token, and says what an opaque one is', () => {
    assert.deepEqual(json(documentOf(`${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`)), {
      header: { alg: 'dir', enc: 'x' },
    });
    assert.deepEqual(json(documentOf(`${segment({ alg: 'x' })}.${segment({ sub: 'a' })}`)), {
      header: { alg: 'x' },
      claims: { sub: 'a' },
    });
    assert.match(
      documentOf(`${segment({ alg: 'x' })}.!.${signature}`),
      /✗ The claims part has “!” at position 1,/,
    );
    assert.equal(
      documentOf('opaque'),
      '// An opaque token; nothing in its 6 characters can be read here.\n',
    );
    assert.equal(documentOf(''), '// There is no token.\n');
    assert.deepEqual(json(documentOf(token({}, { alg: 'x' }))), {
      header: { alg: 'x' },
      claims: {},
    });
  });

  it('shows numbers and duplicates as they were written', () => {
    const document = documentOf(token('{"n":12345678901234567890,"m":1.0e2,"n":1}'));
    assert.match(document, /"n": 12345678901234567890, .*\n {4}"m": 1\.0e2,\n {4}"n": 1 .*\n/);
  });

  it('shows the largest of tokens', () => {
    // As long as claims may be: `longestAtOnce` characters of base64url.
    const many = Array.from({ length: 80_000 }, () => [1]);
    const names = Object.fromEntries(
      Array.from({ length: 25_000 }, (_, n) => [`k${String(n)}`, n]),
    );
    for (const claims of [{ many }, { flat: many.flat() }, names]) {
      const shown = json(documentOf(token(claims)));
      // Not `deepEqual`, which would take minutes to say what is different.
      assert.ok(isDeepStrictEqual(shown, { header: { alg: 'RS256' }, claims }));
    }
  });

  it('holds neither the token nor its signature', () => {
    const secret = 'OPAQUE'.repeat(12);
    for (const text of [token(quayClaims), `${segment({ alg: 'x' })}.*.${signature}`, secret]) {
      const document = documentOf(text);
      for (const part of [signature, segment(quayClaims), segment({ alg: 'x' }), secret]) {
        assert.ok(!document.includes(part));
      }
    }
  });

  it('lets nothing a server wrote out of its string or its line', () => {
    const random = randomFrom(5);
    const evil = [
      '\n',
      '\r',
      '\u2028',
      '\u2029',
      '*/',
      '//',
      '"',
      '\\',
      '\u202e',
      '\u0000',
      '\u007f',
      '\u200b',
      '\ud800',
      '\u{e0041}',
      '</script>',
      '`',
      '\ufeff',
    ];
    const text = (): string =>
      Array.from({ length: 6 }, () => evil[Math.floor(random() * evil.length)] ?? '').join('x');
    for (let round = 0; round < 300; round++) {
      const header = { alg: text(), kid: text(), crit: [text()], [text()]: 1 };
      const claims = {
        iss: text(),
        sub: text(),
        scope: text(),
        [text()]: { [text()]: [text()] },
        context: { entity_kind: 'robot', entity_reference: text() },
        access: [{ type: text(), name: text(), actions: [text()] }],
      };
      const document = documentOf(token(claims, header));
      assert.ok(!/[^\n\P{C}]|[\u2028\u2029]/u.test(document), JSON.stringify(document));
      // Read back, it is what was sent: nothing moved, nothing was lost.
      const sent: unknown = JSON.parse(Buffer.from(JSON.stringify({ header, claims })).toString());
      assert.deepEqual(json(document), sent);
      const [head = ''] = document.split('\n{\n');
      for (const line of head.split('\n')) assert.match(line, /^(?:\/\/.*)?$/);
    }
  });
});
