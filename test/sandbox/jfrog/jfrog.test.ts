import assert from 'node:assert/strict';
import { X509Certificate, createHash, verify } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { send } from '../client.ts';
import type { Answer, Call } from '../client.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const tokens = '/access/api/v1/tokens';

describe('the JFrog of the sandbox', () => {
  let harness: Harness;
  before(async () => {
    harness = await startHarness();
  });
  after(() => harness[Symbol.asyncDispose]());
  const jfrog = () => harness.sandbox.jfrog;
  const ada = () => jfrog().world.jwt(jfrog().tokens.admin);
  const call = (method: string, path: string, options: Call = {}): Promise<Answer> =>
    send(`${jfrog().url}${path}`, {
      ca: harness.sandbox.authority.pem,
      ...('basic' in options ? {} : { bearer: ada() }),
      ...options,
      method,
    });

  it('answers pings with any credential', async () => {
    for (const bearer of ['nonsense', ada()]) {
      const { status, text } = await call('GET', '/access/api/v1/system/ping', { bearer });
      assert.deepEqual([status, text], [200, 'OK']);
    }
  });

  it('names its key after the certificate, whose key signs its tokens', async () => {
    const { text } = await call('GET', '/access/api/v1/cert/root');
    const der = Buffer.from(text, 'base64');
    const [header = '', payload = '', signature = ''] = ada().split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    assert.equal(kid, createHash('sha256').update(der).digest('base64url'));
    const { publicKey } = new X509Certificate(der);
    const signed = Buffer.from(`${header}.${payload}`);
    assert.ok(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url')));
  });

  it('stores user names in lower case, answers 200 and takes a refresh token once', async () => {
    const json = { username: 'Bob', expires_in: 86_400, refreshable: true };
    const answer = await call('POST', tokens, { json });
    assert.equal(answer.status, 200);
    const made = answer.json() as Readonly<
      Record<'token_id' | 'access_token' | 'refresh_token', string>
    >;
    assert.equal(jfrog().world.tokens.get(made.token_id)?.username, 'bob');
    const refresh = { grant_type: 'refresh_token', refresh_token: made.refresh_token };
    const bearer = made.access_token;
    const answers = await Promise.all(
      [1, 2].map(() => call('POST', tokens, { json: refresh, bearer })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404]);
  });

  it('lists from three hours on and revokes from six', async () => {
    for (const [lifetime, listed, revoked] of [
      [10_799, 404, 400],
      [10_800, 200, 400],
      [21_599, 200, 400],
      [21_600, 200, 200],
    ] as const) {
      const made = await call('POST', tokens, { json: { expires_in: lifetime } });
      const { token_id: id } = made.json() as { readonly token_id: string };
      assert.equal((await call('GET', `${tokens}/${id}`)).status, listed, `${lifetime} s`);
      assert.equal((await call('DELETE', `${tokens}/${id}`)).status, revoked, `${lifetime} s`);
    }
  });

  it('lets Docker in under the token’s own name alone, and names null without the rewrite', async () => {
    const path = '/artifactory/api/docker/null/v2/token';
    assert.equal((await call('GET', path, { basic: `ada:${ada()}` })).status, 200);
    assert.match((await call('GET', path, { basic: `bob:${ada()}` })).text, /Wrong username/);
    jfrog().settings.dockerRewrite = false;
    const { status, text } = await call('GET', path, { basic: `ada:${ada()}` });
    assert.equal(status, 400);
    assert.match(text, /repository request for 'null'/);
    jfrog().settings.dockerRewrite = true;
  });
});
