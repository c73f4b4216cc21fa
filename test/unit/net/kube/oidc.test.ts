import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { parseYaml } from '../../../../src/net/kube/kubeconfig/yaml.ts';
import { systemClock } from '../../../sandbox/clock.ts';
import { startOidc, type OidcIssuer, type RefreshGrant } from '../../../sandbox/oidc.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';
import { failure } from '../../failure.ts';

const here = { ...target, context: 'test' };
const client = { id: 'kubernetes:cli', secret: 's3cret/ü&=' };

for (const transport of transports) {
  describe(`an OIDC sign-in of a kubeconfig, by ${transport}`, () => {
    let bench: KubeBench;
    let issuer: OidcIssuer;
    before(async () => {
      bench = await KubeBench.start();
      issuer = await startIssuer(bench);
    });
    after(async () => {
      await issuer.close();
      await bench[Symbol.asyncDispose]();
    });
    beforeEach(() => {
      bench.reset();
      issuer.grants.clear();
    });

    const run = (kubeconfig: string) =>
      bench.open({ kubeconfig, transport }).run(here, accountList, never);
    const asked = () =>
      bench.recorder.requests.filter(({ server }) => server === 'oidc').map(({ url }) => url);

    it('is used as long as it lasts', async () => {
      assert.equal(exitCode(await run(await write(bench, issuer, 600))), 0);
      assert.deepEqual(asked(), []);
    });

    it('is renewed when it has ended, once, and kept for kubectl and the next start', async () => {
      grant(bench, issuer);
      const file = await write(bench, issuer, -60);
      const kubernetes = bench.open({ kubeconfig: file, transport });
      assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
      assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
      assert.equal(exitCode(await run(file)), 0);
      assert.equal(asked().filter((url) => url === '/token').length, 1);
      assert.equal(new Set(bench.rok.kube.acted.map(({ user }) => user)).size, 1);
      const config = await kept(file);
      assert.equal(config['refresh-token'], 'refresh-1~');
      assert.ok(bench.rok.kube.users.has(config['id-token'] ?? ''));
    });

    it('says that the issuer refuses, by its code and never in its words', async () => {
      const { message } = await failure(run(await write(bench, issuer, -60)), 'sign-in-expired');
      assert.match(message, /OIDC sign-in of the context “test”.* refuses \(invalid_grant\)/);
      assert.doesNotMatch(message, /is not known|refresh-1/);
    });

    it('says that nothing is there to renew it with', async () => {
      const file = await write(bench, issuer, -60, { 'refresh-token': undefined });
      const { message } = await failure(run(file), 'sign-in-expired');
      assert.match(message, /OIDC sign-in of the context “test”/);
      assert.deepEqual(asked(), []);
    });
  });
}

