import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import type { DrpMode } from '../../../sandbox/drp/version.ts';
import { Bench, issue, issuedOf, now } from './support.ts';
import { failure } from '../../failure.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start();
});
after(() => bench[Symbol.asyncDispose]());

const everything: FormValues = { rights: 'everything' };
const roles: FormValues = { rights: 'roles', roles: ['readonly'] };
const direct: FormValues = { rights: 'claims', claims: ['machines get,list *'], via: 'direct' };
const throughRole = (roleName: string): FormValues => ({ ...direct, via: 'role', roleName });
const objects: FormValues = { rights: 'claims', claims: ['objects list *'], via: 'direct' };

/** What the record says was granted, and whether a person is warned before it can be copied. */
async function told(mode: DrpMode, user: string, values: FormValues) {
  bench.drp.settings.version = NEWEST[mode];
  const { record, secrets } = issuedOf(await issue(bench.registry(), user, values));
  bench.requests();
  return {
    granted: record.scope.at(-1) ?? '',
    warned: record.caution !== undefined,
    record,
    content: bench.drp.world.tokens.get(secrets.token.reveal()),
  };
}

describe('every way of narrowing where it is documented (docs/registries/drp.md §2.3)', () => {
  const cases: readonly {
    readonly mode: DrpMode;
    readonly way: string;
    readonly values: FormValues;
    readonly granted: RegExp;
    readonly warned: boolean;
  }[] = [
    {
      mode: 'kb',
      way: 'everything',
      values: everything,
      granted: /everything the user/,
      warned: false,
    },
    { mode: 'kb', way: 'roles', values: roles, granted: /narrowed, as/, warned: false },
    { mode: 'kb', way: 'a triplet', values: direct, granted: /narrowed, as/, warned: false },
    {
      mode: 'kb',
      way: 'a new role',
      values: throughRole('new-kb'),
      granted: /narrowed, as/,
      warned: false,
    },
    {
      mode: 'kb',
      way: 'the probe’s own right',
      values: objects,
      granted: /not verified/,
      warned: false,
    },
  ];
  for (const { mode, way, values, granted, warned } of cases) {
    it(`${mode}, ${way}: ${warned ? 'warns' : 'does not warn'}`, async () => {
      const found = await told(mode, 'alice', values);
      assert.match(found.granted, granted);
      assert.equal(found.warned, warned, found.record.caution);
    });
  }

  it('proves nothing by a refusal when the user could not list objects anyhow', async () => {
    const found = await told('kb', 'bob', { ...direct });
    assert.match(found.granted, /not verified/);
    assert.match(found.granted, /proves nothing/);
    assert.equal(found.warned, false);
  });

  it('asks with its own sign-in when the roles cannot be read', async () => {
    bench.drp.settings.triplets = 'ignored';
    bench.drp.world.addRole('lister', ['objects list *', 'info get *']);
    bench.drp.world.addUser('lena', ['lister']);
    const registry = bench.registry('lena');
    const { record } = issuedOf(await issue(registry, 'lena', direct));
    assert.match(record.scope.at(-1) ?? '', /NOT narrowed/);
    bench.drp.settings.triplets = 'honored';
    const kb = issuedOf(await issue(bench.registry('lena'), 'lena', direct));
    assert.match(kb.record.scope.at(-1) ?? '', /narrowed, as/);
  });

  it('keeps a token whose probe fails, as not verified', async () => {
    bench.drp.settings.version = '4.11.5';
    bench.drp.faults.add({ kind: 'status', status: 500, path: '/api/v3/objects' });
    const { record } = issuedOf(await issue(bench.registry(), 'alice', direct));
    assert.match(record.scope.at(-1) ?? '', /not verified/);
  });

  it('keeps a token although the person cancels while it is tried', async () => {
    bench.drp.settings.version = '4.11.5';
    const registry = bench.registry();
    const abort = new AbortController();
    const fault = bench.drp.faults.add({ kind: 'slow', path: '/api/v3/objects' });
    const running = registry.actions.issue?.run(
      {
        path: ['user:alice'],
        type: 'user',
        label: 'alice',
        hasChildren: true,
        can: [],
        within: [],
      },
      { ...direct, lifetime: '60' },
      abort.signal,
    );
    await fault.reached;
    abort.abort();
    fault.release();
    assert((await running)?.issued);
  });

  it('warns of a token that its own server refuses', async () => {
    bench.drp.settings.version = '4.11.5';
    bench.drp.faults.add({ kind: 'slow', path: '/api/v3/objects' });
    const registry = bench.registry();
    const fault = bench.drp.faults.faults.at(-1);
    const running = issue(registry, 'alice', direct);
    await fault?.reached;
    bench.drp.world.tokens.clear();
    fault?.release();
    const { record } = issuedOf(await running);
    assert.match(record.caution ?? '', /grants no access/);
  });
});

