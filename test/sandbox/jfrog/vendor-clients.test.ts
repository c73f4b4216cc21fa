import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { send } from '../client.ts';
import type { Answer, Call } from '../client.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const tokens = '/access/api/v1/tokens';

/** What the vendor's own programs ask for (docs/registries/jfrog.md §9). */
describe('the JFrog of the sandbox, as the vendor’s programs use it', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  after(() => harness[Symbol.asyncDispose]());
  beforeEach(() => Object.assign(jfrog().settings, DEFAULT_SETTINGS));
  const jfrog = () => harness.sandbox.jfrog;
  const userOf = (name: string) => {
    const user = jfrog().world.users.get(name);
    assert.ok(user);
    return user;
  };
  const bearerOf = (username: string, scope = 'applied-permissions/user') =>
    jfrog().world.jwt(jfrog().world.issue({ username, scope, lifetime: 86_400 }));
  const call = (method: string, path: string, options: Call = {}): Promise<Answer> =>
    send(`${jfrog().url}${path}`, { ca: harness.sandbox.authority.pem, ...options, method });

  for (const [refreshesEnded, status] of [
    [true, 200],
    [false, 401],
  ] as const) {
    it(`refreshes with the own ended token: ${status} where that is ${refreshesEnded ? '' : 'not '}allowed`, async () => {
      jfrog().settings.refreshesEnded = refreshesEnded;
      const { world } = jfrog();
      const ended = world.issue({
        username: 'bob',
        lifetime: 3600,
        issuedAt: world.seconds - 7200,
        refreshable: true,
      });
      const json = { grant_type: 'refresh_token', refresh_token: ended.refresh };
      const answer = await call('POST', tokens, { json, bearer: world.jwt(ended) });
      assert.equal(answer.status, status);
      if (status === 401) assert.match(answer.text, /Invalid token, expired/);
    });
  }

  it('takes forms with every member', async () => {
    const form = new URLSearchParams({
      username: 'bob',
      expires_in: '3600',
      refreshable: 'true',
      include_reference_token: 'true',
    });
    const answer = await call('POST', tokens, {
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      bearer: bearerOf('ada'),
    });
    assert.equal(answer.status, 200);
    const made = answer.json() as Readonly<Record<string, unknown>>;
    assert.equal(made['expires_in'], 3600);
    assert.equal(typeof made['refresh_token'], 'string');
    assert.equal(typeof made['reference_token'], 'string');
  });

  it('lets people narrow their own tokens, and not widen them', async () => {
    const create = async (scope: string, own?: string) =>
      (await call('POST', tokens, { json: { scope }, bearer: bearerOf('bob', own) })).status;
    assert.equal(await create('applied-permissions/groups:"team a"'), 200);
    assert.equal(await create('applied-permissions/groups:"team a",readers'), 200);
    assert.equal(await create('applied-permissions/groups:release-managers'), 403);
    assert.equal(await create('applied-permissions/admin'), 403);
    const two = 'applied-permissions/groups:readers artifact:libs/:r';
    assert.equal(await create('artifact:libs/:r', two), 200);
    assert.equal(await create('applied-permissions/user', two), 403);
  });

  it('lets a token of a name that no user has issue none', async () => {
    const bearer = bearerOf('nobody', 'applied-permissions/groups:readers');
    const json = { scope: 'applied-permissions/groups:readers' };
    assert.equal((await call('POST', tokens, { json, bearer })).status, 403);
  });

  it('filters by scope', async () => {
    const list = async (scope: string) => {
      const path = `${tokens}?scope=${encodeURIComponent(scope)}`;
      const answer = await call('GET', path, { bearer: bearerOf('admin') });
      const { tokens: found } = answer.json() as { tokens: { scope: string }[] };
      return new Set(found.map((token) => token.scope));
    };
    assert.deepEqual(await list('system:*'), new Set(['system:metrics:r']));
    assert.deepEqual(await list('*metrics:r'), new Set(['system:metrics:r']));
    assert.deepEqual(await list('metrics'), new Set());
  });

  it('exchanges an issuer’s token without a sign-in', async () => {
    const idToken = (aud: string) =>
      ['e30', Buffer.from(JSON.stringify({ aud, sub: 'main' })).toString('base64url'), 'x'].join(
        '.',
      );
    const exchange = (aud: string) =>
      call('POST', '/access/api/v1/oidc/token', {
        json: {
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
          subject_token: idToken(aud),
          provider_name: 'gh',
        },
      });
    const answer = await exchange(jfrog().url);
    assert.equal(answer.status, 200);
    assert.equal((answer.json() as { expires_in: number }).expires_in, 600);
    const refused = await exchange('elsewhere');
    assert.equal(refused.status, 400);
    assert.match(refused.text, /Invalid audience/);
  });

  it('encrypts a password, takes that form in Artifactory, and refuses it in Access', async () => {
    const bob = userOf('bob');
    const basic = `bob:${bob.password}`;
    const { text } = await call('GET', '/artifactory/api/security/encryptedPassword', { basic });
    const stored = `bob:${text}`;
    const version = await call('GET', '/artifactory/api/system/version', { basic: stored });
    assert.equal(version.status, 200);
    assert.equal((await call('POST', tokens, { json: {}, basic: stored })).status, 401);
    assert.equal((await call('POST', tokens, { json: {}, basic })).status, 200);
    const usage = await call('POST', '/artifactory/api/system/usage', { json: {}, basic: stored });
    assert.equal(usage.status, 200);
  });

  it('tells a token for other services of itself from 7.68 on', async () => {
    const { world, settings } = jfrog();
    const bearer = world.jwt(
      world.issue({ username: 'bob', audience: 'jfrt@*', lifetime: 86_400 }),
    );
    assert.equal((await call('GET', `${tokens}/me`, { bearer })).status, 200);
    settings.version = '7.67.0';
    assert.equal((await call('GET', `${tokens}/me`, { bearer })).status, 401);
  });
});
