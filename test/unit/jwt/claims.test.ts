import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from '../../../src/jwt/explain.ts';
import { read } from './read.ts';
import { now, nowSeconds, token } from './tokens.ts';

function explained(claims: unknown) {
  const { decoded, languages } = read(token(claims));
  return explain(decoded, { now, languages });
}
const lines = (claims: object, name: string): readonly string[] | undefined =>
  explained(claims).claims.find((row) => row.name === name)?.lines;
const summary = (claims: unknown): string => explained(claims).summary;
const codes = (claims: unknown): string[] => explained(claims).warnings.map(({ code }) => code);

const times = { iat: nowSeconds - 60, exp: nowSeconds + 600 };

describe('tokens of JFrog', () => {
  const base = { ...times, iss: 'jfac@01hq', sub: 'jfac@01hq/users/ada/lovelace' };

  it('name the user, whatever is in the name', () => {
    assert.deepEqual(lines(base, 'sub'), ['user ada/lovelace']);
    assert.match(summary(base), /^ada\/lovelace at jfac@01hq/);
    assert.match(summary({ ...times, sub: 'gh/main' }), /^gh\/main,/);
  });

  it('say what they may do', () => {
    const cases: readonly [string, readonly string[]][] = [
      ['applied-permissions/user', ['do everything that the user may']],
      ['applied-permissions/admin', ['do everything, as an administrator']],
      [
        'applied-permissions/groups:"team a",devs artifact:libs/**:r,w,',
        ['do what these groups may: team a, devs', 'read, write in libs/**'],
      ],
      ['applied-permissions/roles:web:"Lead Dev"', ['act in the project web as: Lead Dev']],
      ['api:* member-of-groups:*', ['use the REST API', 'do everything that the user may']],
      ['member-of-groups:"team a",devs', ['do what these groups may: team a, devs']],
      ['jfrt@01hq:admin', ['do everything, as an administrator']],
      ['artifact:x:*', ['do everything in x']],
      ['system:metrics:r', ['read in the part “metrics” of the system']],
      ['system:*:r,w', ['read, write in every part of the system']],
      // What is no part is not made into one.
      [
        'system:metrics:r,system:livelogs:r openid',
        ['system:metrics:r,system:livelogs:r', 'openid'],
      ],
      ['openid profile', ['openid', 'profile']],
      ['openid', []],
    ];
    for (const [scp, said] of cases) assert.deepEqual(lines({ ...base, scp }, 'scp'), said, scp);
    assert.match(
      summary({ ...base, scp: 'applied-permissions/user' }),
      /may do everything that the user may/,
    );
    assert.deepEqual(codes({ ...base, scp: 'applied-permissions/admin' }), ['wildcard']);
    assert.deepEqual(codes({ ...base, scp: 'api:* jfrt@01hq:admin' }), ['wildcard']);
    assert.deepEqual(codes({ ...base, scp: 'system:*:*' }), ['wildcard']);
    assert.deepEqual(codes({ ...base, scp: 'artifact:x:r,w' }), []);
  });

  it('say whether they can be revoked', () => {
    assert.deepEqual(lines({ ext: '{"revocable":"true","a":1}' }, 'ext'), [
      'it can be revoked',
      'a: 1',
    ]);
    for (const ext of ['{', '[]', 5, null, '"x"']) assert.deepEqual(lines({ ext }, 'ext'), []);
  });
});

describe('tokens of Digital Rebar', () => {
  const base = { ...times, iss: 'digitalrebar provision', jti: 'alice' };

  it('say what they may do, and as whom', () => {
    const claims = {
      ...base,
      drp_claims: [
        { scope: 'machines', action: 'list,get', specific: '*' },
        { scope: 'users', action: 'token', specific: 'alice' },
      ],
    };
    assert.deepEqual(lines(claims, 'drp_claims'), [
      'list, get on machines',
      'token on users: alice',
    ]);
    assert.match(summary(claims), /^alice at digitalrebar provision, may list, get on machines;/);
    assert.deepEqual(codes(claims), []);
    const all = { ...base, drp_claims: [{ scope: '*', action: '*', specific: '*' }] };
    assert.deepEqual(lines(all, 'drp_claims'), ['do everything']);
    assert.deepEqual(codes(all), ['wildcard']);
  });

  it('name roles and grantors, and of secrets nothing', () => {
    const claims = {
      ...base,
      DrpRoles: ['readonly'],
      grantor_claims: { grantor_id: 'admin', grantor_secret: 'planted', user_id: 'alice' },
    };
    assert.match(summary(claims), /with the roles readonly/);
    assert.deepEqual(lines(claims, 'DrpRoles'), ['readonly']);
    const said = lines(claims, 'grantor_claims');
    assert.deepEqual(said, [
      'granted by admin; ends when that user’s secret changes',
      'acts as alice',
    ]);
    assert.deepEqual(lines({ grantor_claims: { grantor_id: 'secret' } }, 'grantor_claims'), [
      'granted by the system',
    ]);
  });
});

