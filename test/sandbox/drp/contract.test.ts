import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { frozenClock } from '../clock.ts';
import { send } from '../client.ts';
import type { Answer, Call } from '../client.ts';
import { Recorder } from '../http/recorder.ts';
import { Random } from '../random.ts';
import { startDrp } from './drp.ts';
import type { DrpSandbox } from './drp.ts';
import { ADMIN, AWKWARD_PASSWORD, AWKWARD_USER } from './fixture.ts';
import type { DrpVersion } from './version.ts';

/** Fri, 21 Aug 2026 10:00:00 UTC. */
const NOW = Date.UTC(2026, 7, 21, 10);
const clock = frozenClock(NOW);
let drp: DrpSandbox;

before(async () => {
  drp = await startDrp({ clock, random: new Random(), recorder: new Recorder(), manyUsers: 3 });
});
after(() => drp.close());

const bare = (method: string, path: string, call: Call = {}): Promise<Answer> =>
  send(`${drp.url}/api/v3${path}`, { ca: drp.certificate, ...call, method });
const admin = (method: string, path: string, call: Call = {}): Promise<Answer> =>
  bare(method, path, { basic: `${ADMIN}:${drp.password}`, ...call });

function credentials(name: string): string {
  return `${name}:${drp.world.users.get(name)?.password ?? ''}`;
}

async function mint(path: string, basic = credentials(ADMIN)): Promise<string> {
  const answer = await bare('GET', path, { basic });
  assert.equal(answer.status, 200, answer.text);
  return (answer.json() as { Token: string }).Token;
}

const objects = async (bearer: string): Promise<number> =>
  (await bare('GET', '/objects', { bearer })).status;

const expectError = (answer: Answer, code: number, type: string, ...messages: string[]): void => {
  assert.equal(answer.status, code);
  const body = answer.json() as Record<string, unknown>;
  assert.deepEqual(Object.keys(body), ['Model', 'Key', 'Type', 'Messages', 'Code']);
  assert.equal(body['Type'], type);
  assert.equal(body['Code'], code);
  if (messages.length > 0) assert.deepEqual(body['Messages'], messages);
};

