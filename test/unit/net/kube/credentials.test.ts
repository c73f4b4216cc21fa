import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { KubeSettings } from '../../../../src/net/kube/settings.ts';
import {
  certificateUser,
  pluginUser,
  printsToken,
  writeProgram,
} from '../../../sandbox/kube/kubeconfig.ts';
import { failure } from '../../failure.ts';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';

const here = { ...target, context: 'test' };

describe('the credentials of a kubeconfig', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());
  const run = async (
    name: string,
    user: Readonly<Record<string, unknown>>,
    more: Partial<KubeSettings> = {},
    cluster: Readonly<Record<string, unknown>> = {},
  ) => {
    const kubeconfig = await bench.kubeconfig(`${name}.yaml`, { user, cluster });
    return bench.open({ kubeconfig, ...more }).run(here, accountList, never);
  };

  for (const transport of transports) {
    it(`did not arrive where there is but a password, by ${transport}`, async () => {
      const user = { username: 'jane', password: 'sesame' };
      const { message } = await failure(run('nobody', user, { transport }), 'not-authorized');
      assert.match(
        message,
        /^No credentials arrived at the cluster of the context “test” \(it took/,
      );
      assert.match(message, /a user and a password, which Kubernetes no longer accepts\.$/);
    });

    it(`are missing where the user has none, by ${transport}`, async () => {
      const { message } = await failure(run('nobody', {}, { transport }), 'not-authorized');
      assert.match(message, /kubeconfig has (?:no credentials for the|none for this) user/);
    });

    it(`are no certificate without its key, by ${transport}`, async () => {
      const leaf = await bench.authority.issue({ names: ['admin'], client: true });
      const other = await bench.authority.issue({ names: ['admin'], client: true });
      const { 'client-certificate-data': data } = certificateUser(leaf);
      const alone = await failure(
        run('alone', { 'client-certificate-data': data }, { transport }),
        'invalid-input',
      );
      assert.match(alone.message, /certificate of the context “test” has no key beside it/);
      const mixed = certificateUser({ cert: leaf.cert, key: other.key });
      const { message } = await failure(run('mixed', mixed, { transport }), 'invalid-input');
      assert.match(message, /do not belong together/);
      const broken = certificateUser({ cert: leaf.cert, key: 'sesame' });
      const unread = await failure(run('broken', broken, { transport }), 'invalid-input');
      assert.match(unread.message, /cannot be read/);
      assert.doesNotMatch(unread.message, /sesame/);
      assert.deepEqual(bench.recorder.requests, []);
    });

    it(`show the page and the code that a plugin waits for, by ${transport}`, async () => {
      const mark = join(bench.directory, `entered-${transport}`);
      const program = await writeProgram(
        bench.directory,
        `device-${transport}`,
        `[ -e ${mark} ] || echo 'Open https://login.test/device and enter ABCD-1234' >&2\n` +
          `while [ ! -e ${mark} ]; do sleep 0.05; done\n${printsToken(bench.rok.kube.token)}`,
      );
      const told: string[] = [];
      const tell = (words: string) => {
        told.push(words);
        void writeFile(mark, '');
      };
      assert.equal(exitCode(await run('device', pluginUser(program), { transport, tell })), 0);
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /says: Open https:\/\/login\.test\/device and enter ABCD-1234$/);
    });
  }

  it('are wrong for a server that knows no anonymous users', async () => {
    bench.rok.kube.settings.anonymousAuth = false;
    await failure(run('nobody', {}), 'sign-in-expired');
  });

  it('are told of a gateway that keeps a token back', async () => {
    bench.rok.kube.settings.dropsAuthorization = true;
    const user = { token: bench.rok.kube.token };
    const { message } = await failure(run('kept-back', user), 'not-authorized');
    assert.match(message, /Something on the way may have taken them out\.$/);
  });

  it('are not the reason when the machine does not trust the server', async () => {
    const named = await failure(
      run('named', {}, {}, { 'tls-server-name': 'elsewhere.test' }),
      'unreachable',
    );
    assert.match(named.message, /The kubeconfig names the authority that is trusted\.$/);
    const unnamed = await failure(
      run('unnamed', {}, {}, { 'certificate-authority-data': undefined }),
      'unreachable',
    );
    assert.match(unnamed.message, /names no authority for this cluster, so those of this machine/);
  });

  describe('of a plugin', () => {
    const plugin = (name: string, status: object, more: object = {}) =>
      writeProgram(
        bench.directory,
        name,
        `printf '%s' '${JSON.stringify({
          apiVersion: 'client.authentication.k8s.io/v1',
          kind: 'ExecCredential',
          status,
          ...more,
        })}'`,
      );

    for (const [name, status, more, told] of [
      ['empty', {}, {}, /printed no credential/],
      ['empty-token', { token: '' }, {}, /printed no credential/],
      ['keyless', { token: 'x', clientCertificateData: 'x' }, {}, /a certificate without a key/],
      [
        'other-version',
        { token: 'x' },
        { apiVersion: 'client.authentication.k8s.io/v1beta1' },
        /in another version/,
      ],
      ['odd-end', { token: 'x', expirationTimestamp: 'soon' }, {}, /when its credential ends/],
      [
        'odd-pair',
        { clientCertificateData: 'x', clientKeyData: 'y' },
        {},
        /do not belong together/,
      ],
    ] as const) {
      it(`are refused as kubectl refuses them: ${name}`, async () => {
        const user = pluginUser(await plugin(name, status, more));
        assert.match((await failure(run(name, user), 'not-authorized')).message, told);
      });
    }

    it('need an interactiveMode', async () => {
      const user = pluginUser('anything', { interactiveMode: undefined });
      const { message } = await failure(run('mode', user), 'invalid-input');
      assert.match(message, /needs an interactiveMode/);
    });

    for (const transport of transports) {
      it(`are asked for with the cluster as it is written, by ${transport}`, async () => {
        const seen = join(bench.directory, `info-${transport}`);
        const program = await writeProgram(
          bench.directory,
          `informed-${transport}`,
          `printf '%s' "$KUBERNETES_EXEC_INFO" > ${seen}\n${printsToken(bench.rok.kube.token)}`,
        );
        const user = pluginUser(program, { provideClusterInfo: true });
        const config = { audience: 'a', list: [1] };
        const cluster = {
          'disable-compression': true,
          extensions: [{ name: 'client.authentication.k8s.io/exec', extension: config }],
        };
        await run('informed', user, { transport }, cluster);
        const told = JSON.parse(await readFile(seen, 'utf8')) as { spec: { cluster: object } };
        assert.deepEqual(told.spec.cluster, {
          server: bench.rok.kube.url,
          'certificate-authority-data': Buffer.from(bench.authority.pem).toString('base64'),
          'disable-compression': true,
          config,
        });
        await run('uninformed', user, { transport });
        const bare = JSON.parse(await readFile(seen, 'utf8')) as { spec: { cluster: object } };
        assert.equal(Reflect.get(bare.spec.cluster, 'config'), null);
      });
    }
  });
});
