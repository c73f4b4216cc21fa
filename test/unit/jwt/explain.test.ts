import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unknownLifetime, until } from '../../../src/core/lifetime.ts';
import { explain } from '../../../src/jwt/explain.ts';
import type { Explanation } from '../../../src/jwt/explain.ts';
import { read } from './read.ts';
import { now, nowSeconds, quayClaims, segment, signature, token } from './tokens.ts';

function explained(text: string, maxDays = 90): Explanation {
  const { decoded, languages } = read(text);
  return explain(decoded, { now, maxDays, languages });
}
const codes = (text: string): string[] => explained(text).warnings.map(({ code }) => code);

describe('the summary', () => {
  const cases: readonly [string, string][] = [
    [token(quayClaims), 'robot acme+ci at quay, may pull, push acme/web, expires in 52 minutes'],
    [
      token({ ...quayClaims, access: [] }),
      'robot acme+ci at quay, may do nothing with images, expires in 52 minutes',
    ],
    [
      token({ ...quayClaims, access: {} }),
      'robot acme+ci at quay, may do nothing with images, expires in 52 minutes',
    ],
    [
      token({
        sub: 'dana',
        access: [1, 2, 3, 4, 5].map((n) => ({
          type: 'repository',
          name: `r${n}`,
          actions: ['pull'],
        })),
      }),
      'dana, may pull r1; pull r2; pull r3 and 2 more, no expiry known',
    ],
    [
      token({ sub: 'dana', access: [{ type: 'registry', name: 'catalog', actions: [] }] }),
      'dana, may nothing in registry catalog, no expiry known',
    ],
    [token({ exp: nowSeconds - 7200 }), 'nobody in particular, expired 2 hours ago'],
    [
      token({ sub: 'x', scope: 'read write', access: 'all' }),
      'x, with scope read write, no expiry known',
    ],
    [token({ sub: 'a\u202eb\nc', exp: 'soon' }), 'a\\u202eb\\u000ac, its end is unclear'],
    ['', 'There is no token'],
    ['x', 'An opaque token; nothing in its 1 characters can be read here'],
    [
      'cmVmdGtuOjAxOjE4OTM0NTYwMDA6WmszdlE4clRuMGJZeDVMd1BxMkhzVWQ3bUpj',
      'A reference token of JFrog, expires in 3 years',
    ],
    [`${segment({ alg: 'x' })}.${segment({})}`, 'A token that is broken'],
    [
      `${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`,
      'An encrypted token (JWE); its claims cannot be read without the key',
    ],
  ];
  for (const [text, summary] of cases) {
    it(`is “${summary}”`, () => assert.equal(explained(text).summary, summary));
  }
});

describe('a subject that is a number', () => {
  it('is somebody', () => {
    assert.match(explained(token({ sub: 42 })).summary, /^42,/);
    assert.match(explained(token({ user_id: 7 })).summary, /^7,/);
    assert.match(explained(token({ sub: 1.5 })).summary, /^nobody in particular/);
    assert.match(explained(token('{"sub":1e400}')).summary, /^nobody in particular/);
  });

  it('is named as it is written, beyond what programs read exactly too', () => {
    for (const written of ['9007199254740993', '12345678901234567890', '-9007199254740995']) {
      assert.match(explained(token(`{"sub":${written}}`)).summary, new RegExp(`^${written},`));
    }
    assert.match(
      explained(token('{"sub":1,"sub":9007199254740993}')).summary,
      /^9007199254740993,/,
    );
  });
});