describe('the sandbox’s DRP, row by row of docs/registries/drp.md §7', () => {
  it('1: logs in with Basic, with an opaque token and the server’s info', async () => {
    const answer = await admin('GET', `/users/${ADMIN}/token`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    const { Token: token, Info: info } = answer.json() as {
      Token: string;
      Info: { version: string; scopes: Record<string, object> };
    };
    assert.match(token, /^[\w-]{800,}={1,2}$/);
    assert.equal(info.version, 'v3.13.3');
    assert('token' in (info.scopes['users'] ?? {}));
  });

  it('2: answers a wrong password with an empty 403 and no challenge', async () => {
    for (const basic of [`${ADMIN}:wrong`, 'nobody:wrong']) {
      const answer = await bare('GET', `/users/${ADMIN}/token`, { basic });
      assert.equal(answer.status, 403);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['www-authenticate'], undefined);
    }
  });

  it('3: answers no, odd or broken credentials with an empty 401 and its name', async () => {
    const odd = ['basic abc', 'bearer abc', 'Token abc', 'Basic bm9jb2xvbg=='];
    for (const headers of [{}, ...odd.map((Authorization) => ({ Authorization }))]) {
      const answer = await bare('GET', '/info', { headers });
      assert.equal(answer.status, 401);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['www-authenticate'], 'dr-provision');
    }
  });

  it('4: tells itself to a bearer', async () => {
    const answer = await bare('GET', '/info', { bearer: await mint(`/users/${ADMIN}/token`) });
    assert.equal(answer.status, 200);
    assert.equal((answer.json() as { arch: string }).arch, 'amd64');
  });

  it('5: pages users by limit and offset, sorted, with its counts and their secrets', async () => {
    const answer = await admin('GET', '/users?limit=2&offset=0&sort=Name');
    assert.equal(answer.headers['x-drp-list-total-count'], String(drp.world.users.size));
    assert.equal(answer.headers['x-drp-list-count'], '2');
    assert.equal(answer.headers['x-drp-list-filter-count'], undefined);
    const [first] = answer.json() as { Name: string; Secret: string }[];
    assert.equal(first?.Name, 'Jürgen');
    assert.equal(first.Secret, drp.world.users.get('Jürgen')?.secret);
    assert.equal('PasswordHash' in first, false);
  });

  it('6: lists nothing, without a refusal, to who may not list', async () => {
    const answer = await bare('GET', '/users', { basic: credentials('bob') });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), []);
    assert.equal(answer.headers['x-drp-list-total-count'], '0');
  });

  it('7: refuses filters, orders and pages it does not know', async () => {
    expectError(await admin('GET', '/users?colour=red'), 406, 'GET', 'Filter not found: colour');
    expectError(await admin('GET', '/users?sort=colour'), 406, 'GET', 'Not sortable: colour');
    expectError(
      await admin('GET', '/users?limit=x'),
      406,
      'GET',
      'Limit not valid: strconv.Atoi: parsing "x": invalid syntax',
    );
    const found = await admin('GET', '/users?Name=Between(user-0001,user-0002)');
    assert.equal((found.json() as unknown[]).length, 2);
  });

  it('8: calls what may not be read missing', async () => {
    expectError(await admin('GET', '/users/nobody'), 404, 'GET', 'Not Found');
    expectError(
      await bare('GET', '/users/alice', { basic: credentials('bob') }),
      404,
      'GET',
      'Not Found',
    );
    assert.equal((await bare('HEAD', '/users/alice', { basic: credentials('bob') })).status, 200);
  });

  it('9, 10: stumbles over roles before it asks for a right, and mints for another user', async () => {
    for (const roles of ['readonly', 'superuser', '']) {
      const answer = await bare('GET', `/users/alice/token?roles=${roles}`, {
        basic: credentials('bob'),
      });
      assert.equal(answer.status, 500);
      assert.equal(answer.text, '');
    }
    const bearer = await mint('/users/alice/token?ttl=3600');
    assert.equal(await objects(bearer), 200);
    const machines = await bare('GET', '/machines', { bearer });
    assert.equal((machines.json() as unknown[]).length, 3);
  });

  it('11: takes seconds only', async () => {
    expectError(
      await admin('GET', '/users/alice/token?ttl=1h'),
      400,
      'GET',
      'strconv.ParseInt: parsing "1h": invalid syntax',
    );
    const short = await mint('/users/alice/token?ttl=0');
    assert.equal((await bare('GET', '/info', { bearer: short })).status, 200);
    clock.advance(1000);
    assert.equal((await bare('GET', '/info', { bearer: short })).status, 403);
    const century = await mint('/users/alice/token?ttl=3153600000');
    assert.equal((await bare('GET', '/info', { bearer: century })).status, 200);
    const overflown = await mint('/users/alice/token?ttl=9223372037');
    assert.equal((await bare('GET', '/info', { bearer: overflown })).status, 403);
  });

  it('12: ignores triplets in the default mode', async () => {
    const bearer = await mint('/users/alice/token?scope=machines&action=get&specific=x&ttl=600');
    assert.equal(await objects(bearer), 200);
  });

  it('13: names the right that is missing', async () => {
    expectError(
      await bare('GET', '/users/bob/token', { basic: credentials('alice') }),
      403,
      'AUTH',
      'Cannot access /api/v3/users/bob/token',
      'Requires: users token bob',
    );
  });

  it('14, 15: ends every token of a user, and every one the user granted, by a new secret', async () => {
    const own = await mint('/users/alice/token', credentials('alice'));
    const granted = await mint('/users/alice/token');
    const other = await mint('/users/bob/token');
    const rotate = { json: [{ op: 'replace', path: '/Secret', value: 'bmV3LXNlY3JldC0y' }] };
    const answer = await admin('PATCH', '/users/alice', rotate);
    assert.equal((answer.json() as { Secret: string }).Secret, 'bmV3LXNlY3JldC0y');
    for (const bearer of [own, granted]) {
      expectError(await bare('GET', '/info', { bearer }), 403, 'AUTH', 'Validation failed');
    }
    assert.equal((await bare('GET', '/info', { bearer: other })).status, 200);
    await admin('PATCH', `/users/${ADMIN}`, rotate);
    expectError(await bare('GET', '/info', { bearer: other }), 403, 'AUTH', 'Validation failed');
  });

  it('16: answers garbage and the expired with an empty 403 and its name', async () => {
    const old = await mint('/users/alice/token?ttl=60');
    clock.advance(61_000);
    for (const bearer of ['garbage', old]) {
      const answer = await bare('GET', '/info', { bearer });
      assert.equal(answer.status, 403);
      assert.equal(answer.text, '');
      assert.equal(answer.headers['www-authenticate'], 'dr-provision');
    }
  });

  it('17: refuses a patch whose test fails', async () => {
    const patch = [{ op: 'test', path: '/Secret', value: 'not it' }];
    const answer = await admin('PATCH', '/users/alice', { json: patch });
    expectError(
      answer,
      409,
      'PATCH',
      'Patch error at line 0: Test op failed.',
      'Patch line: {"op":"test","path":"/Secret","from":"","value":"not it"}',
    );
  });

  it('18, 19: lets everybody change the own password, which changes the secret', async () => {
    const bearer = await mint('/users/bob/token', credentials('bob'));
    const wrongType = { body: '{"Password":"n3w"}', headers: { 'Content-Type': 'text/plain' } };
    expectError(
      await bare('PUT', '/users/bob/password', { bearer, ...wrongType }),
      400,
      'PUT',
      'Invalid content type: text/plain',
    );
    const answer = await bare('PUT', '/users/bob/password', { bearer, json: { Password: 'n3w' } });
    assert.equal(answer.status, 200);
    assert.equal('PasswordHash' in (answer.json() as object), false);
    expectError(await bare('GET', '/info', { bearer }), 403, 'AUTH', 'Validation failed');
    assert.equal((await bare('GET', '/info', { basic: 'bob:n3w' })).status, 200);
  });

  it('20, 21: creates and deletes users; tokens of the deleted go on working', async () => {
    const carol = { Name: 'carol', Roles: ['operator'] };
    assert.equal((await admin('POST', '/users', { json: carol })).status, 201);
    expectError(await admin('POST', '/users', { json: carol }), 409, 'CREATE', 'already exists');
    const dora = await admin('POST', '/users', { json: { Name: 'dora', Roles: ['none'] } });
    assert.deepEqual((dora.json() as { Errors: string[] }).Errors, ['Role none does not exist']);
    expectError(await admin('POST', '/users', { json: { Name: 'd@ra' } }), 422, 'ValidationError');
    await admin('PUT', '/users/carol/password', { json: { Password: 'pw' } });
    const bearer = await mint('/users/carol/token', 'carol:pw');
    assert.equal((await admin('DELETE', '/users/carol')).status, 200);
    assert.equal((await bare('GET', '/info', { bearer })).status, 200);
  });

  it('22, 23: shows roles with their claims, and creates them with a license only', async () => {
    const roles = (await admin('GET', '/roles')).json() as { Name: string; Claims: object[] }[];
    assert.deepEqual(roles.find(({ Name }) => Name === 'superuser')?.Claims, [
      { scope: '*', action: '*', specific: '*' },
    ]);
    const role = { Name: 'one', Claims: [{ scope: 'machines', action: 'get', specific: '*' }] };
    drp.settings.license = 'none';
    const refused = await admin('POST', '/roles', { json: role });
    drp.settings.license = 'rbac';
    expectError(
      refused,
      403,
      'AUTH',
      'Cannot access /api/v3/roles',
      'roles create is a licensed enterprise feature.  Contact support@rackn.com',
    );
    assert.equal((await admin('POST', '/roles', { json: role })).status, 201);
    assert.equal((await admin('DELETE', '/roles/one')).status, 200);
  });

  it('24, 25: lists stored types, and knows no other routes', async () => {
    assert.equal(((await admin('GET', '/objects')).json() as unknown[]).length, 17);
    expectError(
      await bare('GET', '/objects', { basic: credentials('bob') }),
      403,
      'AUTH',
      'Cannot access /api/v3/objects',
      'Requires: objects list ',
    );
    expectError(await admin('GET', '/nope'), 404, 'GET', 'No route');
  });

  it('26: is broken by a gateway when told so', async () => {
    drp.faults.add({ kind: 'status', status: 502 });
    const answer = await admin('GET', '/info');
    assert.equal(answer.status, 502);
    assert.match(answer.headers['content-type'] ?? '', /html/);
  });

  it('takes a password with colons, and a name with spaces', async () => {
    const basic = `${AWKWARD_USER}:${AWKWARD_PASSWORD}`;
    const path = `/users/${encodeURIComponent(AWKWARD_USER)}/token`;
    assert.equal((await bare('GET', path, { basic })).status, 200);
  });
});

