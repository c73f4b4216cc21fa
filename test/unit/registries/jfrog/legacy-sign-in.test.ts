import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { ChoiceField } from '../../../../src/registries/contract/form.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { startPasswordLogin } from '../../../../src/registries/jfrog/connect/password-login.ts';
import { failure } from '../../failure.ts';
import { collect } from '../collect.ts';
import { OldBench, version } from './legacy-support.ts';
import { never } from './support.ts';

describe('signing in to a JFrog before 7.21.1', () => {
  let old: OldBench;
  before(async () => {
    old = await OldBench.start();
  });
  after(() => old[Symbol.asyncDispose]());

  it('takes user and password, which are sent to Artifactory alone', async () => {
    old.bench.requests();
    const connected = await jfrogAdapter.connect(old.byPassword('ada'), never);
    assert.equal(connected.userName, 'ada');
    assert.match(connected.remarks.join(' '), /^JFrog 7\.20\.0 is older than 7\.21\.1/);
    assert.deepEqual(old.bench.requests(), [
      'GET /artifactory/api/system/version',
      'GET /artifactory/api/system/service_id',
    ]);
  });

  it('takes a token of its own, which never goes to Access', async () => {
    old.bench.requests();
    const registry = old.open(old.tokenOf('bob'));
    const rows = await collect(registry.roots(never));
    assert.deepEqual(
      rows.map(({ label, description, can }) => [label, description, can]),
      [['My tokens', 'bob', ['issue', 'revokeValue']]],
    );
    const error = await failure(
      registry.keys?.(never) ?? Promise.reject(new Error()),
      'unsupported',
    );
    assert.match(error.message, /works for Artifactory alone/);
    assert.deepEqual(
      old.bench.requests().filter((request) => request.includes('/access/')),
      [],
    );
  });

  it('takes a token of the Access service, which has no token API yet', async () => {
    const text = old.bench.jwt(old.bench.jfrog.world.issue({ username: 'ada', legacy: false }));
    const { userName, remarks } = await jfrogAdapter.connect(old.bench.connection(text), never);
    assert.equal(userName, 'ada');
    assert.match(remarks.join(' '), /older than 7\.21\.1/);
  });

  it('sends a password or token that is refused once', async () => {
    const { tokens } = old.bench.jfrog;
    old.bench.requests();
    const wrong = old.byPassword('ada', 'not this one');
    for (const connection of [wrong, old.bench.connection(tokens.expired)]) {
      await failure(jfrogAdapter.connect(connection, never), 'not-authorized');
      assert.equal(old.bench.requests().length, 1);
    }
    const registry = old.open(wrong);
    const error = await failure(collect(registry.roots(never)), 'sign-in-expired');
    assert.match(error.message, /user name or password is wrong/);
    await failure(collect(registry.roots(never)), 'sign-in-expired');
    assert.equal(old.bench.requests().length, 1);
  });

  it('asks before it keeps the password that it cannot exchange', async () => {
    const entered = {
      method: 'password',
      url: old.bench.jfrog.url,
      user: 'Bob',
      password: new Secret(old.passwordOf('bob')),
    };
    const given = await startPasswordLogin(old.bench.connection(), entered).finished(never);
    assert.equal(given['older'], version);
    const values = { ...entered, ...given };
    assert.deepEqual(jfrogAdapter.signIn(values), {});
    const field = jfrogAdapter.connectFields().find(({ id }) => id === 'keep') as ChoiceField;
    assert.equal(field.when?.(entered), false);
    assert.equal(field.when(values), true);
    const [choice] = await field.choices(values, never);
    assert.match(choice?.detail ?? '', /secret storage/);
    const signIn = jfrogAdapter.signIn({ ...values, keep: choice?.value ?? '' });
    assert.deepEqual(Object.keys(signIn), ['password']);
    const account = { ...old.bench.account, ...jfrogAdapter.draft(values) };
    const { userName } = await jfrogAdapter.connect(
      { ...old.bench.connection(signIn), account },
      never,
    );
    assert.equal(userName, 'bob');
  });

  it('sends a wrong password once when a token is asked for', async () => {
    old.bench.requests();
    const entered = { user: 'bob', password: new Secret('wrong') };
    const attempt = startPasswordLogin(old.bench.connection(), entered).finished(never);
    await failure(attempt, 'sign-in-expired');
    assert.equal(old.bench.requests().length, 1);
  });

  it('is over when the server has become a new one', async () => {
    old.bench.jfrog.settings.version = '7.111.9';
    const kept = jfrogAdapter.connect(old.byPassword('ada'), never);
    assert.match((await failure(kept, 'not-authorized')).message, /is now JFrog 7\.111\.9/);
    const former = old.bench.jfrog.world.issue({ username: 'bob', legacy: true });
    const byToken = jfrogAdapter.connect(old.bench.connection(former), never);
    assert.match((await failure(byToken, 'not-authorized')).message, /works for Artifactory alone/);
    old.bench.jfrog.settings.version = version;
  });
});
