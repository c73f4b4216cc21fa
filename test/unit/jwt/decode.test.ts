import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, unknownLifetime, until } from '../../../src/core/lifetime.ts';
import { decodeJwt } from '../../../src/jwt/decode.ts';
import type { Decoded } from '../../../src/jwt/decoded.ts';
import { tokenLanguages } from '../../../src/ui/inspector/read-token.ts';
import { now, nowSeconds, quayClaims, randomFrom, segment, signature, token } from './tokens.ts';

function problems(text: string): string[] {
  const decoded = decodeJwt(text);
  if (!('problems' in decoded)) return [decoded.kind];
  return [
    decoded.kind,
    ...decoded.problems.map((problem) =>
      'name' in problem ? `${problem.code} ${problem.name}` : `${problem.code} ${problem.place}`,
    ),
  ];
}

describe('decodeJwt', () => {
  it('reads header, claims and times', () => {
    const decoded = decodeJwt(token(quayClaims, { alg: 'RS256', kid: 'k1' }));
    assert.equal(decoded.kind, 'jwt');
    assert.deepEqual(decoded.header.values, { alg: 'RS256', kid: 'k1' });
    assert.deepEqual(decoded.claims.values, quayClaims);
    assert.equal(decoded.signatureBytes, 256);
    assert.deepEqual(decoded.times, {
      issuedAt: now - 480_000,
      notBefore: now - 480_000,
      expires: now + 3_120_000,
    });
    assert.deepEqual(decoded.lifetime, until(now + 3_120_000));
    assert.deepEqual(decoded.problems, []);
  });

  it('reads the example of RFC 7519 §3.1, line breaks included', () => {
    const decoded = decodeJwt(
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\n' +
        '.\n' +
        'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\n' +
        '     cGxlLmNvbS9pc19yb290Ijp0cnVlfQ\n' +
        '.\n' +
        'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    );
    assert.equal(decoded.kind, 'jwt');
    assert.deepEqual(decoded.claims.values, {
      iss: 'joe',
      exp: 1_300_819_380,
      'http://example.com/is_root': true,
    });
    assert.equal(decoded.signatureBytes, 32);
  });

  it('never holds the signature or the text of the token', () => {
    const text = JSON.stringify(decodeJwt(token(quayClaims)));
    assert.ok(!text.includes(signature));
    assert.ok(!text.includes(segment(quayClaims)));
  });

  it('takes the token out of what people paste', () => {
    const plain = token(quayClaims);
    const expected = JSON.stringify(decodeJwt(plain));
    const wrapped = plain.replace(/.{40}/g, '$&\n    ');
    const pastes = [
      ` ${plain}\n`,
      wrapped,
      wrapped.replaceAll('\n', '\\\r\n'),
      `"${plain}",`,
      `'${plain}';`,
      `“${plain}”`,
      `Bearer ${plain}`,
      `bearer   ${plain}`,
      `Authorization: Bearer ${plain}`,
      `authorization:Bearer ${wrapped}`,
      `-H "Authorization: Bearer ${plain}"`,
      `curl -H "Authorization: Bearer ${plain}" https://h/`,
      `Bearer%20${plain}`,
      `%22${plain}%22`,
      encodeURIComponent(`Authorization: Bearer ${plain}`),
      `TOKEN=${plain}`,
      `export REGISTRY_TOKEN="${plain}"`,
      `$env:TOKEN = '${plain}'`,
      `token: ${plain}`,
      `  "token": "${plain}",`,
      `{"access_token":"${plain}","expires_in":3600}`,
      `https://h/#access_token=${plain}&token_type=Bearer`,
      `2026-11-22 got token ${plain}. Done.`,
      `\ufeff\u200b${plain}\u00a0`,
      `%zz ${plain}`,
      `${plain} Done`,
      `${wrapped}", more`,
      `{"token": "${wrapped}", "more": 1}`,
      JSON.stringify(JSON.stringify({ token: plain })),
      `Cookie: a=b; session=${plain}; c=d`,
      `Set-Cookie: token=${plain}; Path=/; HttpOnly`,
      `GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ${plain}\r\n\r\n`,
      `token: >-\n  ${plain.replace(/.{60}/g, '$&\n  ')}\n`,
      `users:\n- name: a\n  user:\n    token: ${plain}\n`,
      `//npm.h/:_authToken=${plain}`,
      `machine h login u password ${plain}`,
      `docker login -u u -p ${plain} h`,
      `curl --oauth2-bearer ${plain} https://h`,
      `https://u:${plain}@h/simple`,
      `\`\`\`\n${plain}\n\`\`\``,
    ];
    for (const paste of pastes) assert.equal(JSON.stringify(decodeJwt(paste)), expected, paste);
  });

  it('says that there is nothing', () => {
    for (const text of ['', '  \n', '""', "''", 'Bearer ', '\ufeff']) {
      const { kind } = decodeJwt(text);
      assert.equal(kind, text === 'Bearer ' ? 'opaque' : 'empty', text);
    }
  });

  it('reads the header of an encrypted token, and no more', () => {
    const header = segment({ alg: 'RSA-OAEP', enc: 'A256GCM' });
    const decoded = decodeJwt(`${header}.b0tP.aXY.Y2lwaGVy.dGFn`);
    assert.equal(decoded.kind, 'encrypted');
    assert.deepEqual(decoded.header.values, { alg: 'RSA-OAEP', enc: 'A256GCM' });
    assert.equal(decodeJwt(`${header}..aXY.Y2lwaGVy.dGFn`).kind, 'encrypted');
    assert.deepEqual(problems(`${header}.b0tP.a*Y.Y2lwaGVy.dGFn`), [
      'malformed',
      'character token',
    ]);
  });

  it('knows the forms of opaque tokens', () => {
    const cases: readonly [string, string | undefined][] = [
      [`${'A1B2'.repeat(15)}ZZ99`, 'quay-robot'],
      ['Z9'.repeat(60), 'quay-app'],
      ['aB3x'.repeat(10), 'quay-api'],
      ['cmVmdGtuOjAxOjE4OTM0NTYwMDA6WmszdlE4clRuMGJZeDVMd1BxMkhzVWQ3bUpj', 'jfrog-reference'],
      [`AKCp8${'k'.repeat(68)}`, 'jfrog-api-key'],
      ['0f6d1c2e-8a9b-4c3d-9e8f-7a6b5c4da7b2', 'jfrog-refresh'],
      // Hashes: a commit, a digest in capitals.
      ['da39a3ee5e6b4b0d3255bfef95601890afd80709', undefined],
      ['E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855', undefined],
      ['quay.example.test', undefined],
      ['1.2.3', undefined],
      [`${'A-_z'.repeat(222)}AA==`, 'drp'],
      [`${'A-_z'.repeat(50)}AA==`, undefined],
      ['Abcd'.repeat(222), undefined],
    ];
    for (const [text, shape] of cases) {
      const decoded = decodeJwt(text, tokenLanguages);
      assert.equal(decoded.kind, 'opaque', text);
      assert.equal(decoded.form?.id, shape, text);
      assert.equal(decoded.length, text.length);
      assert.ok(!JSON.stringify(decoded).includes(text));
    }
  });

  it('reads the end of a JFrog reference token off it', () => {
    const reference = (end: string): string =>
      Buffer.from(`reftkn:01:${end}:Zk3vQ8rTn0bYx5LwPq2HsUd7mJc`).toString('base64');
    const lifetime = (text: string): unknown => {
      const decoded = decodeJwt(text, tokenLanguages);
      return decoded.kind === 'opaque' ? decoded.lifetime : undefined;
    };
    assert.deepEqual(lifetime(reference('1893456000')), until(1_893_456_000_000));
    assert.deepEqual(lifetime(reference('0000000000')), neverEnds);
    assert.deepEqual(lifetime(reference('189345600x')), unknownLifetime);
    assert.deepEqual(lifetime('Z9'.repeat(32)), unknownLifetime);
  });

  it('says where a broken token is broken', () => {
    const header = segment({ alg: 'RS256' });
    const claims = segment({ sub: 'x' });
    const cases: readonly [string, string[]][] = [
      [`${header}.${claims}`, ['parts token']],
      [header, ['parts token']],
      [`${header}.${claims}.${signature}.x`, ['parts token']],
      [`${header}.${claims}!.${signature}`, ['character claims']],
      [`${header}.${claims}+/.${signature}`, ['character claims']],
      [`${header}.${claims.slice(0, 13)}.${signature}`, ['length claims']],
      [`${segment({ alg: 'RS256', typ: 'JWT' })}..${signature}`, ['detached claims']],
      [`${segment({ alg: 'none' })}..${signature}`, ['detached claims']],
      [token('text', { alg: 'RS256', typ: 'JWT' }), ['not-json claims']],
      [token('[1]', { alg: 'RS256', typ: 'jwt' }), ['not-object claims']],
      [
        `${header}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.x`,
        ['not-utf8 claims', 'length signature'],
      ],
      [
        `${header}.${segment(`{"a":${'['.repeat(101)}${']'.repeat(101)}}`)}.${signature}`,
        ['too-deep claims'],
      ],
      [`${header.slice(0, -4)}.${claims}.${signature}`, ['not-json header']],
      ['x'.repeat(10_000_001), ['too-long token']],
    ];
    for (const [text, expected] of cases) {
      assert.deepEqual(problems(text), ['malformed', ...expected], text.slice(0, 200));
    }
    const half = decodeJwt(`${header}.${claims}`);
    assert.equal(half.kind, 'malformed');
    assert.deepEqual(half.claims?.values, { sub: 'x' });
  });

  it('tells a signed message from a token that is broken', () => {
    for (const [content, text] of [
      ['text', 'text'],
      ['[1]', '[1]'],
      ['"x"', '"x"'],
    ] as const) {
      const decoded = decodeJwt(token(content));
      assert.equal(decoded.kind, 'message', content);
      assert.equal(decoded.text, text);
      assert.deepEqual(decoded.problems, []);
    }
    const bytes = `${segment({ alg: 'RS256' })}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${signature}`;
    const binary = decodeJwt(bytes);
    assert.equal(binary.kind, 'message');
    assert.equal(binary.text, undefined);
    assert.equal(decodeJwt(token('text', { alg: 'RS256' }, '')).kind, 'malformed', 'unsigned');
  });

  it('shows what can be read, and flags what is not as it should be', () => {
    const cases: readonly [string, string[]][] = [
      [token('{"sub":"a","sub":"b"}'), ['duplicates claims']],
      [token({}, '{"alg":"RS256","alg":"none"}'), ['duplicates header']],
      [token('{"n":12345678901234567890}'), ['numbers claims']],
      [token({}, { alg: 'RS256' }, `${signature}==`), ['padding signature']],
      [token({}, { alg: 'ML-DSA-44' }, 'AB'), ['trailing-bits signature']],
      [token({}, { typ: 'JWT' }), ['no-algorithm header']],
      [token({}, { alg: 5 }), ['no-algorithm header']],
      [token({}, { alg: 'RS256', crit: [] }), ['critical header']],
      [token({}, { alg: 'RS256', crit: 'b64' }), ['critical header']],
      [token({}, { alg: 'RS256', crit: ['b64'] }), ['critical header']],
      [token({}, { alg: 'RS256', crit: ['b64'], b64: true }), []],
    ];
    for (const [text, expected] of cases)
      assert.deepEqual(problems(text), ['jwt', ...expected], text);
    assert.deepEqual(decodeJwt(`${segment({ alg: 'none' })}.${segment({})}.`).kind, 'jwt');
  });

  it('relies on an end only when programs agree on it', () => {
    const cases: readonly [string, string[], number?][] = [
      [`"${nowSeconds}"`, ['time-type exp']],
      ['null', ['time-type exp']],
      ['true', ['time-type exp']],
      ['[1]', ['time-type exp']],
      ['1e999', ['numbers claims', 'time-beyond exp']],
      ['-1e999', ['numbers claims', 'time-negative exp']],
      ['1795358000.5', [], 1_795_358_000_500],
      ['-1', ['time-negative exp'], -1000],
      ['0', ['time-zero exp']],
      ['-0', ['time-zero exp']],
      ['253402300800', ['time-beyond exp']],
      ['999999999999', ['time-beyond exp']],
      ['1000000000000', ['time-milliseconds exp']],
      [String(now), ['time-milliseconds exp']],
      ['9007199254740990', ['time-beyond exp']],
    ];
    for (const [value, expected, instant] of cases) {
      const decoded = decodeJwt(token(`{"exp":${value}}`));
      assert.equal(decoded.kind, 'jwt');
      assert.deepEqual(
        decoded.lifetime,
        instant === undefined ? unknownLifetime : until(instant),
        value,
      );
      assert.equal(decoded.times.unclearEnd === true, instant === undefined, value);
      assert.deepEqual(problems(token(`{"exp":${value}}`)), ['jwt', ...expected], value);
    }
    const lifetime = (claims: string): unknown => {
      const decoded = decodeJwt(token(claims));
      return decoded.kind === 'jwt' ? decoded.lifetime : undefined;
    };
    assert.deepEqual(lifetime('{}'), unknownLifetime);
    assert.deepEqual(lifetime('{"exp":1}'), until(1_000));
    assert.deepEqual(lifetime('{"exp":253402300799.5}'), until(253_402_300_799_500));
    assert.deepEqual(lifetime('{"__proto__":{"exp":1}}'), unknownLifetime);
  });

  describe('cuts nothing in silence', () => {
    const hs = token(quayClaims, { alg: 'HS256' }, `${'aB3_'.repeat(10)}xyw`);
    const rs = token(quayClaims);
    const whole = (text: string) => JSON.stringify(decodeJwt(text));

    it('names the character that does not belong there, and its place', () => {
      const at = hs.length - 20;
      for (const odd of ['+', '/', '…', '+/', ' ', '\u00a0']) {
        const text =
          hs.slice(0, at) + odd + hs.slice(at + (odd === ' ' || odd === '\u00a0' ? 0 : 1));
        for (const paste of [text, `Bearer ${text}`, `"${text}"`]) {
          const decoded = decodeJwt(paste);
          assert.equal(decoded.kind, 'malformed', paste);
          const [problem] = decoded.problems;
          assert.ok(problem?.code === 'character', paste);
          assert.equal(problem.place, 'signature');
          assert.equal(problem.character, odd[0]);
          assert.equal(problem.offset, 23, paste);
        }
      }
    });

    it('takes what was wrapped over lines as a whole, and nothing of the lines behind', () => {
      for (const text of [hs, rs]) {
        for (const width of [40, 64, 76, 80]) {
          const wrapped = text.replace(new RegExp(`.{${String(width)}}`, 'g'), '$&\n');
          assert.equal(whole(wrapped), whole(text));
          assert.equal(whole(`${wrapped}\n\nNEXT=1`), whole(text), `${String(width)} and more`);
        }
      }
      assert.equal(whole(`${hs}\nnext line`), whole(hs));
      for (const text of [hs, rs]) {
        assert.equal(whole(`${text}\nThanks`), whole(text), 'a word behind is no signature');
        assert.equal(whole(`${text}\n${token({ sub: 'other' })}`), whole(text), 'nor a token');
        assert.equal(whole(`${text}\n${hs}`), whole(text), 'nor another');
      }
      assert.equal(whole(`${hs} and more`), whole(hs));
      assert.equal(whole(`https://h/${hs}/next`), whole(hs));
    });

    it('takes an encrypted token that was cut off for nothing else', () => {
      const cut = `${segment({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.${'YWFh'.repeat(80)}.aXY`;
      assert.deepEqual(problems(cut), ['malformed', 'encrypted-parts token']);
    });

    it('shows claims that were copied without the rest as claims', () => {
      const decoded = decodeJwt(segment(quayClaims));
      assert.ok(decoded.kind === 'malformed' && decoded.header === undefined);
      assert.deepEqual(decoded.claims?.values, quayClaims);
      assert.deepEqual(problems(segment(quayClaims)), ['malformed', 'parts token']);
    });

    it('unwraps base64 once, and says so', () => {
      const encoded = Buffer.from(hs).toString('base64');
      assert.deepEqual(problems(encoded), ['jwt', 'base64 token']);
      assert.deepEqual(problems(`token: ${encoded}`), ['jwt', 'base64 token']);
      assert.notEqual(decodeJwt(Buffer.from(encoded).toString('base64')).kind, 'jwt');
    });

    it('compares the length of a signature with its algorithm', () => {
      const of = (alg: string, bytes: Buffer) =>
        problems(token({}, { alg }, bytes.toString('base64url')));
      assert.deepEqual(of('HS256', Buffer.alloc(32)), ['jwt']);
      assert.deepEqual(of('HS256', Buffer.alloc(31)), ['jwt', 'signature-short signature']);
      assert.deepEqual(of('RS256', Buffer.alloc(255)), ['jwt', 'signature-rsa signature']);
      assert.deepEqual(of('ES384', Buffer.alloc(97)), ['jwt', 'signature-long signature']);
      const der = Buffer.concat([Buffer.from([0x30, 0x45]), Buffer.alloc(69)]);
      assert.deepEqual(of('ES256', der), ['jwt', 'signature-der signature']);
      assert.deepEqual(of('EdDSA', Buffer.alloc(114)), ['jwt']);
      assert.deepEqual(of('XX', Buffer.alloc(3)), ['jwt', 'algorithm header']);
    });
  });

  it('says of what is beyond measure that it is, and reads no further', () => {
    const long = (characters: number) => `{"a":"${'x'.repeat(characters)}"}`;
    assert.deepEqual(problems('a'.repeat(10_000_001)), ['malformed', 'too-long token']);
    assert.deepEqual(problems('a'.repeat(500_001)), ['malformed', 'too-long token']);
    assert.deepEqual(problems(token(long(400_000))), ['malformed', 'part-long claims']);
    assert.deepEqual(problems(token(long(370_000))), ['jwt']);
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    assert.deepEqual(problems(token(deep(101))), ['malformed', 'too-deep claims']);
    assert.deepEqual(problems(token(deep(100))), ['jwt']);
  });

  it('never throws, whatever is thrown at it', () => {
    const random = randomFrom(23);
    const seeds = [
      token(quayClaims),
      `Authorization: Bearer ${token('{"exp":1,"exp":2}')}`,
      `${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`,
      'cmVmdGtuOjAxOjE4OTM0NTYwMDA6WmszdlE4clRuMGJZeDVMd1BxMkhzVWQ3bUpj',
      '%E0%A4%A %%% "token": "',
    ];
    const kinds = new Map<Decoded['kind'], number>();
    for (let round = 0; round < 20_000; round++) {
      const units = Array.from(seeds[round % seeds.length] ?? '');
      for (let edits = round % 7; edits > 0; edits--) {
        const unit = Math.floor(random() * (random() < 0.8 ? 128 : 65_536));
        units.splice(
          Math.floor(random() * units.length),
          Math.floor(random() * 3),
          String.fromCharCode(unit),
        );
      }
      const { kind } = decodeJwt(units.join(''));
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    for (const kind of ['jwt', 'malformed', 'encrypted', 'opaque'] as const) {
      assert.ok((kinds.get(kind) ?? 0) > 100, kind);
    }
  });
});