describe('what is sent for a token', () => {
  const sent = async (values: FormValues, mode: DrpMode = 'kb', user = 'alice') => {
    bench.drp.settings.version = NEWEST[mode];
    bench.requests();
    await issue(bench.registry(), user, values);
    return bench
      .requests()
      .filter((request) => request.includes('/token?') && !request.includes('rocketskates'));
  };

  it('whole seconds as digits, also for never', async () => {
    assert.deepEqual(await sent({ ...everything, lifetime: 'never' }), [
      'GET /api/v3/users/alice/token?ttl=3153600000',
    ]);
  });
  it('one triplet for several that can be joined, with comma lists', async () => {
    const claims = ['machines get *', 'machines list *', 'profiles get,list *'];
    assert.deepEqual(await sent({ rights: 'claims', claims }), [
      'GET /api/v3/users/alice/token?ttl=3600&scope=machines%2Cprofiles&action=get%2Clist&specific=*',
    ]);
  });
  it('200 triplets as one', async () => {
    const claims = Array.from({ length: 200 }, (_, index) => `machines get host-${index}`);
    const [request = ''] = await sent({ rights: 'claims', claims });
    assert.equal(/specific=([^&]*)/.exec(request)?.[1]?.split('%2C').length, 200);
  });
  it('roles as a comma list', async () => {
    assert.deepEqual(await sent({ rights: 'roles', roles: ['readonly', 'operator'] }), [
      'GET /api/v3/users/alice/token?ttl=3600&roles=readonly%2Coperator',
    ]);
  });
  it('names with spaces and @ escaped', async () => {
    bench.drp.world.addUser('anna@corp.example', ['operator']);
    assert.deepEqual(await sent(everything, 'kb', 'anna@corp.example'), [
      'GET /api/v3/users/anna%40corp.example/token?ttl=3600',
    ]);
    assert.deepEqual(await sent(everything, 'v313', 'anna lee'), [
      'GET /api/v3/users/anna%20lee/token?ttl=3600',
    ]);
  });
  it('nothing at all for what no request can carry', async () => {
    bench.requests();
    const bad: readonly FormValues[] = [
      { rights: 'claims', claims: [] },
      { rights: 'claims', claims: ['machines get *', 'profiles list *'], via: 'direct' },
      { rights: 'claims', claims: ['machines get'] },
      { rights: 'roles', roles: [] },
      { rights: 'everything', lifetime: '-1' },
      { rights: 'everything', lifetime: '1w2d' },
    ];
    for (const values of bad)
      await failure(issue(bench.registry(), 'alice', values), 'invalid-input');
    assert.deepEqual(bench.requests(), []);
  });
});

