import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '../client.ts';
import type { Answer, Call } from '../client.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const path = '/artifactory/api/security/token';

interface Made {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
  readonly scope: string;
  readonly token_type: string;
}

const encoded = (form: Readonly<Record<string, string>>): Call => ({
  body: new URLSearchParams(form).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
});

describe('the legacy token API of the sandbox’s JFrog', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness({ jfrog: { settings: { version: '7.20.0' } } });
  });
  after(() => harness[Symbol.asyncDispose]());
  const jfrog = () => harness.sandbox.jfrog;
  const basic = (name: string) => `${name}:${jfrog().world.users.get(name)?.password ?? ''}`;
  const call = (method: string, where: string, options: Call): Promise<Answer> =>
    send(`${jfrog().url}${where}`, { ca: harness.sandbox.authority.pem, ...options, method });
  const create = (name: string, form: Readonly<Record<string, string>>): Promise<Answer> =>
    call('POST', path, { basic: basic(name), ...encoded(form) });
  const made = (answer: Answer): Made => {
    assert.equal(answer.status, 200, answer.text);
    return answer.json() as Made;
  };
  const revoke = (name: string, form: Readonly<Record<string, string>>): Promise<Answer> =>
    call('POST', `${path}/revoke`, { basic: basic(name), ...encoded(form) });

  it('is all that an old release has', async () => {
    const bearer = jfrog().world.jwt(jfrog().tokens.admin);
    for (const [method, where] of [
      ['GET', '/access/api/v1/tokens'],
      ['GET', '/access/api/v1/tokens/me'],
      ['POST', '/access/api/v1/tokens'],
    ] as const) {
      assert.equal((await call(method, where, { bearer })).status, 404, where);
    }
    const version = await call('GET', '/artifactory/api/system/version', { bearer });
    assert.match(version.text, /"7\.20\.0"/);
  });

  it('makes tokens that Access does not take', async () => {
    const { access_token: bearer } = made(await create('ada', { username: 'ada' }));
    const refused = await call('GET', '/access/api/v1/cert/root', { bearer });
    assert.equal(refused.status, 401);
    assert.match(refused.text, /Invalid token, audience/);
    assert.equal((await call('GET', path, { bearer })).status, 200);
  });

  it('tells no id, and ends a life that nobody chose after an hour', async () => {
    const token = made(await create('ada', { username: 'bob' }));
    assert.deepEqual(Object.keys(token), ['access_token', 'expires_in', 'scope', 'token_type']);
    assert.equal(token.expires_in, 3600);
    assert.equal(token.scope, 'api:* member-of-groups:*');
  });

  it('holds users to themselves, their groups and an hour', async () => {
    const groups = 'member-of-groups:"team a",readers';
    made(await create('bob', { username: 'bob', expires_in: '3600', scope: groups }));
    for (const [form, reason] of [
      [{ username: 'ada' }, /for self/],
      [{ username: 'bob', expires_in: '0' }, /larger than 0 and smaller than 3600 seconds/],
      [{ username: 'bob', expires_in: '3601' }, /\(requested: 3601\)/],
      [{ username: 'bob', scope: 'member-of-groups:release-managers' }, /own groups/],
      [{ username: 'bob', scope: `${jfrog().world.artifactoryId}:admin` }, /without admin/],
    ] as const) {
      const { status, text } = await create('bob', form);
      assert.equal(status, 400);
      assert.match(text, /^\{"error":"invalid_request","error_description":"/);
      assert.match(text, reason);
    }
  });

  it('lists everybody’s tokens for admins, and nobody’s for others', async () => {
    const { tokens } = (await call('GET', path, { basic: basic('ada') })).json() as {
      readonly tokens: readonly Readonly<Record<string, unknown>>[];
    };
    assert.ok(tokens.length > 4);
    assert.deepEqual(Object.keys(tokens[0] ?? {}).sort(), [
      'expiry',
      'issued_at',
      'issuer',
      'refreshable',
      'subject',
      'token_id',
    ]);
    assert.equal((await call('GET', path, { basic: basic('bob') })).status, 403);
    assert.equal((await call('GET', path, { basic: 'bob:wrong' })).status, 401);
  });

  it('refreshes a pair once, whoever asks', async () => {
    const old = made(await create('ada', { username: 'ada', refreshable: 'true' }));
    const form = {
      grant_type: 'refresh_token',
      access_token: old.access_token,
      refresh_token: old.refresh_token ?? '',
    };
    const renewed = made(await call('POST', path, encoded(form)));
    assert.notEqual(renewed.refresh_token, old.refresh_token);
    const again = await call('POST', path, encoded(form));
    assert.equal(again.status, 400);
    assert.equal((await call('GET', path, { bearer: old.access_token })).status, 401);
  });

  it('revokes by id and by text, and answers 200 for one that is not there', async () => {
    const { access_token: token } = made(await create('bob', { username: 'bob' }));
    assert.equal((await revoke('svc/ci', { token })).status, 403);
    assert.deepEqual(await status(revoke('bob', { token })), [200, 'Token revoked']);
    assert.deepEqual(await status(revoke('bob', { token })), [200, 'Token not found']);
    const { id } = jfrog().tokens.user;
    assert.deepEqual(await status(revoke('ada', { token_id: id })), [200, 'Token revoked']);
    assert.deepEqual(await status(revoke('ada', { token_id: id })), [200, 'Token not found']);
  });

  it('tells the instance and the directory to admins alone', async () => {
    const admin = await call('GET', '/artifactory/api/system/service_id', { basic: basic('ada') });
    assert.deepEqual([admin.status, admin.text], [200, jfrog().world.artifactoryId]);
    for (const where of ['system/service_id', 'security/users', 'security/groups']) {
      const answer = await call('GET', `/artifactory/api/${where}`, { basic: basic('bob') });
      assert.equal(answer.status, 403, where);
      assert.match(answer.text, /"status":403/);
    }
  });

  const status = async (answer: Promise<Answer>) => {
    const { status: code, text } = await answer;
    return [code, text];
  };
});
