import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ChoiceField, Field, FormValues } from '../../../../src/registries/contract/form.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, look, never, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

const hour = 3600;
const plain: FormValues = { lifetime: '86400', options: [], description: '' };

describe('issuing', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  const fieldsOf = async (registry: Registry, ...labels: string[]): Promise<readonly Field[]> => {
    const row = await walk(registry, ...labels);
    const form = await registry.actions.issue?.form?.(row, never);
    assert.ok(form);
    return form.fields;
  };
  const byId = (fields: readonly Field[], id: string): Field => {
    const field = fields.find((candidate) => candidate.id === id);
    assert.ok(field, `no field ${id}`);
    return field;
  };
  const optionsFor = async (fields: readonly Field[], lifetime: string): Promise<string[]> => {
    const field = byId(fields, 'options') as ChoiceField;
    return (await field.choices({ lifetime }, never)).map(({ value }) => value);
  };

  it('asks users neither for somebody else nor for a scope', async () => {
    const fields = await fieldsOf(bench.registry(bench.jfrog.tokens.user), 'My tokens');
    assert.deepEqual(
      fields.map(({ id }) => id),
      ['lifetime', 'options', 'audience', 'project', 'description'],
    );
  });

  it('asks admins for a user on everybody’s row alone, and nobody for a right by default', async () => {
    const registry = bench.registry();
    for (const [row, asked] of [
      ['My tokens', ['lifetime', 'scopes', 'options', 'description']],
      ['bob', ['lifetime', 'scopes', 'options', 'description']],
      ['All users', ['subject', 'lifetime', 'scopes', 'options', 'description']],
    ] as const) {
      const way = row === 'bob' ? ['All users', row] : [row];
      const fields = await fieldsOf(registry, ...way);
      const values = { scopes: (byId(fields, 'scopes') as ChoiceField).initial?.() ?? [] };
      assert.deepEqual(values, { scopes: ['user'] });
      assert.deepEqual(
        fields.filter(({ when }) => when?.(values) ?? true).map(({ id }) => id),
        asked,
      );
    }
  });

  it('issues for the user of the row', async () => {
    const registry = bench.registry();
    const values = { ...plain, scopes: ['user'] };
    for (const way of [['All users', 'bob'], ['My tokens']] as const) {
      const outcome = await run(registry, 'issue', await walk(registry, ...way), values);
      assert.equal(outcome.issued?.record.subject, way.length === 2 ? 'bob' : 'ada');
    }
  });

  it('offers admins users, groups and projects of the platform', async () => {
    const fields = await fieldsOf(bench.registry(), 'All users');
    const subject = byId(fields, 'subject');
    assert.ok(subject.type === 'text');
    assert.equal(subject.normalize?.(' Bob '), 'bob');
    assert.equal(subject.check?.('eve', {})?.severity, 'warning');
    assert.equal(subject.check('nobody', {})?.severity, 'warning');
    const groups = byId(fields, 'groups') as ChoiceField;
    assert.deepEqual(
      (await groups.choices({}, never)).map(({ value }) => value),
      ['ops,night', 'readers', 'release-managers', 'team a'],
    );
    const roles = byId(fields, 'roles') as ChoiceField;
    assert.deepEqual(
      (await roles.choices({ roleProject: 'web' }, never)).map(({ value }) => value),
      ['Developer', 'Release Manager'],
    );
  });

  it('lets names be typed where the platform has no projects', async () => {
    bench.jfrog.settings.projects = false;
    const fields = await fieldsOf(bench.registry(), 'My tokens');
    assert.equal(byId(fields, 'roleProject').type, 'text');
    bench.jfrog.settings.projects = true;
  });

  it('offers to make short tokens revocable, and a circle of trust only for them', async () => {
    const fields = await fieldsOf(bench.registry(), 'My tokens');
    assert.deepEqual(await optionsFor(fields, String(6 * hour)), [
      'refreshable',
      'reference',
      'audience',
      'project',
    ]);
    assert.deepEqual(await optionsFor(fields, String(6 * hour - 1)), [
      'refreshable',
      'reference',
      'force',
      'circle',
      'audience',
      'project',
    ]);
    const options = byId(fields, 'options') as ChoiceField;
    assert.equal(options.check?.(['circle', 'force'], {})?.severity, 'error');
    assert.equal(options.check(['circle'], {}), undefined);
  });

  it('says what a lifetime means', async () => {
    const fields = await fieldsOf(bench.registry(), 'My tokens');
    const lifetime = byId(fields, 'lifetime');
    assert.ok(lifetime.type === 'lifetime');
    const detail = (text: string) => {
      const parsed = lifetime.parse(text);
      return 'value' in parsed ? (parsed.detail ?? '') : parsed.message;
    };
    assert.match(detail('2h'), /^Under 3 hours/);
    assert.match(detail('3h'), /^Under 6 hours/);
    assert.equal(detail('6h'), '');
    assert.match(detail('never'), /^Never ends/);
    assert.equal(detail('366d'), 'Longer than a year.');
    const consequence = async (values: FormValues) =>
      (await consequenceOf(bench.registry(), 'issue', row, values))?.message;
    const row = await walk(bench.registry(), 'My tokens');
    assert.equal(await consequence(plain), undefined);
    assert.equal(
      await consequence({ ...plain, lifetime: 'never' }),
      'Issue a token that never ends?',
    );
    assert.equal(
      await consequence({ ...plain, lifetime: String(hour) }),
      'Issue a token that cannot be revoked?',
    );
    assert.equal(
      await consequence({ ...plain, lifetime: String(hour), options: ['force'] }),
      undefined,
    );
  });

  it('gives back the token with its companions', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'All users', 'bob');
    const outcome = await run(registry, 'issue', row, {
      ...plain,
      subject: 'bob',
      scopes: ['user'],
      options: ['refreshable', 'reference'],
      description: 'laptop 2',
    });
    const { issued } = outcome;
    assert.ok(issued);
    assert.equal(outcome.message, 'A token of bob was issued.');
    assert.equal(issued.record.label, 'laptop 2');
    assert.equal(issued.record.subject, 'bob');
    assert.deepEqual(issued.record.path.slice(0, 2), ['users', 'user:bob']);
    assert.match(issued.secrets.refresh?.reveal() ?? '', /^[0-9a-f-]{36}$/);
    assert.match(issued.secrets.reference?.reveal() ?? '', /^cmVmdGtu.{56}$/);
    const token = await walk(registry, 'All users', 'bob', 'laptop 2');
    assert.equal(token.token?.id, issued.record.id);
    assert.deepEqual(token.lifetime, issued.record.lifetime);
  });

  it('puts groups into one part, quoted', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    const outcome = await run(registry, 'issue', row, {
      ...plain,
      subject: 'nobody',
      scopes: ['groups', 'system'],
      groups: ['team a', 'ops,night'],
      systemAreas: ['metrics'],
      systemActions: 'r',
    });
    assert.deepEqual(outcome.issued?.record.scope, [
      'applied-permissions/groups:"team a","ops,night"',
      'system:metrics:r',
    ]);
  });

  it('keeps a token under three hours as a row of this machine alone', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    const values = { ...plain, subject: 'ada', scopes: ['user'], description: 'short' };
    const short = await run(registry, 'issue', row, { ...values, lifetime: String(3 * hour - 1) });
    assert.equal(short.issued?.record.unlisted, true);
    const long = await run(registry, 'issue', row, { ...values, lifetime: String(3 * hour) });
    assert.equal(long.issued?.record.unlisted, undefined);
    await walk(registry, 'My tokens', 'short');
  });

  for (const neverAsZero of [false, true]) {
    it(`knows a token that never ends by expires_in ${neverAsZero ? '0' : 'left out'}`, async () => {
      bench.jfrog.settings.neverAsZero = neverAsZero;
      const registry = bench.registry();
      const row = await walk(registry, 'My tokens');
      const values = { ...plain, subject: 'ada', scopes: ['user'], lifetime: 'never' };
      const outcome = await run(registry, 'issue', row, values);
      assert.deepEqual(outcome.issued?.record.lifetime, { kind: 'never' });
      bench.jfrog.settings.neverAsZero = false;
    });
  }

  it('bears with unknown fields, an audience that is a list, and no content type', async () => {
    Object.assign(bench.jfrog.settings, {
      unknownFields: true,
      audienceAsArray: true,
      noContentType: true,
    });
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    const outcome = await run(registry, 'issue', row, {
      ...plain,
      subject: 'ada',
      scopes: ['user'],
    });
    assert.equal(outcome.issued?.record.subject, 'ada');
    Object.assign(bench.jfrog.settings, {
      unknownFields: false,
      audienceAsArray: false,
      noContentType: false,
    });
  });

  it('tells when the server gave less than was asked', async () => {
    bench.jfrog.settings.allowRefreshable = false;
    const registry = bench.registry(bench.jfrog.tokens.user);
    const row = await walk(registry, 'My tokens');
    const outcome = await run(registry, 'issue', row, { ...plain, options: ['refreshable'] });
    assert.match(outcome.message, /does not allow refreshable tokens/);
    bench.jfrog.settings.allowRefreshable = true;
  });

  it('explains refusals', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    const disabled = { ...plain, subject: 'eve', scopes: ['user'] };
    const error = await failure(run(registry, 'issue', row, disabled), 'invalid-input');
    assert.match(error.message, /eve does not exist or is disabled/);
    bench.jfrog.settings.maxExpiry = hour;
    const bob = bench.registry(bench.jfrog.tokens.user);
    const own = await walk(bob, 'My tokens');
    const tooLong = await failure(run(bob, 'issue', own, plain), 'forbidden');
    assert.match(tooLong.message, /a longer life than its administrator permits/);
    bench.jfrog.settings.maxExpiry = 0;
  });

  it('looks for a token whose answer was lost, and is sent once', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'My tokens');
    const values = { ...plain, subject: 'ada', scopes: ['user'], description: 'lost' };
    bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
    const count = bench.jfrog.world.tokens.size;
    const error = await failure(run(registry, 'issue', row, values), 'lost-answer');
    assert.equal(bench.jfrog.world.tokens.size, count + 1);
    const outcome = await look(error);
    assert.match(outcome.message, /^The token was issued, but its secret is lost\. Revoke it/);
    bench.jfrog.faults.add({ kind: 'cut', method: 'POST' });
    const other = run(registry, 'issue', row, { ...values, description: 'never sent' });
    assert.equal(
      (await look(await failure(other, 'lost-answer'))).message,
      'The server lists no such token, so it was not issued, unless this server lists only tokens that live longer.',
    );
  });

  it('does not take another token for one whose answer was lost', async () => {
    const { registry, vault } = bench.window();
    const row = await walk(registry, 'My tokens');
    const values = { ...plain, subject: 'ada', scopes: ['user'], description: 'alike' };
    await vault.tokens.settle(await run(registry, 'issue', row, values));
    bench.jfrog.world.issue({ username: 'ada', description: 'alike' });
    bench.jfrog.faults.add({ kind: 'cut', method: 'POST' });
    const lost = { ...values, options: ['refreshable'] };
    const error = await failure(run(registry, 'issue', row, lost), 'lost-answer');
    assert.equal((await look(error)).message, 'The token was not issued.');
  });
});
