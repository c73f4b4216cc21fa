import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { ChoiceField } from '../../../../src/registries/contract/form.ts';
import { consequenceOf } from '../consequence.ts';
import { failure } from '../../failure.ts';
import { Bench, look, never, run, walk } from './support.ts';

const acme = 'acme-platform';
const ci = `${acme}+ci`;

describe('the teams of a robot', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ manyDrpUsers: 0 });
    const organization = bench.quay.world.organizations.get(acme);
    assert(organization);
    bench.quay.world.addTeam(organization, 'testers', 'member', []);
  });
  after(() => bench[Symbol.asyncDispose]());
  afterEach(() => bench.quay.faults.clear());

  const members = (team: string) =>
    bench.quay.world.organizations.get(acme)?.teams.get(team)?.members ?? new Set();
  const changes = () => bench.requests().filter((request) => !request.startsWith('GET'));
  const set = async (...teams: readonly string[]) => {
    const registry = bench.registry();
    return run(registry, 'setTeams', await walk(registry, acme, 'ci'), { teams });
  };

  it('are offered with those chosen that it is in', async () => {
    const registry = bench.registry();
    const row = await walk(registry, acme, 'ci');
    const form = await registry.actions['setTeams']?.form?.(row, never);
    const field = form?.fields[0] as ChoiceField;
    const choices = await field.choices({}, never);
    assert.deepEqual(
      choices.map(({ value, description }) => [value, description]),
      [
        ['owners', 'admin'],
        ['builders', 'member'],
        ['testers', 'member'],
      ],
    );
    assert.deepEqual(field.initial?.(), ['builders']);
  });

  it('are marked whose people come from a directory, and take robots all the same', async () => {
    const builders = bench.quay.world.organizations.get(acme)?.teams.get('builders');
    assert(builders);
    builders.syncedFrom = 'ldap';
    const registry = bench.registry();
    const form = await registry.actions['setTeams']?.form?.(
      await walk(registry, acme, 'ci'),
      never,
    );
    const choices = await (form?.fields[0] as ChoiceField).choices({}, never);
    const { description, detail } = choices.find(({ value }) => value === 'builders') ?? {};
    assert.equal(description, 'member · synced from a directory');
    assert.match(
      detail ?? '',
      /^Members come from a directory and cannot be changed in Quay; robots can join and leave$/,
    );
    await set();
    assert.equal((await set('builders')).message, `${ci} is in these teams now: builders.`);
    delete builders.syncedFrom;
  });

  it('are joined and left after the difference was shown', async () => {
    const registry = bench.registry();
    const row = await walk(registry, acme, 'ci');
    const said = await consequenceOf(registry, 'setTeams', row, { teams: ['testers'] });
    assert.equal(said?.message, `Change the teams of ${ci}?`);
    assert.deepEqual(said.detail.split('\n').slice(0, 2), ['leaves builders', 'joins testers']);
    bench.requests();
    const { message } = await set('testers');
    assert.equal(message, `${ci} is in these teams now: testers.`);
    assert.deepEqual(changes().toSorted(), [
      `DELETE /api/v1/organization/${acme}/team/builders/members/acme-platform%2Bci`,
      `PUT /api/v1/organization/${acme}/team/testers/members/acme-platform%2Bci`,
    ]);
    assert.deepEqual([members('builders').has(ci), members('testers').has(ci)], [false, true]);
    assert.equal(await consequenceOf(registry, 'setTeams', row, { teams: ['testers'] }), undefined);
    assert.equal((await set()).message, `${ci} is in no team now.`);
  });

  it('go on where they stopped', async () => {
    await set();
    bench.quay.faults.add({ kind: 'status', status: 429, method: 'PUT', path: '*/testers/*' });
    const error = await failure(set('builders', 'testers'), 'rate-limited');
    assert.match(error.message, /^1 of 2 changes to the teams of .*: testers\. .*too many/s);
    assert.deepEqual([error.repair, members('builders').has(ci)], ['retry', true]);
    bench.requests();
    await set('builders', 'testers');
    assert.equal(changes().length, 1);
  });

  it('are as they were when a half of them is taken back', async () => {
    await set('testers');
    bench.quay.faults.add({ kind: 'status', status: 429, method: 'DELETE', path: '*/testers/*' });
    const error = await failure(set('builders'), 'rate-limited');
    assert.deepEqual([members('builders').has(ci), members('testers').has(ci)], [true, true]);
    assert.equal(error.otherRepair, 'go-back');
    bench.requests();
    const outcome = await error.goBack?.(never);
    assert.equal(outcome?.message, `${ci} is in the teams again that it was in before.`);
    assert.deepEqual(changes(), [
      `DELETE /api/v1/organization/${acme}/team/builders/members/acme-platform%2Bci`,
    ]);
    assert.deepEqual([members('builders').has(ci), members('testers').has(ci)], [false, true]);
  });

  it('need not be left twice, and must be there to be joined', async () => {
    await set('builders');
    const registry = bench.registryThrough((request, send) => {
      if (request.method === 'DELETE') members('builders').delete(ci);
      return send(request);
    });
    const row = await walk(registry, acme, 'ci');
    const { message } = await run(registry, 'setTeams', row, { teams: [] });
    assert.equal(message, `${ci} is in no team now.`);
    const error = await failure(set('gone'), 'not-found');
    assert.equal(error.message, `The team gone no longer exists in ${acme}.`);
  });

  it('are looked at when the answer is lost', async () => {
    await set('builders');
    bench.quay.faults.add({ kind: 'cut-after', method: 'PUT' });
    const done = await failure(set('builders', 'testers'), 'lost-answer');
    assert.match((await look(done)).message, /is in these teams now: builders, testers\.$/);
    bench.quay.faults.add({ kind: 'cut', method: 'DELETE' });
    const not = await failure(set('builders'), 'lost-answer');
    assert.equal((await look(not)).message, `The teams of ${ci} were not changed.`);
  });

  it('say what a token lacks, and are not offered where there are none', async () => {
    const registry = bench.registry(bench.quay.tokens.userAdmin);
    const row = await walk(bench.registry(), acme, 'ci');
    const error = await failure(run(registry, 'setTeams', row, { teams: [] }), 'forbidden');
    assert.match(error.message, /the scope org:admin on the API token/);
    const own = await walk(bench.registry(), 'dana', 'laptop');
    assert.ok(!own.can.includes('setTeams'));
  });
});
