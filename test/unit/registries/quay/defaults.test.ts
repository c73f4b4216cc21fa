import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  ChoiceField,
  FormValues,
  TextField,
} from '../../../../src/registries/contract/form.ts';
import { failure } from '../../failure.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, look, never, run, walk } from './support.ts';

const acme = 'acme-platform';
const ci = `${acme}+ci`;

describe('default permissions of an organization', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const stored = () => [...(bench.quay.world.organizations.get(acme)?.prototypes.values() ?? [])];
  const row = () => walk(bench.registry(), acme);
  const set = async (values: FormValues) =>
    (await run(bench.registry(), 'setDefaults', await row(), values)).message;
  const form = async () => {
    const found = await bench.registry().actions['setDefaults']?.form?.(await row(), never);
    assert(found);
    return found.fields;
  };
  const changes = () => bench.requests().filter((line) => !line.startsWith('GET'));

  it('are added for robots, teams and users, and listed', async () => {
    const fresh = { which: 'new', creator: '', role: 'write' };
    assert.equal(
      await set({ ...fresh, delegate: '+ci' }),
      `${ci} gets write on new repositories of ${acme} from now on.`,
    );
    await set({ ...fresh, delegate: 'team:builders', creator: 'erin', role: 'read' });
    assert.deepEqual(
      stored().map(({ role, delegate, activatingUser }) => [role, delegate, activatingUser]),
      [
        ['write', { kind: 'user', name: ci }, null],
        ['read', { kind: 'team', name: 'builders' }, 'erin'],
      ],
    );
    const [which] = (await form()) as readonly ChoiceField[];
    const choices = await which?.choices({}, never);
    assert.deepEqual(
      choices?.map(({ label, description, detail }) => [label, description, detail]),
      [
        [ci, 'write', 'On every new repository'],
        ['The team builders', 'read', 'On repositories that erin makes'],
        ['Add One…', undefined, 'For a robot, a team or a user'],
      ],
    );
    const again = run(bench.registry(), 'setDefaults', await row(), { ...fresh, delegate: ci });
    assert.match((await failure(again, 'conflict')).message, /already: choose it to change it\.$/);
  });

  it('get another role, or are taken away, after the difference was shown', async () => {
    const [first, second] = stored();
    assert(first && second);
    const values = { which: first.id, role: 'admin' };
    const asked = await consequenceOf(bench.registry(), 'setDefaults', await row(), values);
    assert.match(asked?.detail ?? '', /^acme-platform\+ci: write → admin\n.*created from now on/);
    bench.requests();
    await set(values);
    assert.equal(
      await set({ which: second.id, role: 'none' }),
      `The team builders (on repositories that erin makes) no longer has a default permission in ${acme}.`,
    );
    assert.deepEqual(changes(), [
      `PUT /api/v1/organization/${acme}/prototypes/${first.id}`,
      `DELETE /api/v1/organization/${acme}/prototypes/${second.id}`,
    ]);
    assert.deepEqual(
      stored().map(({ role }) => role),
      ['admin'],
    );
    const gone = run(bench.registry(), 'setDefaults', await row(), {
      which: second.id,
      role: 'read',
    });
    await failure(gone, 'not-found');
  });

  it('are offered for the robots and teams that there are', async () => {
    const fields = await form();
    const delegate = fields.find(({ id }) => id === 'delegate') as TextField;
    const connect = () => Promise.reject(new Error('needs no connection'));
    const found = await delegate.suggestions?.({}, never, connect);
    const values = found?.map(({ value }) => value) ?? [];
    assert.ok(values.includes('team:builders') && values.includes(ci), values.join(', '));
    const asked = (values: FormValues) =>
      fields.filter(({ when }) => when?.(values) ?? true).map(({ id }) => id);
    assert.deepEqual(asked({ which: 'new' }), ['which', 'delegate', 'creator', 'role']);
    assert.deepEqual(asked({ which: stored()[0]?.id ?? '' }), ['which', 'role']);
  });

  it('are looked at when the answer is lost', async () => {
    const values = { which: stored()[0]?.id ?? '', role: 'read' };
    const act = async () => run(bench.registry(), 'setDefaults', await row(), values);
    bench.quay.faults.add({ kind: 'cut', method: 'PUT' });
    const not = await failure(act(), 'lost-answer');
    assert.match((await look(not)).message, /were not changed\.$/);
    bench.quay.faults.add({ kind: 'cut-after', method: 'PUT' });
    const done = await failure(act(), 'lost-answer');
    assert.match((await look(done)).message, /gets read on new repositories/);
  });

  it('are for admins of organizations', async () => {
    const member = await walk(bench.registry(), 'my_org');
    assert.ok(!member.can.includes('setDefaults'));
    assert.match(member.blocked?.['setDefaults'] ?? '', /^Only an admin of my_org/);
    const own = await walk(bench.registry(), 'dana');
    assert.ok(!own.can.includes('setDefaults'));
    const action = run(bench.registry(bench.quay.tokens.userAdmin), 'setDefaults', await row(), {});
    assert.match((await failure(action, 'forbidden')).message, /the scope org:admin/);
  });
});
