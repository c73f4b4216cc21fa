import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { failure } from '../../failure.ts';
import { collect } from '../collect.ts';
import { consequenceOf } from '../consequence.ts';
import { issue, keep, OldBench } from './legacy-support.ts';
import { never, run, walk } from './support.ts';

describe('the tokens of a JFrog before 7.21.1', () => {
  let old: OldBench;
  before(async () => {
    old = await OldBench.start();
  });
  after(() => old[Symbol.asyncDispose]());

  it('shows admins everybody’s tokens, by user', async () => {
    const registry = old.ofAda();
    const labels = (await collect(registry.roots(never))).map(({ label }) => label);
    assert.deepEqual(labels, ['My tokens', 'All users', 'Pairing tokens']);
    const mine = await walk(registry, 'My tokens');
    const server = mine.details?.find(({ label }) => label === 'Server')?.value;
    assert.ok(typeof server === 'string');
    assert.match(server, /no descriptions, reference tokens or projects/);
    const pairing = await walk(registry, 'Pairing tokens');
    assert.match(pairing.blocked?.['pair'] ?? '', /needs JFrog 7\.29\.7 or newer/);
    const users = await collect(registry.children(await walk(registry, 'All users'), never));
    const bob = users.find(({ label }) => label === 'bob');
    assert.ok(bob);
    const rows = await collect(registry.children(bob, never));
    assert.ok(rows.length > 2);
    const scope = rows[0]?.details?.find(({ label }) => label === 'Scope');
    assert.equal(scope?.value, 'this server does not say');
  });

  it('shows others what was issued on this machine, and says so', async () => {
    const window = old.windowOfBob();
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

  it('refreshes a pair without any sign-in beside it', async () => {
    const window = old.windowOfBob();
    const { record, secrets } = await keep(window, { ...issue, options: ['refreshable'] });
    const row = await walk(window.registry, 'My tokens', record.label);
    const outcome = await run(window.registry, 'refresh', row);
    assert.ok(outcome.issued?.secrets.refresh);
    assert.deepEqual(outcome.ended, [record.id]);
    const former = old.bench.jfrog.key.verify(secrets.token.reveal());
    assert.equal(old.bench.jfrog.world.tokens.get(former?.jti ?? '')?.isRevoked, true);
    const sent = old.bench.sandbox.recorder.requests.findLast(({ method }) => method === 'POST');
    assert.equal(sent?.hasAuthorization, false);
  });

  it('renews a sign-in that came with a refresh token, through the same API', async () => {
    const { world } = old.bench.jfrog;
    const token = world.issue({
      username: 'ada',
      lifetime: 20 * 3600,
      issuedAt: world.seconds - 19 * 3600,
      refreshable: true,
    });
    const window = old.bench.signedIn();
    const refresh = new Secret(token.refresh ?? '');
    await window.vault.addAccount(old.bench.account, {
      token: new Secret(old.bench.jwt(token)),
      refresh,
    });
    old.bench.requests();
    await collect(window.registry.roots(never));
    assert.deepEqual(
      old.bench.requests().filter((request) => request.startsWith('POST')),
      ['POST /artifactory/api/security/token'],
    );
    assert.equal(token.isRevoked, true);
  });

  it('says that a pair was spent elsewhere', async () => {
    const window = old.windowOfBob();
    const { record, secrets } = await keep(window, { ...issue, options: ['refreshable'] });
    old.bench.jfrog.world.byRefresh.delete(secrets.refresh?.reveal() ?? '');
    const row = await walk(window.registry, 'My tokens', record.label);
    const error = await failure(run(window.registry, 'refresh', row), 'not-found');
    assert.match(error.message, /was used already/);
  });

  it('revokes by id, and tells one that was gone before', async () => {
    const window = old.windowOfBob();
    const { record } = await keep(window, issue);
    const row = await walk(window.registry, 'My tokens', record.label);
    const consequence = await consequenceOf(window.registry, 'revoke', row);
    assert.doesNotMatch(consequence?.detail ?? '', /6 hours/);
    assert.match((await run(window.registry, 'revoke', row)).message, /was revoked\./);
    const again = await run(window.registry, 'revoke', row);
    assert.match(again.message, /no longer existed/);
    assert.deepEqual(again.ended, [record.id]);
  });

  it('revokes by text, and tells what it does not know', async () => {
    const registry = old.open(old.tokenOf('bob'));
    const row = await walk(registry, 'My tokens');
    const value = new Secret(old.tokenOf('bob'));
    const { message } = await run(registry, 'revokeValue', row, { value });
    assert.match(message, /^The token [0-9a-f-]{36} was revoked\.$/);
    const again = run(registry, 'revokeValue', row, { value });
    assert.match((await failure(again, 'not-found')).message, /does not know this token/);
    const others = run(registry, 'revokeValue', row, { value: new Secret(old.tokenOf('ada')) });
    assert.match((await failure(others, 'forbidden')).message, /Only its owner and admins/);
  });

  it('does not take a page for a revocation', async () => {
    const window = old.windowOfBob();
    const { record } = await keep(window, issue);
    const row = await walk(window.registry, 'My tokens', record.label);
    old.bench.jfrog.faults.add({ kind: 'login-page', method: 'POST' });
    await failure(run(window.registry, 'revoke', row), 'lost-answer');
  });

  it('asks Artifactory, and says what that leaves open', async () => {
    const window = old.windowOfBob();
    const { record, secrets } = await keep(window, issue);
    const good = await window.registry.verify(record, secrets, never);
    assert.equal(good.state, 'accepted');
    assert.match(good.message, /this server says nothing more about it/);
    const signature = good.details[0]?.value;
    assert.ok(typeof signature === 'string');
    assert.match(signature, /^Not checked: this server shows its root/);
    await run(window.registry, 'revokeValue', await walk(window.registry, 'My tokens'), {
      value: secrets.token,
    });
    const dead = await window.registry.verify(record, secrets, never);
    assert.equal(dead.state, 'refused');
    assert.match(dead.message, /it was revoked/);
  });

  it('names the audience as the reason', async () => {
    const window = old.windowOfBob();
    const values = { ...issue, options: ['audience'], audience: 'jfxr@*' };
    const { record, secrets } = await keep(window, values);
    const found = await window.registry.verify(record, secrets, never);
    assert.match(found.message, /does not include Artifactory/);
  });

  it('offers logins and headers, and no reference token', async () => {
    const window = old.windowOfBob();
    const { record, secrets } = await keep(window, issue);
    const forms = window.registry.copyForms(record).filter(({ needs }) => needs === undefined);
    assert.ok(forms.some(({ id }) => id === 'jf-config'));
    const header = forms.find(({ id }) => id === 'bearer-header')?.build(secrets) ?? '';
    assert.match(header, /^Authorization: Bearer eyJ/);
    assert.equal(record.loginName, 'bob');
    assert.equal(record.registryHost, old.bench.jfrog.host);
  });
});