describe('the warnings', () => {
  const base = { sub: 'x', iat: nowSeconds, exp: nowSeconds + 60 };

  it('are none for a token as it should be', () => {
    assert.deepEqual(codes(token(quayClaims)), []);
    assert.deepEqual(explained(token(quayClaims)).lifetime, until(now + 3_120_000));
  });

  it('tell each fault apart', () => {
    const cases: readonly [string, string[]][] = [
      [token(base, { alg: 'none' }, ''), ['alg-none']],
      [token(base, { alg: 'NonE' }), ['alg-none']],
      [token(base, { alg: 'RS256' }, ''), ['unsigned']],
      [token(base, { alg: 'RS256', crit: ['x'], x: 1 }), ['form']],
      [token(base, { alg: 'RS256', crit: ['b64'], b64: true }), []],
      [token(base, { alg: 'RS256', b64: false }), ['form']],
      [token(base, { alg: 'rs256' }), ['form']],
      [token(base, { alg: 'XX99' }), ['form']],
      [`${segment({ alg: 'RS256' })}..${signature}`, ['detached']],
      [`${segment({ alg: 'dir', enc: 'A128GCM' })}..aXY.YQ.YQ`, ['encrypted']],
      [token({ ...base, iat: 1, exp: nowSeconds }), ['expired', 'long-lifetime']],
      [token({ ...base, nbf: nowSeconds + 31 }), ['not-yet-valid']],
      [token({ ...base, nbf: nowSeconds + 30 }), []],
      [token({ ...base, nbf: nowSeconds + 60 }), ['never-valid']],
      [token({ ...base, nbf: nowSeconds + 50.5 }), ['not-yet-valid']],
      [token({ ...base, iat: nowSeconds + 31 }), ['issued-in-future']],
      [token({ ...base, exp: '5' }), ['form']],
      [token({ sub: 'x' }), ['no-expiry']],
      [token(base, { alg: 'RSA-OAEP', enc: 'A128GCM' }), ['form']],
      [token({ ...base, exp: nowSeconds + 90 * 86_400 }), []],
      [token({ ...base, exp: nowSeconds + 90 * 86_400 + 1 }), []],
      [token({ ...base, exp: 0 }), ['form']],
      [token({ exp: nowSeconds + 91 * 86_400 }), ['long-lifetime']],
      [
        token({ ...base, access: [{ type: 'repository', name: 'a', actions: ['*'] }] }),
        ['wildcard'],
      ],
      [
        token({ ...base, access: [{ type: 'registry', name: '*', actions: ['pull'] }] }),
        ['wildcard'],
      ],
      [`${segment({ alg: 'dir', enc: 'x' })}..aXY.YQ.YQ`, ['form', 'encrypted']],
      [`${segment({ alg: 'dir' })}..aXYx.YQ.YQ`, ['form', 'encrypted']],
      [`${segment({ alg: 'x' })}.${segment({})}`, ['form']],
      ['opaque', []],
      ['Z9'.repeat(32), ['opaque']],
      [
        Buffer.from('reftkn:01:1000000000:Zk3vQ8rTn0bYx5LwPq2HsUd7mJc').toString('base64'),
        ['expired', 'opaque'],
      ],
      ['', []],
    ];
    for (const [text, expected] of cases) assert.deepEqual(codes(text), expected, text);
  });

  it('come the worst first, each with what to do', () => {
    const bad = token(
      {
        iat: nowSeconds + 3600,
        nbf: nowSeconds + 3600,
        exp: nowSeconds - 3600,
        n: 1e300,
        access: [{ type: 'repository', name: '*', actions: [] }],
      },
      { alg: 'none', crit: ['x'], x: 1 },
    );
    const { warnings } = explained(bad, 1);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['alg-none', 'expired', 'never-valid', 'form', 'form', 'issued-in-future', 'wildcard'],
    );
    const severities = warnings.map(({ severity }) =>
      ['error', 'warning', 'info'].indexOf(severity),
    );
    assert.deepEqual(severities, severities.toSorted());
    for (const { message, advice } of warnings) {
      assert.match(message, /^\S.*[.:?]/);
      assert.match(advice, /^\S.*\.$/);
    }
  });

  it('say how long ago, and until when', () => {
    const message = (claims: object): string | undefined =>
      explained(token(claims)).warnings[0]?.message;
    assert.equal(message({ exp: nowSeconds - 7200 }), 'The token has ended: expired 2 h ago.');
    assert.equal(
      message({ ...base, nbf: nowSeconds + 300, exp: nowSeconds + 600 }),
      'The token is not valid yet: it will be in 5 min.',
    );
    assert.equal(
      message({ ...base, exp: nowSeconds + 365 * 2 * 86_400 }),
      'The token lives for 2 y: longer than 90 days.',
    );
  });

  it('never take a missing or unreadable end for a good one', () => {
    for (const claims of ['{}', '{"exp":"9999999999"}', '{"exp":null}', `{"exp":${now}}`]) {
      const { lifetime, warnings, summary } = explained(token(claims));
      assert.deepEqual(lifetime, unknownLifetime);
      assert.ok(warnings.length > 0, claims);
      assert.match(summary, claims === '{}' ? /no expiry known$/ : /its end is unclear$/);
    }
  });
});

describe('the rows', () => {
  it('tell what claims mean and times for people', () => {
    const { header, claims } = explained(
      token({ ...quayClaims, other: 1 }, { alg: 'RS256', zip: 'x' }),
    );
    const row = (name: string): unknown => {
      const found = claims.find((candidate) => candidate.name === name);
      return found && [found.meaning, found.instant, found.lines];
    };
    assert.deepEqual(row('iss'), ['who issued it (RFC 7519)', undefined, []]);
    assert.deepEqual(row('exp'), [
      'not accepted from then on (RFC 7519)',
      now + 3_120_000,
      ['Sun 2026-11-22 15:22:00 UTC, in 52 min'],
    ]);
    assert.deepEqual(row('iat'), [
      'issued (RFC 7519)',
      now - 480_000,
      ['Sun 2026-11-22 14:22:00 UTC, 8 min ago'],
    ]);
    assert.deepEqual(row('access'), [
      'what it may do with images (Distribution)',
      undefined,
      ['pull, push acme/web'],
    ]);
    assert.deepEqual(row('other'), [undefined, undefined, []]);
    assert.deepEqual(
      header.map(({ name, meaning }) => [name, meaning]),
      [
        ['alg', 'how it is signed or encrypted (RFC 7515, RFC 7516)'],
        ['zip', 'how the content was compressed (RFC 7516)'],
      ],
    );
  });

  it('give each of several members the meaning of its own value', () => {
    const { claims } = explained(
      token(`{"exp":${nowSeconds + 60},"sub":"a","exp":${nowSeconds - 60}}`),
    );
    const [first, , last] = claims;
    assert.equal(first?.instant, now + 60_000);
    assert.match(first.lines.join(), /most readers take the last and not this one/);
    assert.equal(last?.instant, now - 60_000);
    assert.match(last.lines.join(), /most readers take this one/);
  });

  it('show an end that cannot be relied on as what it is', () => {
    const [exp] = explained(token('{"exp":"1795358000"}')).claims;
    assert.deepEqual(exp?.lines, ['no time that programs agree on']);
    assert.equal(exp.instant, undefined);
  });
});