describe('the sandbox’s DRP in its other modes', () => {
  const as = async (version: DrpVersion, act: () => Promise<void>): Promise<void> => {
    drp.settings.version = version;
    try {
      await act();
    } finally {
      drp.settings.version = '3.13.3';
    }
  };

  it('v35: narrows by the first triplet, word for word, and exceeds the user’s rights', () =>
    as('3.8.2', async () => {
      const bob = credentials('bob');
      const info = async (query: string): Promise<number> =>
        (await bare('GET', '/info', { bearer: await mint(`/users/bob/token?${query}`, bob) }))
          .status;
      assert.equal(await info('scope=info&scope=machines&action=get'), 200);
      assert.equal(await info('scope=info,machines&action=get'), 403, 'a comma is a letter');
      assert.equal(await info('roles=readonly'), 200);
      const all = await bare('GET', '/users', { bearer: await mint('/users/bob/token', bob) });
      assert.equal((all.json() as unknown[]).length, drp.world.users.size);
    }));

  it('v35: refuses without a word and without its name', () =>
    as('3.8.2', async () => {
      const bearer = await mint('/users/bob/token?scope=info', credentials('bob'));
      const answer = await bare('GET', '/users', { bearer });
      assert.deepEqual([answer.status, answer.text], [403, '']);
      assert.equal(answer.headers['www-authenticate'], undefined);
    }));

  it('v35: tells a revoked token by a missing right alone', () =>
    as('3.8.2', async () => {
      const bearer = await mint('/users/bob/token', credentials('bob'));
      await admin('PATCH', '/users/bob', { json: [{ op: 'remove', path: '/Secret' }] });
      assert.equal((await bare('HEAD', '/users/bob', { bearer })).status, 200);
      assert.equal((await bare('GET', '/info', { bearer })).status, 403);
    }));

  it('before 3.8 a new password ends no token, from then on it does', async () => {
    for (const [version, status] of [
      ['3.7.3', 200],
      ['3.8.2', 403],
    ] as const) {
      await as(version, async () => {
        const bearer = await mint('/users/bob/token', credentials('bob'));
        await admin('PUT', '/users/bob/password', { json: { Password: 'another' } });
        assert.equal((await bare('GET', '/info', { bearer })).status, status, version);
      });
    }
  });

  it('before 3.13 a token for another user is dead from the start', async () => {
    for (const version of ['3.5.0', '3.12.0', '3.13.0'] as const) {
      await as(version, async () => {
        const bearer = await mint('/users/bob/token');
        const { status } = await bare('GET', '/info', { bearer });
        assert.equal(status, version === '3.13.0' ? 200 : 403, version);
      });
    }
  });

  it('kb: reads units, repeated triplets in order, drops what the user lacks, keeps its own secret', async () => {
    drp.settings.version = '4.11.5';
    try {
      const narrowed = await mint('/users/alice/token?ttl=1h&roles=readonly');
      assert.equal(await objects(narrowed), 403);
      const dropped = await mint('/users/bob/token?roles=superuser', credentials('bob'));
      assert.equal(await objects(dropped), 403);
      const two =
        'ttl=1mo&scope=machines&action=list&specific=*&scope=objects&action=list&specific=*';
      assert.equal(await objects(await mint(`/users/alice/token?${two}`)), 200);
      assert.equal(await objects(await mint(`/users/bob/token?${two}`)), 403);
      assert.equal(await objects(await mint('/users/alice/token?scope=machines')), 403);
      const list = await admin('GET', '/users?limit=1');
      assert.equal(list.headers['x-drp-list-filter-count'], String(drp.world.users.size));
      const patch = [{ op: 'replace', path: '/Secret', value: 'mine' }];
      const changed = (await admin('PATCH', '/users/alice', { json: patch })).json() as {
        Secret: string;
      };
      assert.notEqual(changed.Secret, 'mine');
      expectError(await admin('GET', '/users/alice/token?ttl=1w2d'), 400, 'GET');
    } finally {
      drp.settings.version = '3.13.3';
    }
  });

  it('makes JWTs when told so', async () => {
    drp.settings.tokenFormat = 'jwt';
    try {
      const token = await mint('/users/alice/token?ttl=60');
      assert.equal(token.split('.').length, 3);
      assert.equal(await objects(token), 200);
    } finally {
      drp.settings.tokenFormat = 'opaque';
    }
  });
});

