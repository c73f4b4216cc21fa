import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { connect } from '../../../../src/registries/drp/connect/connect.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import type { DrpMode, DrpVersion } from '../../../sandbox/drp/version.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';
import { Bench, formOf, issue, issuedOf, never, userItem } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start();
});
afterEach(() => {
  bench.drp.settings.version = NEWEST.kb;
});
after(() => bench[Symbol.asyncDispose]());

const everything: FormValues = { rights: 'everything' };
const roles: FormValues = { rights: 'roles', roles: ['readonly'] };
const triplet = (...claims: string[]): FormValues => ({ rights: 'claims', claims, via: 'direct' });

/** The first step of Issue Token for alice, as alice, on a version. */
async function rightsStep(version: DrpVersion) {
  bench.drp.settings.version = version;
  const form = await formOf(bench.registry('alice'), 'alice');
  const field = form.fields.find(({ id }) => id === 'rights');
  assert(field?.type === 'choice');
  const choices = await field.choices({}, never, () => Promise.resolve(bench.connection()));
  return { field, choices, form };
}

describe('narrowing, as each version can do it (docs/registries/drp.md §8)', () => {
  const offered: Readonly<Record<DrpMode, readonly string[]>> = {
    v35: ['everything', 'claims'],
    v39: ['everything'],
    v313: ['everything'],
    kb: ['everything', 'roles', 'claims'],
  };
  for (const [mode, wanted] of Object.entries(offered)) {
    it(`${mode} offers ${wanted.join(', ')}`, async () => {
      const { choices } = await rightsStep(NEWEST[mode as DrpMode]);
      assert.deepEqual(
        choices.map(({ value }) => value),
        wanted,
      );
    });
  }

  for (const version of ['3.9.0', '3.13.3'] as const) {
    it(`${version} says why not, and that it is no wall`, async () => {
      const { choices, field } = await rightsStep(version);
      const detail = choices[0]?.detail ?? '';
      assert.match(detail, /cannot narrow a token, and each living one can read the key/);
      assert.match(field.presets?.check(roles) ?? '', /cannot narrow/);
      const pasted = field.paste?.read('drpcli users token alice role readonly');
      assert(pasted !== undefined && 'severity' in pasted);
      assert.match(pasted.message, /cannot narrow/);
    });

    it(`${version} is asked for no narrowed token, whoever asks`, async () => {
      bench.drp.settings.version = version;
      bench.requests();
      for (const values of [roles, triplet('machines get *')]) {
        await failure(issue(bench.registry('alice'), 'alice', values), 'unsupported');
      }
      const asked = bench
        .requests()
        .filter((request) => /\/token\?.*(?:roles|scope)/.test(request));
      assert.deepEqual(asked, []);
    });
  }

  it('before 3.9 takes one triplet of single names, and tries it', async () => {
    bench.drp.settings.version = '3.8.2';
    const registry = bench.registry('alice');
    const { record } = issuedOf(await issue(registry, 'alice', triplet('machines get *')));
    assert.match(record.scope.at(-1) ?? '', /granted: narrowed/);
    const info = issuedOf(await issue(registry, 'alice', triplet('info get *')));
    assert.match(info.record.scope.at(-1) ?? '', /granted: narrowed/);
    const all = issuedOf(await issue(registry, 'alice', triplet('* get *')));
    assert.match(all.record.scope.at(-1) ?? '', /not verified/);
    for (const values of [
      triplet('machines get,list *'),
      triplet('machines get *', 'users get *'),
    ]) {
      const { message } = await failure(issue(registry, 'alice', values), 'invalid-input');
      assert.match(message, /before 3\.9/);
    }
  });

  it('before 3.9 refuses lists while they are typed', async () => {
    const { form } = await rightsStep('3.5.0');
    const rows = form.fields.find(({ id }) => id === 'claims');
    assert(rows?.type === 'rows');
    assert.equal(rows.check?.(['machines get *'], {}), undefined);
    assert.match(rows.check?.(['machines,users get *'], {})?.message ?? '', /one name/);
  });

  it('v4 refuses a role line while it is typed that the server would refuse', async () => {
    const { form } = await rightsStep(NEWEST.kb);
    const via = form.fields.find(({ id }) => id === 'via');
    assert(via?.type === 'choice');
    const check = (row: string) => via.check?.(['role'], { rights: 'claims', claims: [row] });
    assert.equal(check('machines get,list *'), undefined);
    assert.match(check('* get,list *')?.message ?? '', /has no action/);
    assert.match(check('info,machines delete *')?.message ?? '', /info has no action delete/);
    assert.match(check('machines,nope get *')?.message ?? '', /nope/);
  });
});

describe('tokens for other users', () => {
  const canOf = async (version: DrpVersion, user: string) => {
    bench.drp.settings.version = version;
    const rows = await collect(bench.registry().roots(never));
    return rows.find(({ label }) => label === user)?.can;
  };

  for (const [version, offered] of [
    ['3.5.0', false],
    ['3.12.0', false],
    ['3.13.0', true],
    ['4.11.5', true],
  ] as const) {
    it(`${version} ${offered ? 'are' : 'are not'} offered`, async () => {
      assert.equal((await canOf(version, 'bob'))?.includes('issue'), offered);
      assert.equal((await canOf(version, bench.drp.user))?.includes('issue'), true);
    });
  }

  it('are refused before anything is sent where they would be dead', async () => {
    bench.drp.settings.version = '3.12.0';
    const { message } = await failure(issue(bench.registry(), 'bob', everything), 'unsupported');
    assert.match(message, /Sign in as bob/);
  });
});

