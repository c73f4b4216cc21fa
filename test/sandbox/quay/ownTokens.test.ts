import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Answer } from '../client.ts';
import { ACME, e1, NOW, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const APP_TOKENS = '/api/v1/user/apptoken';
const C120 = /^[A-Z0-9]{120}$/;

interface AppTokenItem {
  readonly uuid: string;
  readonly title: string;
  readonly token_code?: string;
}

describe("Quay: the user's own tokens", () => {
  let quay: Harness;
  let origin: string;
  before(async () => {
    quay = await startHarness();
    origin = quay.sandbox.quay.url;
  });
  after(() => quay.sandbox.close());

  const create = async (title: string): Promise<AppTokenItem> => {
    const answer = await quay.call('POST', APP_TOKENS, { json: { title } });
    assert.equal(answer.status, 200);
    return (answer.json() as { token: AppTokenItem }).token;
  };

  it('row 34: the list, expired ones included until they are swept', async () => {
    const answer = await quay.call('GET', APP_TOKENS);
    assert.equal(answer.status, 200);
    const { tokens, only_expiring: flag } = answer.json() as {
      tokens: AppTokenItem[];
      only_expiring: unknown;
    };
    assert.equal(flag, null);
    const [laptop] = tokens;
    assert.deepEqual(laptop, {
      uuid: laptop?.uuid,
      title: 'laptop',
      last_accessed: null,
      created: 'Wed, 08 Jan 2025 19:32:48 -0000',
      expiration: null,
    });
    assert.deepEqual(
      tokens.map(({ title }) => title),
      ['laptop', 'old desktop', 'workshop'],
    );
    const expiring = await quay.call('GET', `${APP_TOKENS}?expiring=true`);
    const soon = expiring.json() as { tokens: AppTokenItem[]; only_expiring: unknown };
    assert.equal(soon.only_expiring, true);
    assert.deepEqual(
      soon.tokens.map(({ title }) => title),
      ['workshop'],
    );
  });

  it('row 35: one is created, under a title that may be taken', async () => {
    const token = await create('laptop');
    assert.match(token.token_code ?? '', C120);
    assert.deepEqual(Object.keys(token), [
      'uuid',
      'title',
      'last_accessed',
      'created',
      'expiration',
      'token_code',
    ]);
    const untitled = await quay.call('POST', APP_TOKENS, { json: {} });
    assert.equal(untitled.status, 400);
    assert.equal((untitled.json() as Record<string, unknown>)['error_type'], 'invalid_request');
  });

  it('row 35: the server decides about the life', async () => {
    quay.sandbox.quay.settings.appTokenLifetime = 3600;
    const token = (await create('hour')) as AppTokenItem & { expiration: string };
    quay.sandbox.quay.settings.appTokenLifetime = null;
    assert.equal(Date.parse(token.expiration), NOW + 3_600_000);
  });

  it('row 36: the secret can be read again; revoked, it is gone', async () => {
    const token = await create('again');
    const path = `${APP_TOKENS}/${token.uuid}`;
    const read = await quay.call('GET', path);
    assert.equal(read.status, 200);
    assert.deepEqual((read.json() as { token: AppTokenItem }).token, token);
    assert.equal((await quay.call('DELETE', path)).status, 204);
    for (const method of ['GET', 'DELETE']) {
      const gone = await quay.call(method, path);
      assert.equal(gone.status, 404);
      assert.deepEqual(gone.json(), e1(origin, 'not_found', 404, 'Not Found'));
    }
  });

  it('row 36: an expired one is listed but not read', async () => {
    const old = [...quay.sandbox.quay.world.appTokens.values()].find(
      ({ title }) => title === 'old desktop',
    );
    assert.equal((await quay.call('GET', `${APP_TOKENS}/${old?.uuid ?? ''}`)).status, 404);
  });

  it('row 36: with the feature off the routes are gone', async () => {
    quay.sandbox.quay.settings.appSpecificTokens = false;
    const read = await quay.call('GET', APP_TOKENS);
    const write = await quay.call('POST', APP_TOKENS, { json: { title: 'x' } });
    quay.sandbox.quay.settings.appSpecificTokens = true;
    assert.deepEqual([read.status, write.status], [308, 405]);
    assert.equal(read.headers.location, `${quay.sandbox.quay.url}${APP_TOKENS}/`);
    assert.match(read.headers['content-type'] ?? '', /^text\/html/);
    assert.match(write.headers['content-type'] ?? '', /^text\/html/);
  });

  it('row 36: a stale session must sign in again', async () => {
    await using other = await startHarness();
    const password = other.sandbox.quay.world.users.get('dana')?.password;
    const opened = await other.bare('GET', '/csrf_token');
    const cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { csrf_token: csrf } = opened.json() as { csrf_token: string };
    const signedIn = await other.bare('POST', '/api/v1/signin', {
      json: { username: 'dana', password },
      headers: { Cookie: cookie, 'X-CSRF-Token': csrf },
    });
    assert.deepEqual(signedIn.json(), { success: true });
    const headers = {
      Cookie: cookie,
      'X-CSRF-Token': String(signedIn.headers['x-next-csrf-token']),
    };
    const post = (): ReturnType<Harness['bare']> =>
      other.bare('POST', APP_TOKENS, { json: { title: 'session' }, headers });
    assert.equal((await post()).status, 200);
    other.sandbox.clock.advance(10 * 60_000 + 1);
    const stale = await post();
    assert.equal(stale.status, 401);
    assert.deepEqual(
      stale.json(),
      e1(other.sandbox.quay.url, 'fresh_login_required', 401, 'Requires fresh login'),
    );
    const noCsrf = await other.bare('POST', APP_TOKENS, {
      json: { title: 'session' },
      headers: { Cookie: cookie },
    });
    assert.match(noCsrf.text, /\(authorized: user dana\)/);
  });

  it('row 37: OAuth applications, with their secrets', async () => {
    const answer = await quay.call('GET', `${ACME}/applications`);
    assert.equal(answer.status, 200);
    const { applications } = answer.json() as { applications: Record<string, unknown>[] };
    const { client_id: id, client_secret: secret, ...rest } = applications[0] ?? {};
    assert.match(String(id), /^[A-Z0-9]{20}$/);
    assert.match(String(secret), /^[A-Z0-9]{40}$/);
    assert.deepEqual(rest, {
      name: 'vscode',
      description: '',
      application_uri: '',
      redirect_uri: '',
      avatar_email: null,
    });
  });

  it('row 37: an application is created, changed and deleted', async () => {
    const created = await quay.call('POST', `${ACME}/applications`, { json: { name: 'tmp' } });
    assert.equal(created.status, 200);
    const { client_id: id } = created.json() as { client_id: string };
    const change = (json: object): Promise<Answer> =>
      quay.call('PUT', `${ACME}/applications/${id}`, { json });
    assert.equal((await change({ name: 'tmp', description: 'new' })).status, 400);
    const uris = { redirect_uri: '', application_uri: '' };
    const changed = await change({ name: 'tmp', description: 'new', ...uris });
    assert.match(changed.text, /"description":"new"/);
    assert.equal((await quay.call('DELETE', `${ACME}/applications/${id}`)).status, 204);
    assert.equal((await quay.call('GET', `${ACME}/applications/${id}`)).status, 404);
  });

  it('rows 38 and 39: API tokens are minted, used, paged and revoked', async () => {
    const application = await quay.call('POST', `${ACME}/applications`, { json: { name: 'p' } });
    const { client_id: id } = application.json() as { client_id: string };
    const path = `${ACME}/applications/${id}/tokens`;
    const minted = await quay.call('POST', path, {
      json: { name: ' ext ', scope: 'org:admin user:admin', expiration: 2_592_000 },
    });
    assert.equal(minted.status, 200);
    const { token, uuid, ...rest } = minted.json() as { token: string; uuid: string };
    assert.match(token, /^[A-Za-z0-9]{40}$/);
    assert.deepEqual(rest, {
      name: 'ext',
      scope: 'org:admin user:admin',
      expires_at: '2026-09-20T10:00:00Z',
      created: '2026-08-21T10:00:00Z',
      created_by: 'dana',
      last_accessed: null,
    });
    assert.equal((await quay.bare('GET', '/api/v1/user/', { bearer: token })).status, 200);

    for (let index = 0; index < 50; index += 1) {
      await quay.call('POST', path, { json: { name: `n${index}`, scope: 'org:admin' } });
    }
    interface Page {
      tokens: Record<string, unknown>[];
      next_page?: string;
    }
    const first = (await quay.call('GET', path)).json() as Page;
    assert.equal(first.tokens.length, 50);
    assert.equal(first.tokens[0]?.['name'], 'n49');
    assert.ok(first.tokens.every((item) => !('token' in item)));
    assert.ok(first.next_page);
    const query = new URLSearchParams({ next_page: first.next_page });
    const last = (await quay.call('GET', `${path}?${query.toString()}`)).json() as Page;
    assert.deepEqual(
      last.tokens.map(({ name }) => name),
      ['ext'],
    );
    assert.equal('next_page' in last, false);

    assert.equal((await quay.call('DELETE', `${path}/${uuid}`)).status, 204);
    assert.equal((await quay.call('DELETE', `${path}/${uuid}`)).status, 404);
    assert.equal((await quay.bare('GET', '/api/v1/user/', { bearer: token })).status, 401);
  });

  it('row 38: what minting refuses', async () => {
    const list = await quay.call('GET', `${ACME}/applications`);
    const { applications } = list.json() as { applications: { client_id: string }[] };
    const path = `${ACME}/applications/${applications[0]?.client_id ?? ''}/tokens`;
    const mint = (json: unknown): ReturnType<Harness['call']> => quay.call('POST', path, { json });
    const bad = await mint({ name: 'x', scope: 'org:owner' });
    assert.equal(bad.status, 400);
    assert.deepEqual(bad.json(), { message: 'Invalid scope: org:owner' });
    const beyond = await mint({ name: 'x', scope: 'repo:read' });
    assert.equal(beyond.status, 403);
    assert.deepEqual(beyond.json(), e1(origin, 'insufficient_scope', 403, 'Unauthorized'));
    quay.sandbox.quay.settings.applicationTokenLimit = 1;
    const full = await mint({ name: 'x', scope: 'org:admin' });
    quay.sandbox.quay.settings.applicationTokenLimit = null;
    assert.match(full.text, /Token limit reached: maximum 1 non-expired tokens/);
  });

  it('row 38: before 3.18 there is no such route', async () => {
    quay.sandbox.quay.settings.version = '3.17.2';
    const answer = await quay.call('POST', `${ACME}/applications/x/tokens`, { json: {} });
    quay.sandbox.quay.settings.version = '3.18.0';
    assert.equal(answer.status, 405);
    assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
  });
});