describe('the certificates of the sandbox’s DRP', () => {
  it('signs itself on P-384, and has let another one expire', async () => {
    assert.match(drp.fingerprint256, /^[0-9a-f]{64}$/);
    assert.notEqual(drp.expired.fingerprint256, drp.fingerprint256);
    await assert.rejects(send(`${drp.url}/api/v3/info`), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    await assert.rejects(send(`${drp.expired.url}/api/v3/info`));
  });
});

describe('the sandbox’s DRP on what was seen of revocation', () => {
  const alive = async (bearer: string): Promise<boolean> =>
    (await bare('HEAD', '/users/nobody', { bearer })).status === 404;

  it('revives tokens by deleting their user, and kills them by making the user again', async () => {
    await admin('POST', '/users', { json: { Name: 'erin', Roles: ['readonly'] } });
    const bearer = await mint('/users/erin/token');
    await admin('PATCH', '/users/erin', { json: [{ op: 'remove', path: '/Secret' }] });
    assert.equal(await alive(bearer), false);
    await admin('DELETE', '/users/erin');
    assert.equal(await alive(bearer), true);
    assert.equal((await bare('GET', '/users/bob/token', { bearer })).status, 500);
    await admin('POST', '/users', { json: { Name: 'erin' } });
    assert.equal(await alive(bearer), false);
  });

  it('hands the keys of all tokens to any of them, and lets it change them', async () => {
    const bearer = await mint('/users/bob/token');
    const prefs = (await bare('GET', '/prefs', { bearer })).json() as Record<string, string>;
    assert.equal(prefs['baseTokenSecret']?.length, 32);
    const change = { baseTokenSecret: 'x'.repeat(32) };
    assert.equal((await bare('POST', '/prefs', { bearer, json: change })).status, 201);
    assert.equal(await alive(bearer), false);
  });

  it('hides what is outside of a tenant, its own users included, and lets them sign in', async () => {
    const tenant = drp.world.addTenant('blue', ['bob'], { users: ['alice'] });
    const bearer = await mint('/users/bob/token');
    const call = (method: string, path: string) => bare(method, path, { bearer });
    assert.equal((await call('GET', '/users/bob')).status, 404);
    assert.equal((await call('HEAD', '/users/bob')).status, 404);
    assert.equal((await call('GET', '/users/bob/token')).status, 200);
    const own = { bearer, json: { Password: 'own' } };
    assert.equal((await bare('PUT', '/users/bob/password', own)).status, 200);
    drp.world.tenants.delete(String(tenant.fields['Name']));
  });

  it('lets roles be changed under every license that is active', async () => {
    for (const license of [
      'rbac',
      'rbac-soft-expired',
      'carte-blanche',
      'upto-nodes',
      'rbac-expired',
      'none',
    ] as const) {
      drp.settings.license = license;
      const { status } = await admin('POST', '/roles', { json: { Name: `by ${license}` } });
      assert.equal(status, ['rbac-expired', 'none'].includes(license) ? 403 : 201, license);
    }
    drp.settings.license = 'rbac';
  });

  it('stumbles over a filter without its value, and over bounds in disorder', async () => {
    for (const filter of ['Eq', 'Between(a)', 'Between(b,a)']) {
      assert.equal((await admin('GET', `/users?Name=${filter}`)).status, 500, filter);
    }
  });

  it('knows the routes that it does not have, and says that the sandbox lacks them', async () => {
    assert.equal((await bare('GET', '/bootenvs')).status, 401);
    assert.equal((await admin('GET', '/bootenvs')).status, 501);
  });
});