describe('signing in', () => {
  const tokenOf = async (user: string, values: FormValues = everything) =>
    issuedOf(await issue(bench.registry(user), user, values)).secrets.token;

  it('with a token of alice as bob is told apart, from 3.9 on', async () => {
    for (const version of ['3.9.0', '3.13.3', '4.11.5'] as const) {
      bench.drp.settings.version = version;
      bench.drp.world.addRole('blind', ['machines get *']);
      bench.drp.world.addUser('nora', ['blind']);
      const token = await tokenOf('nora');
      const { message } = await failure(
        connect(bench.connection('bob', { token }), never),
        'not-authorized',
      );
      assert.match(message, /not one of bob/);
      assert.equal(message.includes('or it was limited'), version === '4.11.5');
    }
  });

  it('never says of a password that a token is good', async () => {
    bench.drp.settings.version = '3.13.3';
    bench.drp.world.addTenant('blue', ['bob'], { users: ['alice'] });
    const { remarks } = await connect(bench.connection('bob'), never);
    bench.drp.world.tenants.clear();
    assert.match(remarks.join(), /You are signed in, but may not read the user bob: a tenant/);
  });

  it('with a narrowed token before 3.9 goes on, and says both that it may be', async () => {
    bench.drp.settings.version = '3.8.2';
    const token = await tokenOf('bob', triplet('machines get *'));
    const { remarks } = await connect(bench.connection('bob', { token }), never);
    assert.match(remarks.join(), /narrowed, or was revoked/);
  });

  it('asks for no name with a slash', async () => {
    bench.requests();
    const { message } = await failure(
      connect(bench.connection('alice/token'), never),
      'invalid-input',
    );
    assert.match(message, /no names with a slash/);
    assert.deepEqual(bench.requests(), []);
  });
});

describe('a tenant', () => {
  it('that hides its own users shows them themselves all the same', async () => {
    bench.drp.settings.version = '3.13.3';
    bench.drp.world.addTenant('red', ['alice'], { users: ['bob'] });
    const rows = await collect(bench.registry('alice').roots(never));
    bench.drp.world.tenants.clear();
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['bob', 'alice'],
    );
  });

  it('without users is not taken for a missing right', async () => {
    bench.drp.settings.version = '3.13.3';
    bench.drp.world.addTenant('grey', ['alice'], { users: [] });
    const rows = await collect(bench.registry('alice').roots(never));
    bench.drp.world.tenants.clear();
    assert.match(rows[1]?.description ?? '', /or its tenant shows none/);
  });
});

describe('asking about a token', () => {
  const stateOf = async (user: string, values: FormValues) => {
    const registry = bench.registry(user);
    const { record, secrets } = issuedOf(await issue(registry, user, values));
    return registry.verify(record, secrets, never);
  };

  for (const version of ['3.8.2', '3.12.0', '3.13.3', '4.11.5'] as const) {
    it(`${version}: says that a full one is accepted`, async () => {
      bench.drp.settings.version = version;
      const { state, details } = await stateOf('alice', everything);
      assert.equal(state, 'accepted');
      const hasProbe = version === '3.13.3' || version === '4.11.5';
      assert.deepEqual(
        details.map(({ value }) => value),
        hasProbe ? ['yes'] : [],
      );
    });
  }

  it('before 3.9 does not know a narrowed one from a revoked one, and says so', async () => {
    bench.drp.settings.version = '3.8.2';
    const { state, message } = await stateOf('alice', triplet('machines get *'));
    assert.equal(state, 'unknown');
    assert.match(message, /answers both alike/);
  });
});

describe('what else a version does', () => {
  it('stumbles over a sign-in whose user was deleted, which is said', async () => {
    bench.drp.settings.version = '3.13.3';
    bench.drp.world.addUser('gone', ['superuser']);
    const { token } = issuedOf(await issue(bench.registry('gone'), 'gone', everything)).secrets;
    bench.drp.world.users.delete('gone');
    const registry = bench.registry('gone', { token });
    const { message } = await failure(issue(registry, 'bob', everything), 'server');
    assert.match(message, /has been deleted/);
  });

  it('shows no role rows before 3.9, and does not fail over them', async () => {
    bench.drp.settings.version = '3.5.0';
    assert.deepEqual(await collect(bench.registry().children(userItem('alice'), never)), []);
  });

  for (const [license, offered] of [
    ['rbac', true],
    ['rbac-soft-expired', true],
    ['carte-blanche', true],
    ['upto-nodes', true],
    ['rbac-expired', false],
    ['none', false],
  ] as const) {
    it(`${license} ${offered ? 'lets' : 'does not let'} a role be made`, async () => {
      bench.drp.settings.license = license;
      const { form } = await rightsStep(NEWEST.kb);
      bench.drp.settings.license = 'rbac';
      const via = form.fields.find(({ id }) => id === 'via');
      assert(via?.type === 'choice');
      assert.equal(via.when?.({ rights: 'claims', claims: ['machines get *'] }), offered);
    });
  }
});
