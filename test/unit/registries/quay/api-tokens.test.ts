import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { DEFAULT_SETTINGS } from '../../../sandbox/quay/settings.ts';
import { collect } from '../collect.ts';
import { consequenceOf } from '../consequence.ts';
import { failure } from '../../failure.ts';
import { saved } from './saved.ts';
import { Bench, look, never, run, walk } from './support.ts';

const application = ['API tokens', 'acme-platform', 'vscode'] as const;
const month: FormValues = { name: 'laptop', scope: ['user:admin'], lifetime: '2592000' };

describe('API tokens', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ manyDrpUsers: 0 });
  });
  after(() => bench[Symbol.asyncDispose]());
  afterEach(() => {
    bench.quay.faults.clear();
    Object.assign(bench.quay.settings, DEFAULT_SETTINGS);
  });

  const everything = () => bench.registry(bench.quay.tokens.everything);
  const below = async (registry: Registry, ...labels: readonly string[]) =>
    collect(registry.children(await walk(registry, ...labels), never));
  const changes = () => bench.requests().filter((request) => !request.startsWith('GET'));
  const clientId = () => bench.quay.tokens.full.clientId;

  it('stand below applications, with whose each is', async () => {
    const { world, tokens } = bench.quay;
    const robot = { user: 'erin', clientId: clientId(), name: 'of erin' };
    const token = world.addApiToken({ ...robot, scopes: ['repo:read'] });
    token.lastAccessed = Date.UTC(2026, 7, 3, 8);
    const registry = everything();
    bench.requests();
    const rows = await below(registry, ...application);
    const [first] = rows;
    assert.deepEqual(
      [first?.label, first?.description, first?.token?.scope, first?.lifetime],
      ['of erin', 'erin · used 2026-08-03', ['repo:read'], { kind: 'until', at: token.expiresAt }],
    );
    assert.equal(rows.length, 8, 'expired ones are not listed');
    assert.deepEqual(first?.can, ['revoke']);
    const nameless = rows.find(({ path }) => path.at(-1) === `api-token:${tokens.full.uuid}`);
    assert.equal(nameless?.label, tokens.full.uuid.slice(0, 8));
    assert.equal(nameless.description, 'dana · no use recorded');
    assert.equal(nameless.token?.label, tokens.full.uuid);
    // What the tooltip says of any token is not said twice.
    assert.deepEqual(
      nameless.details?.map(({ label }) => label),
      ['Last used', 'Id'],
    );
    assert.equal(bench.requests().filter((request) => request.includes('discovery')).length, 1);
    world.apiTokens.delete(token.secret);
  });

  it('come fifty at a time', async () => {
    const { world } = bench.quay;
    const organization = world.organizations.get('acme-platform');
    assert(organization);
    const many = world.addApplication(organization, 'many');
    for (let index = 0; index < 120; index += 1) {
      const name = `token-${index}`;
      world.addApiToken({ user: 'dana', clientId: many.clientId, name, scopes: ['repo:read'] });
    }
    const registry = everything();
    const row = await walk(registry, 'API tokens', 'acme-platform', 'many');
    bench.requests();
    const lengths: number[] = [];
    for await (const page of registry.children(row, never)) lengths.push(page.length);
    assert.deepEqual(lengths, [50, 50, 20]);
    for (const { clientId: of, secret } of world.apiTokens.values()) {
      if (of === many.clientId) world.apiTokens.delete(secret);
    }
    organization.applications.delete(many.clientId);
  });

  it('are issued with name, scopes and lifetime, and kept', async () => {
    const registry = everything();
    const row = await walk(registry, ...application);
    const { message, issued } = await run(registry, 'issueApiToken', row, month);
    assert.equal(message, 'The API token “laptop” was issued. It acts as dana.');
    const [token] = [...bench.quay.world.apiTokens.values()].slice(-1);
    assert(token && issued);
    assert.equal(issued.secrets.token.reveal(), token.secret);
    assert.deepEqual(
      [issued.record.loginName, issued.record.scope, issued.record.lifetime],
      ['$oauthtoken', ['user:admin'], { kind: 'until', at: token.expiresAt }],
    );
    const { state } = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(state, 'accepted');
  });

  it('give on no scope that the account’s own lacks', async () => {
    const registry = bench.registry(bench.quay.tokens.full);
    const row = await walk(registry, ...application);
    const wanted = { ...month, scope: ['repo:admin'] };
    const error = await failure(run(registry, 'issueApiToken', row, wanted), 'forbidden');
    assert.match(error.message, /only with scopes that the API token of this account has itself/);
  });

  it('whose answer was lost are found, but not their secret', async () => {
    const registry = everything();
    const row = await walk(registry, ...application);
    const values = { ...month, name: 'lost' };
    bench.quay.faults.add({ kind: 'cut-after', method: 'POST' });
    const lost = await failure(run(registry, 'issueApiToken', row, values), 'lost-answer');
    assert.match((await look(lost)).message, /its secret was in the answer that was lost/);
    bench.quay.faults.add({ kind: 'cut', method: 'POST' });
    const other = { ...month, name: 'never' };
    const unsent = await failure(run(registry, 'issueApiToken', row, other), 'lost-answer');
    assert.equal((await look(unsent)).message, 'The API token “never” was not issued.');
  });

  it('are revoked after it was said that one may be the sign-in', async () => {
    const registry = everything();
    const { world } = bench.quay;
    const own = { user: 'dana', clientId: clientId(), name: 'old' };
    world.addApiToken({ ...own, scopes: ['repo:read'] });
    world.addApiToken({ ...own, user: 'erin', name: 'foreign', scopes: ['repo:read'] });
    const old = await walk(registry, ...application, 'old');
    const foreign = await walk(registry, ...application, 'foreign');
    assert.match(
      (await consequenceOf(registry, 'revoke', old))?.detail ?? '',
      /does not say which API token that is/,
    );
    assert.doesNotMatch((await consequenceOf(registry, 'revoke', foreign))?.detail ?? '', /sign/);
    const together = await registry.actions.revoke?.consequence?.([old, foreign], {}, never);
    assert.equal(together?.message, 'Revoke 2 tokens?');
    assert.match(together.detail, /may sign in with one of them: the registry does not say/);
    const { ended, message } = await run(registry, 'revoke', old);
    assert.equal(message, 'The API token “old” was revoked.');
    assert.deepEqual(ended, [old.token?.id]);
    await run(registry, 'revoke', foreign);
    const rows = await below(registry, ...application);
    assert.ok(!rows.some(({ label }) => label === 'old' || label === 'foreign'));
    const gone = await failure(run(registry, 'revoke', old), 'not-found');
    assert.match(gone.message, /That API token no longer exists/);
  });

  it('that were granted are listed and taken back', async () => {
    const registry = everything();
    const { world } = bench.quay;
    const token = world.addApiToken({
      user: 'dana',
      clientId: clientId(),
      scopes: ['repo:create'],
    });
    const rows = await below(registry, 'API tokens', 'Granted by you');
    const row = rows.find(({ path }) => path.at(-1) === `authorization:${token.uuid}`);
    assert(row);
    assert.deepEqual([row.label, row.description], ['acme-platform: vscode', 'repo:create']);
    bench.quay.faults.add({ kind: 'cut-after', method: 'DELETE' });
    const lost = await failure(run(registry, 'revoke', row), 'lost-answer');
    const done = await look(lost);
    assert.equal(done.message, 'The API token “acme-platform: vscode” was revoked.');
    assert.equal(world.apiTokens.has(token.secret), false);
  });

  it('are not listed by servers before 3.18, which say so', async () => {
    bench.quay.settings.version = '3.17.2';
    const rows = await below(everything(), 'API tokens');
    assert.deepEqual(
      rows.map(({ label, type }) => [label, type]),
      [
        ['Granted by you', 'group'],
        ['Applications of organizations', 'note'],
      ],
    );
    assert.match(rows[1]?.description ?? '', /came with Quay 3\.18\.$/);
  });

  it('are for admins with org:admin, and how to get that is said', async () => {
    const rows = await below(bench.registry(bench.quay.tokens.userAdmin), 'API tokens');
    const note = rows.find(({ type }) => type === 'note');
    const wanted = /one of its admins .* scope org:admin\. .*Applications → .* → Generate Token\.$/;
    assert.match(note?.description ?? '', wanted);
    assert.equal(note?.blocked?.renewSignIn, note?.description);
    const row = await walk(everything(), 'API tokens', 'acme-platform');
    const registry = bench.registry(bench.quay.tokens.userAdmin);
    const error = await failure(collect(registry.children(row, never)), 'forbidden');
    assert.match(error.message, wanted);
  });

  describe('as the account’s own sign-in', () => {
    it('are renewed, tried and kept before the former one is revoked', async () => {
      const { registry, connection, vault, reopen } = await saved(bench);
      const row = await walk(registry, ...application);
      const first = await registry.actions.renewSignIn?.form?.(row, never);
      assert.deepEqual(
        first?.fields.map(({ id }) => id),
        ['name', 'scope', 'lifetime'],
      );
      const scope = ['user:admin', 'org:admin'];
      const { message } = await run(registry, 'renewSignIn', row, { ...month, scope });
      assert.match(message, /signs in with the API token “laptop” from now on\. The former one/);
      const renewed = (await connection.signIn())['token'];
      const [newest] = [...bench.quay.world.apiTokens.values()].slice(-1);
      assert.equal(renewed?.reveal(), newest?.secret);

      const rows = await below(reopen(), ...application);
      const own = rows.find(({ description }) => description === 'the sign-in of this account');
      assert.deepEqual([own?.label, own?.can], ['laptop', ['renewSignIn', 'revoke']]);
      assert(own?.token);
      assert.equal(vault.tokens.get(own.token.id)?.label, 'laptop');
      const said = await consequenceOf(registry, 'revoke', own);
      assert.match(said?.detail ?? '', /This account signs in with it/);

      const again = await registry.actions.renewSignIn?.form?.(own, never);
      assert.deepEqual(
        again?.fields.map(({ id }) => id),
        ['name', 'lifetime', 'former'],
      );
      bench.requests();
      const values = { name: 'next', lifetime: '2592000', former: 'revoke' };
      const next = await run(registry, 'renewSignIn', own, values);
      assert.match(next.message, /“next” from now on; the former one was revoked\.$/);
      assert.deepEqual(next.ended, [own.token.id]);
      const sent = changes();
      assert.equal(sent.length, 2);
      assert.match(sent[0] ?? '', /^POST .*\/tokens$/);
      assert.match(sent[1] ?? '', new RegExp(`^DELETE .*/tokens/${newest?.uuid}$`));
      const { signInEnded } = await run(
        registry,
        'revoke',
        await walk(registry, ...application, 'next'),
      );
      assert.equal(signInEnded, true);
    });

    it('stay as they are when the new one does not do', async () => {
      const { registry, connection, vault } = await saved(bench);
      const row = await walk(registry, ...application);
      const { token: before } = await connection.signIn();
      assert(before);
      bench.quay.faults.add({ kind: 'status', status: 500, method: 'GET', path: '/api/v1/user/' });
      const values = { ...month, scope: ['user:admin', 'org:admin'] };
      const { message } = await run(registry, 'renewSignIn', row, values);
      assert.match(message, /was issued and is kept, but the account signs in as before: .*500/);
      assert.ok((await connection.signIn())['token']?.equals(before));
      assert.ok(vault.tokens.list().some(({ label }) => label === month['name']));
    });

    it('stay as they are when a scope of the new one is not answered', async () => {
      const { registry, connection } = await saved(bench);
      const row = await walk(registry, ...application);
      const { token: before } = await connection.signIn();
      assert(before);
      const answered = { username: 'dana', organizations: [{ name: 'acme-platform' }] };
      const path = '/api/v1/user/';
      bench.quay.faults.add({ kind: 'refusal', status: 200, method: 'GET', path, body: answered });
      const values = { ...month, scope: ['user:admin', 'org:admin'] };
      const { message } = await run(registry, 'renewSignIn', row, values);
      assert.match(message, /is kept, but the account signs in as before: It lacks user:admin\.$/);
      assert.ok((await connection.signIn())['token']?.equals(before));
    });

    it('are not lost with a machine that stores nothing', async () => {
      const { registry, connection, secrets } = await saved(bench);
      const row = await walk(registry, ...application);
      const { token: before } = await connection.signIn();
      assert(before);
      const scope = ['user:admin', 'org:admin'];
      bench.requests();
      secrets.fails = 'store';
      const { message, issued } = await run(registry, 'renewSignIn', row, { ...month, scope });
      assert.match(message, /was issued, but this machine did not store it at once: the account/);
      assert(issued);
      assert.ok(bench.quay.world.apiTokens.has(issued.secrets.token.reveal()));
      assert.equal(changes().length, 1);
      assert.ok((await connection.signIn())['token']?.equals(before));
    });

    it('are kept where they cannot be stored as the sign-in, which is said', async () => {
      const { registry, secrets, vault } = await saved(bench);
      const row = await walk(registry, ...application);
      const path = '/api/v1/user/';
      const trial = bench.quay.faults.add({ kind: 'slow', method: 'GET', path });
      const scope = ['user:admin', 'org:admin'];
      const renewing = run(registry, 'renewSignIn', row, { ...month, scope });
      await trial.reached;
      secrets.fails = 'store';
      trial.release();
      const { message } = await renewing;
      assert.match(message, /is kept, but storing it as the sign-in failed: the account may sign/);
      assert.ok(vault.tokens.list().some(({ label }) => label === month['name']));
    });

    it('are left where they cannot be revoked, which is said', async () => {
      const { registry } = await saved(bench);
      const row = await walk(registry, ...application);
      const scope = ['user:admin', 'org:admin'];
      await run(registry, 'renewSignIn', row, { ...month, name: 'one', scope });
      bench.quay.faults.add({ kind: 'status', status: 503, method: 'DELETE' });
      const values = { name: 'two', lifetime: '2592000', former: 'revoke' };
      const { message, ended } = await run(registry, 'renewSignIn', row, values);
      assert.match(message, /“two” from now on\. The former one was not revoked, or not for cert/);
      assert.equal(ended, undefined);
    });
  });
});
