import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { Connection } from '../../../../src/registries/connection.ts';
import type {
  ChoiceField,
  Field,
  FormValues,
  LifetimeField,
} from '../../../../src/registries/form.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { startPasswordLogin } from '../../../../src/registries/jfrog/connect/password-login.ts';
import { openJfrog } from '../../../../src/registries/jfrog/registry.ts';
import type { Registry } from '../../../../src/registries/registry.ts';
import { Bench, look, never, run, walk, type JfrogWindow } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

const version = '7.20.0';
const issue: FormValues = { scopes: ['user'], lifetime: '3600', options: [] };

describe('a JFrog before 7.21.1', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ jfrog: { settings: { version } } });
  });
  after(() => bench[Symbol.asyncDispose]());

  /** A connection of an account that has kept user and password. */
  const byPassword = (user: string, text = passwordOf(user)): Connection => {
    const connection = bench.connection({ password: new Secret(text) });
    return { ...connection, account: { ...connection.account, userName: user } };
  };
  const passwordOf = (user: string): string => bench.jfrog.world.users.get(user)?.password ?? '';
  const tokenOf = (username: string): string =>
    bench.jwt(bench.jfrog.world.issue({ username, lifetime: 86_400 }));
  const open = (connection: Connection | string): Registry =>
    openJfrog(
      typeof connection === 'string' ? bench.connection(connection) : connection,
      bench.timer,
    );
  const ofAda = (): Registry => open(byPassword('ada'));
  const fieldsOf = async (registry: Registry, label: string): Promise<readonly Field[]> => {
    const form = await registry.operations.issue?.form?.(await walk(registry, label), never);
    assert.ok(form);
    return form.fields;
  };
  /** Issues as a window does: what came is kept, and the list is read again. */
  const keep = async ({ registry, vault }: JfrogWindow, values: FormValues) => {
    const outcome = await run(registry, 'issue', await walk(registry, 'My tokens'), values);
    assert.ok(outcome.issued);
    await vault.tokens.settle(outcome);
    return outcome.issued;
  };

  describe('signing in', () => {
    it('takes user and password, which are sent to Artifactory alone', async () => {
      bench.requests();
      const connected = await jfrogAdapter.connect(byPassword('ada'), never);
      assert.equal(connected.userName, 'ada');
      assert.match(connected.remarks.join(' '), /^JFrog 7\.20\.0 is older than 7\.21\.1/);
      assert.deepEqual(bench.requests(), [
        'GET /artifactory/api/system/version',
        'GET /artifactory/api/system/service_id',
      ]);
    });

    it('takes a token of its own, which never goes to Access', async () => {
      bench.requests();
      const registry = open(tokenOf('bob'));
      const rows = await collect(registry.roots(never));
      assert.deepEqual(
        rows.map(({ label, description, can }) => [label, description, can]),
        [['My tokens', 'bob', ['issue', 'revokeValue']]],
      );
      const error = await failure(
        registry.keys?.(never) ?? Promise.reject(new Error()),
        'unsupported',
      );
      assert.match(error.message, /good for Artifactory alone/);
      assert.deepEqual(
        bench.requests().filter((request) => request.includes('/access/')),
        [],
      );
    });

    it('takes a token of the Access service, which has no token API yet', async () => {
      const text = bench.jwt(bench.jfrog.world.issue({ username: 'ada', legacy: false }));
      const { userName, remarks } = await jfrogAdapter.connect(bench.connection(text), never);
      assert.equal(userName, 'ada');
      assert.match(remarks.join(' '), /older than 7\.21\.1/);
    });

    it('sends a password or token that is refused once', async () => {
      const { tokens } = bench.jfrog;
      bench.requests();
      const wrong = byPassword('ada', 'not this one');
      for (const connection of [wrong, bench.connection(tokens.expired)]) {
        await failure(jfrogAdapter.connect(connection, never), 'not-authorized');
        assert.equal(bench.requests().length, 1);
      }
      const registry = open(wrong);
      const error = await failure(collect(registry.roots(never)), 'sign-in-expired');
      assert.match(error.message, /user name or password is wrong/);
      await failure(collect(registry.roots(never)), 'sign-in-expired');
      assert.equal(bench.requests().length, 1);
    });

    it('asks before it keeps the password that it cannot exchange', async () => {
      const entered = {
        method: 'password',
        url: bench.jfrog.url,
        user: 'Bob',
        password: new Secret(passwordOf('bob')),
      };
      const given = await startPasswordLogin(bench.connection(), entered).finished(never);
      assert.equal(given['older'], version);
      const values = { ...entered, ...given };
      assert.deepEqual(jfrogAdapter.signIn(values), {});
      const field = jfrogAdapter.connectFields.find(({ id }) => id === 'keep') as ChoiceField;
      assert.equal(field.when?.(entered), false);
      assert.equal(field.when(values), true);
      const [choice] = await field.choices(values, never);
      assert.match(choice?.detail ?? '', /secret storage/);
      const signIn = jfrogAdapter.signIn({ ...values, keep: choice?.value ?? '' });
      assert.deepEqual(Object.keys(signIn), ['password']);
      const account = { ...bench.account, ...jfrogAdapter.draft(values) };
      const { userName } = await jfrogAdapter.connect(
        { ...bench.connection(signIn), account },
        never,
      );
      assert.equal(userName, 'bob');
    });

    it('sends a wrong password once when a token is asked for', async () => {
      bench.requests();
      const entered = { user: 'bob', password: new Secret('wrong') };
      const attempt = startPasswordLogin(bench.connection(), entered).finished(never);
      await failure(attempt, 'sign-in-expired');
      assert.equal(bench.requests().length, 1);
    });

    it('is over when the server has become a new one', async () => {
      bench.jfrog.settings.version = '7.111.9';
      const kept = jfrogAdapter.connect(byPassword('ada'), never);
      assert.match((await failure(kept, 'not-authorized')).message, /is JFrog 7\.111\.9 by now/);
      const old = bench.jfrog.world.issue({ username: 'bob', legacy: true });
      const byToken = jfrogAdapter.connect(bench.connection(old), never);
      assert.match(
        (await failure(byToken, 'not-authorized')).message,
        /good for Artifactory alone/,
      );
      bench.jfrog.settings.version = version;
    });
  });

  describe('issuing', () => {
    it('offers users their own groups and an hour, and nothing that the server lacks', async () => {
      const fields = await fieldsOf(open(byPassword('bob')), 'My tokens');
      assert.deepEqual(
        fields.map(({ id }) => id),
        ['scopes', 'groups', 'lifetime', 'options', 'audience'],
      );
      const [scopes, groups, lifetime] = fields;
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
        assert.ok('severity' in read && read.message.includes('only admins'), text);
      }
      assert.ok('value' in parse('60m'));
    });

    it('offers admins users, groups and the scope of admins', async () => {
      const fields = await fieldsOf(ofAda(), 'My tokens');
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
      const registry = ofAda();
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
      const made = bench.jfrog.world.tokens.get(record.id.split(':').at(-1) ?? '');
      assert.ok(made);
      assert.deepEqual(record.lifetime, { kind: 'never' });
      assert.deepEqual(record.scope, [
        'api:*',
        'member-of-groups:"team a",readers',
        `${bench.jfrog.world.artifactoryId}:admin`,
      ]);
      assert.equal(record.loginName, 'svc/ci');
      assert.ok(secrets.refresh);
      const consequence = (lifetime: string) =>
        registry.operations.issue?.consequence?.(row, { lifetime })?.message;
      assert.equal(consequence('60'), undefined);
      assert.match(consequence('never') ?? '', /never ends/);
    });

    it('explains the limit for users when the server has another one', async () => {
      bench.jfrog.settings.nonAdminMaxExpiry = 1200;
      const registry = open(byPassword('bob'));
      const attempt = run(registry, 'issue', await walk(registry, 'My tokens'), issue);
      const error = await failure(attempt, 'invalid-input');
      assert.match(error.message, /only admins issue tokens for longer than 1200 seconds/);
      bench.jfrog.settings.nonAdminMaxExpiry = 3600;
    });

    it('looks when the answer was lost, as far as anybody may', async () => {
      const registry = ofAda();
      const row = await walk(registry, 'My tokens');
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      const error = await failure(run(registry, 'issue', row, issue), 'lost-answer');
      assert.match((await look(error)).message, /its secret is lost/);
      const user = open(byPassword('bob'));
      const mine = await walk(user, 'My tokens');
      bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
      const lost = await failure(run(user, 'issue', mine, issue), 'lost-answer');
      assert.match((await failure(look(lost), 'forbidden')).message, /to admins only/);
    });
  });

  describe('listing', () => {
    it('shows admins everybody’s tokens, by user', async () => {
      const registry = ofAda();
      const labels = (await collect(registry.roots(never))).map(({ label }) => label);
      assert.deepEqual(labels, ['My tokens', 'All users', 'Pairing tokens']);
      const pairing = await walk(registry, 'Pairing tokens');
      assert.match(pairing.blocked?.pair ?? '', /needs JFrog 7\.29\.7 or newer/);
      const users = await collect(registry.children(await walk(registry, 'All users'), never));
      const bob = users.find(({ label }) => label === 'bob');
      assert.ok(bob);
      const rows = await collect(registry.children(bob, never));
      assert.ok(rows.length > 2);
      const scope = rows[0]?.details?.find(({ label }) => label === 'Scope');
      assert.equal(scope?.value, 'this server does not tell it');
    });

    it('shows others what was issued on this machine, and says so', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record } = await keep(window, { ...issue, options: ['refreshable'] });
      assert.equal(record.unlisted, true);
      const rows = await collect(
        window.registry.children(await walk(window.registry, 'My tokens'), never),
      );
      assert.deepEqual(
        rows.map(({ type, label, can }) => [type, label, can]),
        [
          ['note', 'Issued on this machine', []],
          ['token', record.label, ['verify', 'revoke', 'refresh']],
        ],
      );
      assert.equal(rows[1]?.description, 'user · refreshable');
    });
  });

  describe('ending and renewing', () => {
    it('refreshes a pair without any sign-in beside it', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record, secrets } = await keep(window, { ...issue, options: ['refreshable'] });
      const row = await walk(window.registry, 'My tokens', record.label);
      const outcome = await run(window.registry, 'refresh', row);
      assert.ok(outcome.issued?.secrets.refresh);
      assert.deepEqual(outcome.ended, [record.id]);
      const old = bench.jfrog.key.verify(secrets.token.reveal());
      assert.equal(bench.jfrog.world.tokens.get(old?.jti ?? '')?.isRevoked, true);
      const sent = bench.sandbox.recorder.requests.findLast(({ method }) => method === 'POST');
      assert.equal(sent?.hasAuthorization, false);
    });

    it('says that a pair was spent elsewhere', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record, secrets } = await keep(window, { ...issue, options: ['refreshable'] });
      bench.jfrog.world.byRefresh.delete(secrets.refresh?.reveal() ?? '');
      const row = await walk(window.registry, 'My tokens', record.label);
      const error = await failure(run(window.registry, 'refresh', row), 'not-found');
      assert.match(error.message, /was used already/);
    });

    it('revokes by id, and tells one that was gone before', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record } = await keep(window, issue);
      const row = await walk(window.registry, 'My tokens', record.label);
      const consequence = await window.registry.operations.revoke?.consequenceOf?.([row], never);
      assert.doesNotMatch(consequence?.detail ?? '', /6 hours/);
      assert.match((await run(window.registry, 'revoke', row)).message, /was revoked\./);
      const again = await run(window.registry, 'revoke', row);
      assert.match(again.message, /was gone already/);
      assert.deepEqual(again.ended, [record.id]);
    });

    it('revokes by text, and tells what it does not know', async () => {
      const registry = open(tokenOf('bob'));
      const row = await walk(registry, 'My tokens');
      const value = new Secret(tokenOf('bob'));
      const { message } = await run(registry, 'revokeValue', row, { value });
      assert.match(message, /^The token [0-9a-f-]{36} was revoked\.$/);
      const again = run(registry, 'revokeValue', row, { value });
      assert.match((await failure(again, 'not-found')).message, /does not know this token/);
      const others = run(registry, 'revokeValue', row, { value: new Secret(tokenOf('ada')) });
      assert.match((await failure(others, 'forbidden')).message, /Only its owner and admins/);
    });

    it('does not take a page for a revocation', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record } = await keep(window, issue);
      const row = await walk(window.registry, 'My tokens', record.label);
      bench.jfrog.faults.add({ kind: 'login-page', method: 'POST' });
      await failure(run(window.registry, 'revoke', row), 'lost-answer');
    });
  });

  describe('verifying', () => {
    it('asks Artifactory, and says what that leaves open', async () => {
      const window = bench.window(tokenOf('bob'));
      const { record, secrets } = await keep(window, issue);
      const good = await window.registry.verify(record, secrets, never);
      assert.equal(good.state, 'accepted');
      assert.match(good.message, /more than that this server does not tell/);
      const signature = good.details[0]?.value;
      assert.ok(typeof signature === 'string');
      assert.match(signature, /^Not checked: this server tells its root/);
      await run(window.registry, 'revokeValue', await walk(window.registry, 'My tokens'), {
        value: secrets.token,
      });
      const dead = await window.registry.verify(record, secrets, never);
      assert.equal(dead.state, 'refused');
      assert.match(dead.message, /it was revoked/);
    });

    it('names the audience as the reason', async () => {
      const window = bench.window(tokenOf('bob'));
      const values = { ...issue, options: ['audience'], audience: 'jfxr@*' };
      const { record, secrets } = await keep(window, values);
      const found = await window.registry.verify(record, secrets, never);
      assert.match(found.message, /does not include Artifactory/);
    });
  });

  it('offers logins and headers, and no reference token', async () => {
    const window = bench.window(tokenOf('bob'));
    const { record, secrets } = await keep(window, issue);
    const forms = window.registry.copyForms(record).filter(({ needs }) => needs === undefined);
    assert.ok(forms.some(({ id }) => id === 'jf-config'));
    const header = forms.find(({ id }) => id === 'bearer-header')?.build(secrets) ?? '';
    assert.match(header, /^Authorization: Bearer eyJ/);
    assert.equal(record.loginName, 'bob');
    assert.equal(record.registryHost, bench.jfrog.host);
  });
});
