import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { quayAdapter } from '../../../../src/registries/quay/adapter.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { consequenceOf } from '../consequence.ts';
import { failure } from '../../failure.ts';
import { saved } from './saved.ts';
import { Bench, look, never, now, run, walk } from './support.ts';

const acme = 'acme-platform';
const ci = `${acme}+ci`;
const successor = `${acme}+ci-2`;
const grace: FormValues = { when: 'grace', name: 'ci-2' };
const leak: FormValues = { when: 'leak', name: 'ci-2' };

describe('the rotation of a robot', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start({ manyDrpUsers: 0 });
    const organization = bench.quay.world.organizations.get(acme);
    assert(organization);
    organization.prototypes.set('p', {
      id: 'p',
      role: 'read',
      activatingUser: 'dana',
      delegate: { kind: 'user', name: ci },
    });
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const robots = () => bench.quay.world.robots;
  const grants = (name: string) =>
    [...bench.quay.world.repositories.values()].flatMap(({ name: repository, grants: given }) => {
      const role = given.get(name);
      return role === undefined ? [] : [`${repository} ${role}`];
    });
  const organization = () => bench.quay.world.organizations.get(acme);
  const rotateCi = async (registry: Registry, values = grace) =>
    run(registry, 'rotate', await walk(registry, acme, 'ci'), values);
  const finish = async (registry: Registry, step: string) =>
    run(registry, 'finishRotation', await walk(registry, acme, 'ci'), { step });

  it('offers the next free name, and no other that is taken', async () => {
    const { registry } = await saved(bench);
    const row = await walk(registry, acme, 'ci');
    const form = await registry.actions['rotate']?.form?.(row, never);
    const name = form?.fields[1];
    assert(name?.type === 'text');
    assert.equal(name.initial?.({}), 'ci-2');
    const { check } = name;
    assert.deepEqual(
      ['spare', 'CI', 'ci-2'].map((short) => check?.(short, {})?.severity),
      ['error', 'error', undefined],
    );
  });

  it('tells first what is copied and what is not', async () => {
    const { registry } = await saved(bench);
    const row = await walk(registry, acme, 'ci');
    bench.requests();
    const said = await consequenceOf(registry, 'rotate', row, grace);
    assert.equal(said?.message, `Put ${successor} beside ${ci}?`);
    assert.deepEqual(said.detail.split('\n'), [
      'To be copied: permissions (2), teams (1), default permissions (1).',
      'Not copied: 2 trusted issuers. Whoever exchanges tokens must name the new robot.',
      'Not copied: teams of other organizations, mirrors that use it, and its further data.',
      `${ci} goes on working until you delete it; that is always asked.`,
    ]);
    assert.deepEqual(
      bench.requests().filter((request) => !request.startsWith('GET')),
      [],
    );
  });

  it('goes on, to its end, on a machine that stores nothing', async () => {
    const { registry, memento } = await saved(bench);
    memento.fails = () => true;
    const { issued, message } = await rotateCi(registry);
    assert.match(message, /^acme-platform\+ci-2 may do what acme-platform\+ci may\./);
    assert.equal(issued?.secrets.token.reveal(), robots().get(successor)?.token);
    const { ended } = await finish(registry, 'delete');
    assert.ok(ended !== undefined && !robots().has(ci));
  });

  it('is over when looking finds that the former robot was deleted', async () => {
    const { registry } = await saved(bench);
    await rotateCi(registry);
    bench.quay.faults.add({ kind: 'cut-after', method: 'DELETE' });
    const error = await failure(finish(registry, 'delete'), 'lost-answer');
    await look(error);
    const row = await walk(registry, acme, 'ci-2');
    assert.ok(!row.can.includes('finishRotation'));
    assert.equal(row.description?.includes('takes the place'), false);
  });

  it('puts a second robot with the same rights beside the first', async () => {
    const { registry } = await saved(bench);
    const { issued, message } = await rotateCi(registry);
    assert.match(message, /^acme-platform\+ci-2 may do what acme-platform\+ci may\. Bring its tok/);
    assert.equal(issued?.secrets.token.reveal(), robots().get(successor)?.token);
    assert.deepEqual(grants(successor), grants(ci));
    assert.equal(organization()?.teams.get('builders')?.members.has(successor), true);
    const copies = [...(organization()?.prototypes.values() ?? [])];
    assert.deepEqual(
      copies.map(({ role, activatingUser, delegate }) => [role, activatingUser, delegate.name]),
      [
        ['read', 'dana', ci],
        ['read', 'dana', successor],
      ],
    );
    assert.equal(robots().get(successor)?.description, 'CI pushes');
    assert(robots().has(ci));
  });

  it('survives a restart of the editor in the middle, and ends with the facts', async () => {
    const { registry, reopen } = await saved(bench);
    await rotateCi(registry);
    const later = reopen();
    const row = await walk(later, acme, 'ci');
    assert.match(row.description ?? '', /^ci-2 takes its place · used 2026-08-03$/);
    assert.ok(row.can.includes('finishRotation') && !row.can.includes('rotate'));
    assert.match((await walk(later, acme, 'ci-2')).description ?? '', /^takes the place of ci · /);
    const { world } = bench.quay;
    world.log('pull_repo', acme, ci, { repo: 'api' });
    world.log('push_repo', acme, ci, { repo: 'api' });
    world.log('pull_repo', acme, ci, { repo: 'web' });
    const step = { step: 'delete' };
    const said = await consequenceOf(later, 'finishRotation', row, step);
    assert.equal(said?.message, `Delete ${ci}, whose place ${successor} has taken?`);
    assert.deepEqual(said.detail.split('\n').slice(0, 4), [
      'It has been watched since 2026-08-21.',
      'Its token was not used since then; the last time was on 2026-08-03.',
      'The logs have 2 pulls and 1 pushes of it since then.',
      'Keyless exchanges, and logins that renew themselves, cannot be seen anywhere.',
    ]);
    const robot = robots().get(ci);
    assert(robot);
    robot.lastAccessed = now + 1000;
    const again = await consequenceOf(later, 'finishRotation', row, step);
    assert.match(again?.detail ?? '', /^Its token was used since then, last on 2026-08-21: some/m);
    const { ended } = await finish(later, 'delete');
    assert.equal(ended?.length, 2);
    assert.equal(robots().has(ci), false);
    assert.doesNotMatch((await walk(reopen(), acme, 'ci-2')).description ?? '', /place/);
  });

  it('is kept when the account is edited, and what cannot be read is no rotation', async () => {
    const { registry, connect } = await saved(bench);
    await rotateCi(registry);
    const { account } = connect();
    const edited = quayAdapter.draft(quayAdapter.values(account));
    assert.deepEqual(edited.options, account.options);
    for (const rotations of ['{', '[]', '{"acme-platform+ci":7,"x":{"successor":1}}']) {
      const connection = { ...connect(), account: { ...account, options: { rotations } } };
      assert.ok((await walk(openQuay(connection), acme, 'ci')).can.includes('rotate'));
    }
  });

  it('can be gone back from, or ended with both', async () => {
    const { registry, reopen } = await saved(bench);
    await rotateCi(registry);
    const row = await walk(registry, acme, 'ci');
    const said = await consequenceOf(registry, 'finishRotation', row, { step: 'undo' });
    assert.equal(said?.message, `Delete ${successor}, and leave ${ci} as it is?`);
    await finish(registry, 'undo');
    assert.deepEqual([robots().has(ci), robots().has(successor)], [true, false]);
    await rotateCi(registry);
    const { message } = await finish(registry, 'keep');
    assert.equal(message, `Both ${ci} and ${successor} stay as they are.`);
    const again = await walk(reopen(), acme, 'ci');
    assert.ok(again.can.includes('rotate'));
    const none = await failure(
      run(registry, 'finishRotation', again, { step: 'delete' }),
      'not-found',
    );
    assert.match(none.message, /^No rotation of /);
  });

  it('that stopped half-way says what is missing, and goes on with that', async () => {
    const { registry } = await saved(bench);
    const path = '*/repository/acme-platform/web/*';
    bench.quay.faults.add({ kind: 'status', status: 500, method: 'PUT', path });
    const { message, issued } = await rotateCi(registry, leak);
    assert.match(message, /was created, but 1 of 4 rights were not copied.*: web\. .*Finish Rot/s);
    assert(issued);
    assert.ok(robots().has(ci), 'nothing is deleted before all is copied');
    bench.requests();
    const done = await finish(registry, 'copy');
    assert.equal(done.message, `${successor} may do what ${ci} may.`);
    assert.deepEqual(grants(successor), grants(ci));
    assert.equal(bench.requests().filter((request) => !request.startsWith('GET')).length, 1);
  });

  it('after a leak deletes the former robot at once', async () => {
    const { registry } = await saved(bench);
    const row = await walk(registry, acme, 'ci');
    const said = await consequenceOf(registry, 'rotate', row, leak);
    assert.equal(said?.message, `Replace ${ci} by ${successor}, and delete it at once?`);
    const { message, ended, issued } = await rotateCi(registry, leak);
    assert.equal(message, `${successor} has taken the place of ${ci}, which was deleted.`);
    assert(issued);
    assert.equal(ended?.length, 2);
    assert.equal(robots().has(ci), false);
    assert.ok(bench.requests().findIndex((request) => request.startsWith('DELETE')) > 0);
  });

  it('keeps the new token where the former robot cannot be deleted', async () => {
    const { registry } = await saved(bench);
    bench.quay.faults.add({ kind: 'cut', method: 'DELETE' });
    const { message, issued, ended } = await rotateCi(registry, leak);
    assert.match(message, /was not deleted, or not for certain: .* Go on with Finish Rotation…/);
    assert(issued);
    assert.equal(ended, undefined);
  });

  it('looks whether the new robot was made when that answer is lost', async () => {
    const { registry } = await saved(bench);
    bench.quay.faults.add({ kind: 'cut-after', method: 'PUT' });
    const lost = await failure(rotateCi(registry), 'lost-answer');
    const { message, issued } = await look(lost);
    assert.match(
      message,
      /has no rights yet: Finish Rotation… on acme-platform\+ci copies what is/,
    );
    assert(issued);
    assert.deepEqual(grants(successor), []);
    await finish(registry, 'copy');
    assert.deepEqual(grants(successor), grants(ci));
  });

  it('says before the deletion what the new robot lacks, and deletes not the only one', async () => {
    const { registry } = await saved(bench);
    await rotateCi(registry);
    const { world } = bench.quay;
    world.repositories.get(`${acme}/web`)?.grants.delete(successor);
    const row = await walk(registry, acme, 'ci');
    const ask = () => consequenceOf(registry, 'finishRotation', row, { step: 'delete' });
    const lacks = `${successor} does not have all the rights of acme-platform+ci yet. Missing: web.`;
    assert.equal((await ask())?.detail.split('\n')[0], lacks);
    const path = '*/prototypes';
    bench.quay.faults.add({ kind: 'status', status: 500, path });
    assert.match((await ask())?.detail ?? '', /^Whether .* could not be determined. .*500/);

    const gone = robots().get(successor);
    assert(gone);
    world.removeRobot(gone);
    const refused = await failure(ask(), 'not-found');
    assert.equal(refused.message, `There is no robot ${successor}; it may have been deleted.`);
    const alone = await walk(registry, acme, 'ci');
    assert.ok(alone.can.includes('rotate'), 'it can be rotated again');
    assert.doesNotMatch(alone.description ?? '', /place/);
  });

  it('is refused before there is a second robot where permissions cannot be set', async () => {
    const { registry } = await saved(bench, bench.quay.tokens.full);
    const row = await walk(registry, acme, 'ci');
    const asking = consequenceOf(registry, 'rotate', row, grace);
    assert.match((await failure(asking, 'forbidden')).message, /the scope repo:admin/);
  });

  it('copies what robots of a user may', async () => {
    const { registry } = await saved(bench);
    const row = await walk(registry, 'dana', 'laptop');
    await run(registry, 'rotate', row, { when: 'grace', name: 'laptop-2' });
    assert.deepEqual(grants('dana+laptop-2'), grants('dana+laptop'));
  });
});