describe('an OIDC sign-in that we renew', () => {
  let bench: KubeBench;
  let issuer: OidcIssuer;
  before(async () => {
    bench = await KubeBench.start();
    issuer = await startIssuer(bench);
  });
  after(async () => {
    await issuer.close();
    await bench[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    bench.reset();
    issuer.grants.clear();
  });
  const run = (kubeconfig: string) => bench.open({ kubeconfig }).run(here, accountList, never);

  it('may be that of a public client', async () => {
    grant(bench, issuer, { client: { id: client.id } });
    const file = await write(bench, issuer, -60, { 'client-secret': undefined });
    assert.equal(exitCode(await run(file)), 0);
  });

  it('is renewed once for all who wait, and not given up with one of them', async () => {
    grant(bench, issuer);
    const kubernetes = bench.open({ kubeconfig: await write(bench, issuer, -60) });
    const abort = new AbortController();
    const given = kubernetes.run(here, accountList, abort.signal);
    const others = [1, 2].map(() => kubernetes.run(here, accountList, never));
    abort.abort();
    await failure(given, 'cancelled');
    assert.deepEqual((await Promise.all(others)).map(exitCode), [0, 0]);
    assert.equal(bench.recorder.requests.filter(({ url }) => url === '/token').length, 1);
  });

  it('changes nothing else in the kubeconfig', async () => {
    grant(bench, issuer);
    const json = await readFile(await write(bench, issuer, -60), 'utf8');
    const file = join(bench.directory, 'commented');
    await writeFile(file, `# mine\n${json}# and mine\n`, { mode: 0o640 });
    const link = join(bench.directory, 'linked');
    await symlink(file, link);
    assert.equal(exitCode(await run(link)), 0);
    const { 'id-token': idToken = '' } = await kept(file);
    const { 'id-token': former = '' } = await kept(join(bench.directory, 'oidc'));
    const expected = json.replace(former, idToken).replace('refresh-1', 'refresh-1~');
    assert.equal(await readFile(file, 'utf8'), `# mine\n${expected}# and mine\n`);
    assert.equal((await stat(file)).mode & 0o777, 0o640);
    assert.equal((await lstat(link)).isSymbolicLink(), true);
    const left = (await readdir(bench.directory)).filter((name) => /lock|renewed/.test(name));
    assert.deepEqual(left, []);
  });

  it('is not renewed where it could not be kept: the refresh token may be good only once', async () => {
    grant(bench, issuer);
    const json = await readFile(await write(bench, issuer, -60), 'utf8');
    const file = join(bench.directory, 'escaped');
    await writeFile(file, json.replace('"refresh-1"', '"refresh\\u002d1"'));
    const { message } = await failure(run(file), 'sign-in-expired');
    assert.ok(message.includes(`could not be written to ${file}. Run any command of kubectl`));
    assert.deepEqual([...issuer.grants.keys()], ['refresh-1']);
  });

  it('is not spent while somebody else is writing the kubeconfig, nor after a program that died', async () => {
    grant(bench, issuer);
    const file = await write(bench, issuer, -60);
    const before = await readFile(file, 'utf8');
    await writeFile(`${file}.lock`, '');
    const { message, repair } = await failure(run(file), 'sign-in-expired');
    assert.ok(message.includes(`${file}.lock cannot be made, or belongs to another program`));
    assert.equal(repair, 'retry');
    assert.deepEqual([...issuer.grants.keys()], ['refresh-1']);
    assert.equal(await readFile(file, 'utf8'), before);
    await rm(`${file}.lock`);
    assert.equal(exitCode(await run(file)), 0);
  });

  it('is spent by one of several windows, and taken over by the others', async () => {
    grant(bench, issuer);
    const file = await write(bench, issuer, -60);
    const windows = [1, 2, 3].map(() => bench.open({ kubeconfig: file }));
    const results = await Promise.all(
      windows.map((window) => window.run(here, accountList, never)),
    );
    assert.deepEqual(results.map(exitCode), [0, 0, 0]);
    assert.equal(bench.recorder.requests.filter(({ url }) => url === '/token').length, 1);
    assert.deepEqual([...issuer.grants.keys()], ['refresh-1~']);
  });

  it('is not spent again when its answer was lost, before kubectl has renewed it', async () => {
    for (const kind of ['cut-after', 'truncated-json', 'status'] as const) {
      grant(bench, issuer);
      issuer.faults.add({ kind, path: '/token', status: 504 });
      const file = await write(bench, issuer, -60);
      await assert.rejects(run(file));
      // As another window, or this one after it was started again.
      const { message } = await failure(run(file), 'sign-in-expired');
      assert.match(message, /was sent the refresh token before, and what it gave is not here/);
      assert.equal(bench.recorder.requests.filter(({ url }) => url === '/token').length, 1);
      // kubectl, where the issuer takes the same refresh token again.
      grant(bench, issuer);
      assert.equal(exitCode(await run(await write(bench, issuer, -60))), 0);
      bench.recorder.clear();
    }
  });

  it('is spent again when it was certainly not used, or is good for another time', async () => {
    grant(bench, issuer);
    const file = await write(bench, issuer, -60);
    for (const status of [400, 429]) {
      issuer.faults.add({ kind: 'refusal', path: '/token', status });
      await failure(run(file), 'sign-in-expired');
    }
    assert.equal(exitCode(await run(file)), 0);
  });

  it('says that the issuer cannot be reached, or is not trusted', async () => {
    const gone = await write(bench, issuer, -60, { 'idp-issuer-url': 'https://127.0.0.1:1' });
    assert.match((await failure(run(gone), 'unreachable')).message, /could not be renewed: 127\.0/);
    const foreign = (await Authority.create('Elsewhere')).pem;
    const untrusted = await write(bench, issuer, -60, {
      'idp-certificate-authority-data': Buffer.from(foreign).toString('base64'),
    });
    assert.match((await failure(run(untrusted), 'unreachable')).message, /not trusted/);
  });

  it('says that other auth-providers are gone', async () => {
    const user = { 'auth-provider': { name: 'gcp', config: {} } };
    const { message } = await failure(run(await bench.kubeconfig('gcp', { user })), 'unsupported');
    assert.match(message, /use a credential plugin instead/);
  });
});

async function startIssuer({ authority, recorder }: KubeBench): Promise<OidcIssuer> {
  const leaf = await authority.issue({ names: ['127.0.0.1'] });
  return startOidc({ leaf, clock: systemClock(), recorder });
}

/** A refresh token that is good once, and whose ID tokens the cluster takes. */
function grant({ rok }: KubeBench, issuer: OidcIssuer, more: Partial<RefreshGrant> = {}): void {
  issuer.grants.set('refresh-1', {
    client,
    claims: { sub: 'jane', aud: client.id },
    onIssue: (idToken) => void rok.kube.users.set(idToken, 'jane'),
    ...more,
  });
}

/** A kubeconfig whose ID token ends after so many seconds. */
async function write(
  bench: KubeBench,
  issuer: OidcIssuer,
  lifetime: number,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const claims = { sub: 'jane', aud: client.id, lifetime };
  const idToken = await issuer.mint({ ...claims, jti: randomUUID() });
  if (lifetime > 0) bench.rok.kube.users.set(idToken, 'jane');
  const config = {
    'idp-issuer-url': issuer.issuer,
    'idp-certificate-authority-data': Buffer.from(bench.authority.pem).toString('base64'),
    'client-id': client.id,
    'client-secret': client.secret,
    'id-token': idToken,
    'refresh-token': 'refresh-1',
    ...changes,
  };
  return bench.kubeconfig('oidc', { user: { 'auth-provider': { name: 'oidc', config } } });
}

/** What the only user of a kubeconfig has now. */
async function kept(file: string): Promise<Readonly<Record<string, string>>> {
  const { users } = parseYaml(await readFile(file, 'utf8')) as {
    users: [{ user: { 'auth-provider': { config: Record<string, string> } } }];
  };
  return users[0].user['auth-provider'].config;
}
