import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type {
  ChoiceField,
  Field,
  LifetimeField,
} from '../../../../src/registries/contract/form.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { failure } from '../../failure.ts';
import { consequenceOf } from '../consequence.ts';
import { issue, OldBench } from './legacy-support.ts';
import { look, never, run, walk } from './support.ts';

describe('issuing with a JFrog before 7.21.1', () => {
  let old: OldBench;
  before(async () => {
    old = await OldBench.start();
  });
  after(() => old[Symbol.asyncDispose]());

  const fieldsOf = async (registry: Registry, label: string): Promise<readonly Field[]> => {
    const form = await registry.actions.issue?.form?.(await walk(registry, label), never);
    assert.ok(form);
    return form.fields;
  };

  it('offers users their own groups and an hour, and nothing that the server lacks', async () => {
    const fields = await fieldsOf(old.open(old.byPassword('bob')), 'My tokens');
    assert.deepEqual(
      fields.map(({ id }) => id),
      ['lifetime', 'scopes', 'groups', 'options', 'audience'],
    );
    const [lifetime, scopes, groups] = fields;
    assert.ok(scopes?.type === 'choice' && groups?.type === 'text');
    assert.deepEqual(
      (await scopes.choices({}, never)).map(({ value }) => value),
      ['user', 'groups'],
    );
    const { presets, parse } = lifetime as LifetimeField;
    assert.deepEqual(
      presets.map(({ value }) => value),
      ['3600', '1800', '600'],
    );
    for (const text of ['2h', 'never']) {
      const read = parse(text);
      assert.match(('detail' in read && read.detail) || '', /only admins/, text);
    }
    assert.deepEqual(parse('60m'), { value: '3600' });
  });

  it('offers admins users, groups and the scope of admins', async () => {
    const fields = await fieldsOf(old.ofAda(), 'All users');
    const subject = fields.find(({ id }) => id === 'subject');
    assert.ok(subject?.type === 'text');
    assert.equal(subject.check?.('nobody', {})?.severity, 'warning');
    const groups = fields.find(({ id }) => id === 'groups') as ChoiceField;
    assert.deepEqual(
      (await groups.choices({}, never)).map(({ value }) => value),
      ['ops,night', 'readers', 'release-managers', 'team a'],
    );
    const options = fields.find(({ id }) => id === 'options') as ChoiceField;
    assert.deepEqual(
      (await options.choices({ lifetime: '3600' }, never)).map(({ value }) => value),
      ['refreshable', 'audience'],
    );
  });

  it('has the id out of the token, and says what it may do', async () => {
    const registry = old.ofAda();
    const row = await walk(registry, 'My tokens');
    const outcome = await run(registry, 'issue', row, {
      ...issue,
      subject: 'svc/ci',
      scopes: ['groups', 'admin'],
      groups: ['team a', 'readers'],
      lifetime: 'never',
      options: ['refreshable'],
    });
    const { record, secrets } = outcome.issued ?? assert.fail();
    const made = old.bench.jfrog.world.tokens.get(record.id.split(':').at(-1) ?? '');
    assert.ok(made);
    assert.deepEqual(record.lifetime, { kind: 'never' });
    assert.deepEqual(record.scope, [
      'api:*',
      'member-of-groups:"team a",readers',
      `${old.bench.jfrog.world.artifactoryId}:admin`,
    ]);
    assert.equal(record.loginName, 'svc/ci');
    assert.ok(secrets.refresh);
    const consequence = async (lifetime: string) =>
      (await consequenceOf(registry, 'issue', row, { lifetime }))?.message;
    assert.equal(await consequence('60'), undefined);
    assert.match((await consequence('never')) ?? '', /never ends/);
  });

  it('leaves the limit for users to the server, and explains it', async () => {
    old.bench.jfrog.settings.nonAdminMaxExpiry = 1200;
    const registry = old.open(old.byPassword('bob'));
    const attempt = run(registry, 'issue', await walk(registry, 'My tokens'), issue);
    const error = await failure(attempt, 'invalid-input');
    assert.match(error.message, /only admins issue tokens for longer than 20 minutes, or forever/);
    old.bench.jfrog.settings.nonAdminMaxExpiry = 3600;
  });

  it('looks when the answer was lost, as far as anybody may', async () => {
    const registry = old.ofAda();
    const row = await walk(registry, 'My tokens');
    old.bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
    const error = await failure(run(registry, 'issue', row, issue), 'lost-answer');
    assert.match((await look(error)).message, /its secret is lost/);
    const user = old.open(old.byPassword('bob'));
    const mine = await walk(user, 'My tokens');
    old.bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
    const lost = await failure(run(user, 'issue', mine, issue), 'lost-answer');
    assert.match((await failure(look(lost), 'forbidden')).message, /to admins only/);
  });
});