describe('tokens of Kubernetes', () => {
  it('name the service account and what ends them', () => {
    const claims = {
      ...times,
      sub: 'system:serviceaccount:ci:builder',
      'kubernetes.io': {
        namespace: 'ci',
        pod: { name: 'build-7d9' },
        serviceaccount: { name: 'builder' },
        node: { name: 'n1' },
        secret: { name: 's' },
      },
    };
    assert.match(summary(claims), /^service account builder in namespace ci, expires/);
    assert.deepEqual(lines(claims, 'kubernetes.io'), [
      'namespace ci',
      'service account builder',
      'ends with the pod build-7d9',
      'issued on the node n1',
      'ends with the secret s',
    ]);
    const ofNode = { 'kubernetes.io': { node: { name: 'n1' } } };
    assert.deepEqual(lines(ofNode, 'kubernetes.io'), ['ends with the node n1']);
  });

  it('are understood in their older form', () => {
    const { claims } = explained({ 'kubernetes.io/serviceaccount/secret.name': 's' });
    assert.match(claims[0]?.meaning ?? '', /deleting that ends it/);
  });
});

describe('what tokens of any issuer may do', () => {
  it('is told from permissions, roles, groups and scopes, wherever they stand', () => {
    const all = { permissions: ['a:r'], roles: ['r1'], groups: ['g1'], scope: 's1 s2' };
    assert.equal(
      summary({ ...times, sub: 'x', ...all }),
      'x, may a:r, with the roles r1, in the groups g1, with scope s1 s2, expires in 10 minutes',
    );
    assert.match(summary({ ...times, sub: 'x', entitlements: ['e'] }), /^x, may e, expires/);
  });
});

describe('whose a token is', () => {
  it('is said once where the subject vouches for itself', () => {
    assert.match(summary({ ...times, iss: 'app', sub: 'app' }), /^app, expires/);
    assert.match(summary({ ...times, iss: 'app', sub: 'x' }), /^x at app, expires/);
  });
});

describe('tokens of a sort that has no end', () => {
  const warned = (claims: object, typ?: string, more: object = {}) => {
    const header = { alg: 'ES256', typ, ...more };
    const { decoded, languages } = read(token(claims, header, 'A'.repeat(86)));
    return explain(decoded, { now, languages }).warnings.map(
      ({ severity, advice }) => `${severity}: ${advice}`,
    );
  };

  it('are not to be revoked', () => {
    const request = { htm: 'POST', htu: 'https://as.test/token', jti: '1', iat: nowSeconds };
    for (const said of [
      warned(request, 'dpop+jwt'),
      warned(request),
      warned({ iat: 1 }, 'kb+jwt'),
    ]) {
      assert.match(said.join(), /^info: Such a proof is for one request/);
    }
    assert.match(warned({ events: {}, iat: 1 }, 'secevent+jwt').join(), /^info: It reports an ev/);
    const acme = { nonce: 'n', url: 'https://ca.test/new-order' };
    for (const said of [
      warned({ sub: 'https://s.test/1', iat: 1 }, 'statuslist+jwt'),
      warned({ client_id: 'x' }, 'oauth-authz-req+jwt'),
      warned({ token_introspection: {} }, 'token-introspection+jwt'),
      warned({ identifiers: [] }, undefined, acme),
    ]) {
      assert.match(said.join(), /^info: It grants no access by itself/);
    }
    assert.match(warned({ sub: 'x' }, 'JWT').join(), /^warning: It may be valid until/);
    assert.match(summary(request), /^whoever holds its key, for POST https:\/\/as\.test\/token,/);
  });
});

describe('claims of a known name and another form', () => {
  const forms: readonly unknown[] = [null, true, 5, '', 'x', [], [null], [5], {}, { a: 1 }, [{}]];
  const names =
    'access context sub scp scope ext drp_claims DrpRoles grantor_claims kubernetes.io roles groups iss jti';
  for (const name of names.split(' ')) {
    it(`are shown all the same: ${name}`, () => {
      for (const form of forms) {
        const { claims, summary: said } = explained({ [name]: form });
        assert.equal(claims[0]?.name, name);
        assert.ok(said.length > 0);
      }
    });
  }
});
