import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { RegistryError } from '../../../../src/core/errors.ts';
import type { ChoiceField, FormValues } from '../../../../src/registries/contract/form.ts';
import { readTyped } from '../../../../src/registries/quay/permissions/typed.ts';
import { consequenceOf } from '../consequence.ts';
import { failure } from '../../failure.ts';
import { Bench, look, never, run, walk } from './support.ts';

const acme = 'acme-platform';
const spare = [acme, 'spare'] as const;

describe('permissions of a robot', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ manyDrpUsers: 0 });
  });
  after(() => bench[Symbol.asyncDispose]());
  afterEach(() => bench.quay.faults.clear());

  const all = () => bench.quay.tokens.everything;
  const granted = (repository: string, robot = `${acme}+spare`) =>
    bench.quay.world.repositories.get(`${acme}/${repository}`)?.grants.get(robot);
  const changes = () => bench.requests().filter((request) => !request.startsWith('GET'));

  /** Sets permissions of `spare`, as its form would. */
  const set = async (values: FormValues, token = all()) => {
    const registry = bench.registry(token);
    return run(registry, 'setPermissions', await walk(registry, ...spare), values);
  };
  const typed = (text: string): FormValues => ({ role: 'typed', typed: text });

  it('are set on several repositories at once, only where they differ', async () => {
    bench.requests();
    const outcome = await set({ role: 'write', repositories: ['api', 'web'] });
    assert.deepEqual([granted('api'), granted('web')], ['write', 'write']);
    assert.equal(outcome.message, `2 permissions of ${acme}+spare were set: api, web.`);
    const registry = bench.registry(all());
    const group = await walk(registry, ...spare, 'Repositories');
    assert.deepEqual(outcome.changed, [group.path]);
    assert.equal(
      (await walk(registry, ...spare, 'Repositories', `${acme}/api`)).description,
      'write',
    );

    bench.requests();
    const again = await set(typed('read api, write web'));
    assert.equal(again.message, `${acme}+spare has its new permission on api: read.`);
    assert.deepEqual(changes(), [
      `PUT /api/v1/repository/${acme}/api/permissions/user/${acme}%2Bspare`,
    ]);
    const last = await set(typed('read api, write web'));
    assert.equal(last.message, `${acme}+spare has these permissions already; nothing was sent.`);
    assert.deepEqual(changes(), []);
  });

  it('are shown as a difference before anything is sent', async () => {
    await set(typed('read api, write web, none secret'));
    const registry = bench.registry(all());
    const row = await walk(registry, ...spare);
    bench.requests();
    const said = await consequenceOf(
      registry,
      'setPermissions',
      row,
      typed('none web, admin secret, read api'),
    );
    assert.equal(said?.message, `Change 2 permissions of ${acme}+spare?`);
    assert.deepEqual(said.detail.split('\n').slice(0, 2), [
      'web: write → nothing',
      'secret: nothing → admin',
    ]);
    assert.deepEqual(changes(), []);
    assert.equal(
      await consequenceOf(registry, 'setPermissions', row, typed('read api')),
      undefined,
    );
  });

  it('are set at the row of a repository, whose role alone is asked', async () => {
    await set(typed('read api'));
    const registry = bench.registry(all());
    const row = await walk(registry, ...spare, 'Repositories', `${acme}/api`);
    const form = await registry.actions['setPermissions']?.form?.(row, never);
    assert.deepEqual(
      form?.fields.map(({ id }) => id),
      ['role'],
    );
    await run(registry, 'setPermissions', row, { role: 'none' });
    assert.equal(granted('api'), undefined);
  });

  it('can be set without the scopes that list them', async () => {
    await set(typed('none api'));
    const { world } = bench.quay;
    const token = world.addApiToken({
      user: 'dana',
      clientId: all().clientId,
      scopes: ['repo:admin'],
    });
    const registry = bench.registry(token);
    const row = await walk(bench.registry(), ...spare);
    await run(registry, 'setPermissions', row, { role: 'read', repositories: ['api', 'web'] });
    assert.equal(granted('api'), 'read');
    world.apiTokens.delete(token.secret);
  });

  it('say which scope is missing, and how to get it', async () => {
    const values = { role: 'admin', repositories: ['api'] };
    const error = await failure(set(values, bench.quay.tokens.full), 'forbidden');
    assert.match(
      error.message,
      /^To set permissions on acme-platform\/api you must be its admin, .* scope repo:admin\./,
    );
    assert.match(error.message, /Applications → an application → Generate Token\.$/);
    assert.equal(error.repair, 'sign-in');
  });

  it('tell a repository that is gone from a fault of the server', async () => {
    const gone = await failure(set(typed('read nowhere')), 'not-found');
    assert.equal(gone.message, `There is no repository ${acme}/nowhere.`);
    bench.quay.faults.add({ kind: 'status', status: 500, method: 'PUT' });
    await failure(set(typed('write base')), 'server');
    assert.equal(granted('base'), undefined);
  });

  it('look whether a single one was set when the answer is lost', async () => {
    await set(typed('none api'));
    bench.quay.faults.add({ kind: 'cut-after', method: 'PUT' });
    const done = await failure(set(typed('read api')), 'lost-answer');
    assert.match((await look(done)).message, /has its new permission on api: read\.$/);
    bench.quay.faults.add({ kind: 'cut', method: 'PUT' });
    const not = await failure(set(typed('write api')), 'lost-answer');
    assert.match((await look(not)).message, /was not set\.$/);
  });

  describe('of many repositories', () => {
    const there = Array.from({ length: 300 }, (_, index) => `many-${index}`);
    const names = there.slice(0, 24);
    before(() => {
      for (const name of there) bench.quay.world.addRepository(acme, name, { dana: 'admin' });
    });
    const held = () => names.filter((name) => granted(name) === 'read').length;

    it('are sent once each, and go on where they stopped', async () => {
      const registry = bench.registry(all());
      const row = await walk(registry, ...spare);
      const values = { role: 'read', repositories: names };
      bench.quay.faults.add({
        kind: 'status',
        status: 429,
        method: 'PUT',
        path: '*/many-12/*',
      });
      bench.requests();
      const error: RegistryError = await failure(
        run(registry, 'setPermissions', row, values),
        'rate-limited',
      );
      const sent = changes();
      assert.equal(new Set(sent).size, sent.length);
      assert.ok(sent.length >= 13 && sent.length <= 16, String(sent.length));
      assert.equal(held(), sent.length - 1);
      assert.equal(error.repair, 'retry');
      assert.match(
        error.message,
        new RegExp(`^${held()} of 24 permissions of ${acme}\\+spare were set;`),
      );
      assert.match(error.message, /many-12.* more\. .*too many requests/s);
      assert.deepEqual(error.changed, [(await walk(registry, ...spare, 'Repositories')).path]);

      bench.requests();
      const outcome = await run(registry, 'setPermissions', row, values);
      assert.equal(changes().length, 24 - (sent.length - 1));
      assert.equal(held(), 24);
      assert.match(outcome.message, /^\d+ permissions of /);
    });

    it('go four at a time, stop when they are cancelled, and what was on its way is known', async () => {
      const registry = bench.registry(all());
      const row = await walk(registry, ...spare);
      await run(registry, 'setPermissions', row, { role: 'none', repositories: names });
      const abort = new AbortController();
      let sent = 0;
      let underway = 0;
      let most = 0;
      const watched = bench.registryThrough(async (request, send) => {
        if (request.method !== 'PUT') return send(request);
        if ((sent += 1) === 10) abort.abort();
        most = Math.max(most, (underway += 1));
        const reply = await send(request);
        underway -= 1;
        return reply;
      });
      const values = { role: 'read', repositories: names };
      const work = watched.actions['setPermissions']?.run(row, values, abort.signal);
      assert(work);
      const error = await failure(work, 'conflict');
      assert.deepEqual([sent, most], [10, 4]);
      assert.equal(held(), 10);
      assert.match(error.message, /^10 of 24 .* It was cancelled\. Trying again looks first/s);
      assert.equal(error.repair, 'retry');
    });

    it('are taken back where some of them failed, each that was given once', async () => {
      const registry = bench.registry(all());
      const row = await walk(registry, ...spare);
      await run(registry, 'setPermissions', row, { role: 'none', repositories: names });
      await run(registry, 'setPermissions', row, typed('write many-3'));
      const path = '*/many-12/*';
      bench.quay.faults.add({ kind: 'status', status: 429, method: 'PUT', path });
      const values = { role: 'read', repositories: names };
      const error = await failure(run(registry, 'setPermissions', row, values), 'rate-limited');
      assert.equal(error.otherRepair, 'go-back');
      const given = held();
      bench.requests();
      const outcome = await error.goBack?.(never);
      assert.equal(outcome?.message, `${acme}+spare has the permissions again that it had before.`);
      assert.equal(changes().length, given);
      assert.deepEqual([held(), granted('many-3')], [0, 'write']);
    });

    it('are three hundred requests at most four at a time, none of them twice', async () => {
      let underway = 0;
      let most = 0;
      const sent: string[] = [];
      const watched = bench.registryThrough(async (request, send) => {
        if (request.method !== 'PUT') return send(request);
        sent.push(request.url);
        most = Math.max(most, (underway += 1));
        const reply = await send(request);
        underway -= 1;
        return reply;
      });
      const row = await walk(watched, ...spare);
      await run(watched, 'setPermissions', row, { role: 'none', repositories: there });
      await run(watched, 'setPermissions', row, { role: 'read', repositories: there });
      assert.deepEqual([sent.length, new Set(sent).size, most], [300, 300, 4]);
      await run(watched, 'setPermissions', row, { role: 'none', repositories: there });
    });

    it('are chosen from a first page, and found by what is typed', async () => {
      const registry = bench.registry(all());
      const row = await walk(registry, acme, 'ci');
      const form = await registry.actions['setPermissions']?.form?.(row, never);
      const field = form?.fields.find(({ id }) => id === 'repositories') as ChoiceField;
      bench.requests();
      const first = await field.choices({}, never);
      assert.deepEqual(bench.requests(), [`GET /api/v1/repository?namespace=${acme}`]);
      assert.equal(first.length, 100);
      assert.ok(first.every(({ description }) => description === undefined));
      const later = await field.later?.(never);
      assert.equal(bench.requests().length, 1);
      const roles = new Map(later?.map(({ value, description }) => [value, description]));
      assert.deepEqual(
        ['api', 'web', 'base'].map((name) => roles.get(name)),
        ['write', 'read', 'no permission'],
      );
      assert.ok(first.every(({ value }) => roles.has(value)));
      const found = await field.search?.('many-29', never);
      assert.deepEqual(
        found?.map(({ value }) => value),
        ['many-29', ...Array.from({ length: 10 }, (_, index) => `many-29${index}`)],
      );
      assert.equal(field.check?.([], {})?.severity, 'error');
      assert.equal(field.check(['api'], {}), undefined);
    });

    it('stand behind those it has where the step before gave the time to ask', async () => {
      let isAsked = Promise.resolve();
      const registry = bench.registryThrough((request, send) => {
        const reply = send(request);
        if (request.url.endsWith('/permissions')) isAsked = reply.then(() => undefined);
        return reply;
      });
      const row = await walk(registry, acme, 'ci');
      const form = await registry.actions['setPermissions']?.form?.(row, never);
      const [role, which] = (form?.fields ?? []) as readonly ChoiceField[];
      assert(role && which);
      bench.requests();
      await role.choices({}, never);
      await isAsked;
      const first = await which.choices({}, never);
      assert.deepEqual(
        first.slice(0, 3).map(({ value, description }) => [value, description]),
        [
          ['api', 'write'],
          ['web', 'read'],
          ['base', 'no permission'],
        ],
      );
      assert.deepEqual(await which.later?.(never), []);
      assert.equal(bench.requests().length, 2);
    });

    it('are asked about again where that failed at first', async () => {
      const registry = bench.registry(all());
      const row = await walk(registry, acme, 'ci');
      const form = await registry.actions['setPermissions']?.form?.(row, never);
      const which = form?.fields.find(({ id }) => id === 'repositories') as ChoiceField;
      bench.quay.faults.add({ kind: 'status', status: 500, path: '*/robots/ci/permissions' });
      await which.choices({}, never);
      assert(which.later);
      await failure(which.later(never), 'server');
      const later = await which.later(never);
      assert.equal(later.find(({ value }) => value === 'api')?.description, 'write');
    });
  });

  describe('of a new robot', () => {
    const create = async (values: FormValues, token = all()) => {
      const registry = bench.registry(token);
      return run(registry, 'createRobot', await walk(registry, acme), values);
    };
    const judge = async (name: string, permissions: string, token = all()) => {
      const registry = bench.registry(token);
      const row = await walk(registry, acme);
      const form = await registry.actions.createRobot?.form?.(row, never);
      const field = form?.fields.find(({ id }) => id === 'permissions');
      return field?.verify?.({ name, permissions }, bench.connection(token), never);
    };

    it('are set with it', async () => {
      const { message, issued } = await create({
        name: 'equipped',
        permissions: 'read acme-platform/api, write web',
      });
      assert.equal(message, `${acme}+equipped was created. It may read api, write web.`);
      assert.equal(issued?.secrets.token.reveal(), bench.robotToken(`${acme}+equipped`));
      assert.equal(granted('web', `${acme}+equipped`), 'write');
    });

    it('are judged before the robot is there', async () => {
      bench.requests();
      assert.equal(await judge('later', 'read api'), undefined);
      assert.equal(await judge('later', ''), undefined);
      assert.deepEqual(await judge('later', 'read api nowhere'), {
        severity: 'error',
        message: `There is no repository ${acme}/nowhere.`,
      });
      const scopes = judge('later', 'read api', bench.quay.tokens.full);
      assert.match((await failure(scopes, 'forbidden')).message, /has the scope repo:admin\./);
      assert.deepEqual(changes(), []);
    });

    it('do not lose the robot when they fail, and are gone on with', async () => {
      const robot = `${acme}+half`;
      const values = { name: 'half', permissions: 'read api nowhere' };
      const { message, issued, unfinished } = await create(values);
      assert.ok(issued && unfinished);
      assert.equal(message, `${robot} was created, but not with all of its permissions.`);
      assert.equal(
        unfinished.message,
        `1 of the 2 permissions of the new robot ${robot} were not set, or not for certain: nowhere. There is no repository ${acme}/nowhere. Go on with them, or go back: that deletes the robot.`,
      );
      assert.equal(granted('api', robot), 'read');
      bench.quay.world.addRepository(acme, 'nowhere', { dana: 'admin' });
      bench.requests();
      const done = await unfinished.goOn(never);
      assert.equal(done.message, `${robot} has its new permission on nowhere: read.`);
      assert.equal(changes().length, 1);
      assert.equal(granted('nowhere', robot), 'read');
      bench.quay.world.repositories.delete(`${acme}/nowhere`);
    });

    it('are gone back from by deleting the robot, whose token is forgotten', async () => {
      const values = { name: 'quarter', permissions: 'read api nowhere' };
      const { issued, unfinished } = await create(values);
      const back = await unfinished?.goBack(never);
      assert.equal(back?.message, `${acme}+quarter was deleted.`);
      assert.ok(back.ended?.includes(issued?.record.id ?? ''));
      assert.equal(bench.quay.world.robots.has(`${acme}+quarter`), false);
      assert.equal(granted('api', `${acme}+quarter`), undefined);
    });
  });
});

describe('permissions as they are typed', () => {
  const wanted = (text: string) =>
    readTyped('acme', text).wanted?.map(({ role, repository }) => `${role} ${repository}`);

  it('are a role and the repositories it is for', () => {
    assert.deepEqual(wanted('read acme/api, write acme/web'), ['read api', 'write web']);
    assert.deepEqual(wanted(' Read api web;write x ,y\nnone acme/team/z,'), [
      'read api',
      'read web',
      'write x',
      'write y',
      'none team/z',
    ]);
    assert.deepEqual(wanted('read api, read api'), ['read api']);
    assert.deepEqual(wanted(''), []);
  });

  it('are refused with the reason', () => {
    const fault = (text: string) => readTyped('acme', text).fault;
    assert.equal(fault('api'), 'Begin with read, write, admin or none.');
    assert.equal(fault('read'), 'Name a repository after “read”.');
    assert.match(fault('read other/api') ?? '', /^other\/api is not in acme: /);
    assert.equal(fault('read API'), '“API” is not the name of a repository.');
    assert.equal(fault('read api, write api'), 'api stands there twice, as read and as write.');
  });
});