describe('the record of a token', () => {
  it('stands below its user with what was asked and its end', async () => {
    const { record } = await told('kb', 'alice', { ...roles, lifetime: '86400' });
    assert.deepEqual(record.path.slice(0, 1), ['user:alice']);
    assert.equal(record.unlisted, true);
    assert.equal(record.subject, 'alice');
    assert.equal(record.scope[0], 'role readonly');
    assert.equal(record.issuedAt, now);
    assert.deepEqual(record.lifetime, { kind: 'until', at: now + 86_400_000 });
  });

  it('believes a token that tells its own end', async () => {
    bench.drp.settings.tokenFormat = 'jwt';
    const { record } = await told('kb', 'alice', { ...everything, lifetime: '120' });
    bench.drp.settings.tokenFormat = 'opaque';
    assert.deepEqual(record.lifetime, { kind: 'until', at: now + 120_000 });
  });

  it('has another id for each, since the server gives none', async () => {
    const one = await told('kb', 'alice', everything);
    const two = await told('kb', 'alice', everything);
    assert.notEqual(one.record.id, two.record.id);
  });
});

describe('a new role for triplets', () => {
  it('is removed again when no token came of it', async () => {
    bench.drp.settings.version = '4.11.5';
    bench.drp.faults.add({ kind: 'status', status: 500, path: '/api/v3/users/alice/token' });
    await failure(issue(bench.registry(), 'alice', throughRole('traceless')), 'server');
    assert.equal(bench.drp.world.roles.has('traceless'), false);
  });

  it('is used again for the same triplets, and stays when no token came of that', async () => {
    bench.drp.settings.version = '4.11.5';
    const first = issuedOf(await issue(bench.registry(), 'alice', throughRole('again')));
    bench.requests();
    const second = issuedOf(await issue(bench.registry(), 'alice', throughRole('again')));
    assert.notEqual(second.record.id, first.record.id);
    assert.deepEqual(
      bench.requests().filter((request) => request.startsWith('POST /api/v3/roles')),
      [],
    );
    bench.drp.faults.add({ kind: 'status', status: 500, path: '/api/v3/users/alice/token' });
    await failure(issue(bench.registry(), 'alice', throughRole('again')), 'server');
    assert.equal(bench.drp.world.roles.has('again'), true);
  });

  it('is made anew when it was deleted meanwhile', async () => {
    const registry = bench.registry();
    await issue(registry, 'alice', throughRole('gone'));
    bench.drp.world.roles.delete('gone');
    const { record } = issuedOf(await issue(registry, 'alice', throughRole('gone')));
    assert.match(record.scope.at(-1) ?? '', /narrowed, as/);
    assert.equal(bench.drp.world.roles.has('gone'), true);
  });

  it('is not mistaken for one of that name with other triplets', async () => {
    bench.drp.world.addRole('other', ['profiles get *']);
    await failure(issue(bench.registry(), 'alice', throughRole('other')), 'conflict');
  });

  it('cannot be made without the license, which is said in the server’s words', async () => {
    bench.drp.settings.license = 'none';
    const error = await failure(
      issue(bench.registry(), 'alice', throughRole('unlicensed')),
      'unsupported',
    );
    bench.drp.settings.license = 'rbac';
    assert.match(error.message, /licensed enterprise feature/);
  });
});

describe('a token that cannot be issued', () => {
  it('names the right that is missing', async () => {
    bench.drp.settings.version = '4.11.5';
    const error = await failure(issue(bench.registry('alice'), 'bob', everything), 'forbidden');
    assert.match(error.message, /users token bob/);
  });

  it('says that a lost answer leaves nothing behind', async () => {
    bench.drp.faults.add({ kind: 'cut-after', path: '/api/v3/users/bob/token' });
    const error = await failure(issue(bench.registry(), 'bob', everything), 'timeout');
    assert.match(error.message, /nobody holds it/);
    assert.equal(error.repair, 'retry');
  });

  it('never shows the token in an error, nor takes it for a secret of the record', async () => {
    const { record, secrets } = issuedOf(await issue(bench.registry(), 'alice', everything));
    assert(secrets.token instanceof Secret);
    assert.equal(JSON.stringify(record).includes(secrets.token.reveal()), false);
  });
});
