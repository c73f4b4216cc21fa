import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { readEntries } from '../../../../src/net/kube/kubeconfig/entries.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import {
  certificateUser,
  pluginUser,
  printsToken,
  writeProgram,
} from '../../../sandbox/kube/kubeconfig.ts';
import { startSocks } from '../../../sandbox/socks.ts';
import { startProxy } from '../../../sandbox/proxy.ts';
import { accountList, exitCode, KubeBench, never, target, transports } from './support.ts';
import { failure } from '../../failure.ts';

const here = { ...target, context: 'test' };

describe('kubeconfigs', () => {
  let bench: KubeBench;
  before(async () => {
    bench = await KubeBench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => bench.reset());
  const runWith = (kubeconfig: string, changes = {}) =>
    bench.open({ kubeconfig, ...changes }).run(here, accountList, never);

  it('are merged, of equal names the first counts, and missing files are passed over', async () => {
    const first = await bench.kubeconfig('first', {});
    const second = await bench.kubeconfig('second', { server: 'https://127.0.0.1:1' });
    const files = [join(bench.directory, 'missing'), first, second, bench.rok.kubeconfig];
    const kubernetes = bench.open({
      kubeconfig: '',
      environment: { ...bench.settings().environment, KUBECONFIG: files.join(delimiter) },
    });
    const contexts = await kubernetes.contexts();
    assert.deepEqual(
      contexts.map(({ name, isCurrent }) => [name, isCurrent]),
      [
        ['test', true],
        ['developer@sandbox', false],
        ['admin@sandbox', false],
      ],
    );
    assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
  });

  it('are found in the home folder', async () => {
    const home = join(bench.directory, 'home');
    await mkdir(join(home, '.kube'), { recursive: true });
    await bench.kubeconfig('home/.kube/config', {});
    assert.equal((await bench.open({ kubeconfig: '', home }).contexts()).length, 1);
  });

  it('that are missing or broken are named, and never quoted', async () => {
    const missing = join(bench.directory, 'nowhere');
    const error = await failure(bench.open({ kubeconfig: missing }).contexts(), 'not-found');
    assert.ok(error.message.includes(missing));
    const broken = join(bench.directory, 'broken');
    await writeFile(broken, 'users: [{name: x, user: {token: hidden-sesame');
    const unreadable = await failure(
      bench.open({ kubeconfig: broken }).contexts(),
      'invalid-input',
    );
    assert.ok(unreadable.message.includes(broken));
    assert.doesNotMatch(unreadable.message, /sesame/);
  });

  it('that are missing are missed by all who ask, until they are there', async () => {
    const late = join(bench.directory, 'late');
    const kubernetes = bench.open({ kubeconfig: late });
    await Promise.all([1, 2, 3].map(() => failure(kubernetes.contexts(), 'not-found')));
    await bench.kubeconfig('late', {});
    assert.equal((await kubernetes.contexts()).length, 1);
  });

  it('are read again when they change', async () => {
    const file = await bench.kubeconfig('changing', { user: { token: 'wrong' } });
    const kubernetes = bench.open({ kubeconfig: file });
    await failure(kubernetes.run(here, accountList, never), 'sign-in-expired');
    await bench.kubeconfig('changing', {});
    assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
  });

  it('may name another server name and authority files relative to themselves', async () => {
    await writeFile(join(bench.directory, 'cluster-ca.pem'), bench.authority.pem);
    const file = await bench.kubeconfig('relative', {
      cluster: {
        'certificate-authority-data': undefined,
        'certificate-authority': 'cluster-ca.pem',
        'tls-server-name': 'localhost',
      },
    });
    assert.equal(exitCode(await runWith(file)), 0);
  });

  it('whose server name does not fit lead nowhere', async () => {
    const file = await bench.kubeconfig('misnamed', {
      cluster: { 'tls-server-name': 'elsewhere.test' },
    });
    const error = await failure(runWith(file), 'unreachable');
    assert.match(error.message, /certificate/);
  });

  it('that switch the check of certificates off are not followed', async () => {
    const file = await bench.kubeconfig('insecure', {
      cluster: { 'insecure-skip-tls-verify': true },
    });
    assert.match((await failure(runWith(file), 'unsupported')).message, /insecure-skip-tls-verify/);
  });

  it('lead through their own proxy, in both requests and exec', async () => {
    const proxy = await startProxy();
    const file = await bench.kubeconfig('proxied', { cluster: { 'proxy-url': proxy.url } });
    for (const transport of transports) {
      const before = proxy.counters.connects;
      assert.equal(exitCode(await runWith(file, { transport })), 0);
      assert.ok(proxy.counters.connects > before);
    }
    await proxy.close();
    assert.match((await failure(runWith(file), 'proxy')).message, /proxy/i);
  });

  for (const transport of transports) {
    it(`lead through a SOCKS5 proxy, in both requests and exec, by ${transport}`, async () => {
      const socks = await startSocks();
      const file = await bench.kubeconfig('socks', { cluster: { 'proxy-url': socks.url } });
      assert.equal(exitCode(await runWith(file, { transport })), 0);
      const { host } = new URL(bench.rok.kube.url);
      assert.ok(socks.targets.length >= 2, 'requests and exec');
      assert.deepEqual(new Set(socks.targets), new Set([host]));
      await socks.close();
      await failure(
        runWith(file, { transport }),
        transport === 'built-in' ? 'proxy' : 'unreachable',
      );
    });

    it(`name a proxy that is none, by ${transport}`, async () => {
      for (const proxy of ['socks4://127.0.0.1:1080', 'proxy.example:3128']) {
        const file = await bench.kubeconfig('odd-proxy', { cluster: { 'proxy-url': proxy } });
        const { message } = await failure(runWith(file, { transport }), 'invalid-input');
        assert.match(
          message,
          /proxy-url of the context “test” is not the address of an http, https or/,
        );
        assert.deepEqual(bench.recorder.requests, []);
      }
    });
  }

  it('say that kubectl may know a way where the editor’s proxy is of another sort', async () => {
    const file = await bench.kubeconfig('far', { server: 'https://kube.sandbox.test' });
    const proxy = { ...noProxySettings, support: 'override', proxy: 'socks4://127.0.0.1:1080' };
    const { message } = await failure(runWith(file, { proxy }), 'proxy');
    assert.match(message, /set registryTokens\.kubernetes\.transport to kubectl\.$/);
  });

  it('tell when their client certificate expired', async () => {
    const leaf = await bench.authority.issue({
      names: ['admin'],
      client: true,
      notBefore: new Date('2020-01-01'),
      notAfter: new Date('2020-02-01'),
    });
    const file = await bench.kubeconfig('expired', { user: certificateUser(leaf) });
    const error = await failure(runWith(file), 'sign-in-expired');
    assert.match(error.message, /client certificate of the context “test” expired on 2020-02-01/);
  });

  it('hide what is secret in them', () => {
    const planted = ['id-token', 'refresh-token', 'client-secret', 'token', 'password', 'key'].map(
      (name) => `planted-${name}`,
    );
    const [id, refresh, client, token, password, key] = planted;
    const config = { 'id-token': id, 'refresh-token': refresh, 'client-secret': client };
    const user = {
      token,
      password,
      'client-key-data': key,
      'auth-provider': { name: 'oidc', config: { ...config, 'client-id': 'kubernetes' } },
    };
    const entries = readEntries({ users: [{ name: 'me', user }] });
    const [me] = entries.users;
    assert.equal(me?.token?.reveal(), token);
    assert.equal(me?.authProvider?.config['client-id'], 'kubernetes');
    for (const printed of [JSON.stringify(entries), inspect(entries, { depth: 9 })]) {
      assert.deepEqual(
        planted.filter((text) => printed.includes(text)),
        [],
      );
    }
  });

  describe('with a credential plugin', () => {
    it('show what it prints, asked once while it lasts', async () => {
      const count = join(bench.directory, 'count');
      const program = await writeProgram(
        bench.directory,
        'counting-plugin',
        `echo x >> ${count}\n${printsToken(bench.rok.kube.token)}`,
      );
      const file = await bench.kubeconfig('plugin', { user: pluginUser(program) });
      const kubernetes = bench.open({ kubeconfig: file });
      await kubernetes.run(here, accountList, never);
      await kubernetes.run(here, accountList, never);
      assert.equal(await readFile(count, 'utf8'), 'x\n');
    });

    for (const transport of transports) {
      it(`do not ask it beside a token, by ${transport}`, async () => {
        const asked = join(bench.directory, `asked-${transport}`);
        const program = await writeProgram(
          bench.directory,
          `needless-${transport}`,
          `echo x > ${asked}\n${printsToken('wrong')}`,
        );
        const user = { ...pluginUser(program), token: bench.rok.kube.token };
        const kubeconfig = await bench.kubeconfig('needless', { user });
        const kubernetes = bench.open({ kubeconfig, transport });
        assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
        assert.equal(existsSync(asked), false);
      });
    }

    it('ask it again when what it printed has ended, or is about to', async () => {
      for (const [ends, runs] of [
        [new Date(Date.now() - 60_000), 2],
        [new Date(Date.now() + 15_000), 2],
        [new Date(Date.now() + 600_000), 1],
      ] as const) {
        const count = join(bench.directory, `count-${ends.getTime()}`);
        const credential = printsToken(bench.rok.kube.token, {
          expirationTimestamp: ends.toISOString(),
        });
        const program = await writeProgram(
          bench.directory,
          'ending-plugin',
          `echo x >> ${count}\n${credential}`,
        );
        const file = await bench.kubeconfig('ending', { user: pluginUser(program) });
        const kubernetes = bench.open({ kubeconfig: file });
        // The pod is known, so that each run is one request.
        assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
        await writeFile(count, '');
        for (let n = 0; n < 2; n++) await kubernetes.run(here, accountList, never);
        assert.equal((await readFile(count, 'utf8')).length / 2, runs === 1 ? 0 : runs);
      }
    });

    it('ask it once for all who wait', async () => {
      const count = join(bench.directory, 'count-together');
      const program = await writeProgram(
        bench.directory,
        'shared-plugin',
        `echo x >> ${count}\n${printsToken(bench.rok.kube.token)}`,
      );
      const file = await bench.kubeconfig('together', { user: pluginUser(program) });
      const kubernetes = bench.open({ kubeconfig: file });
      const running = [1, 2, 3].map(() => kubernetes.run(here, accountList, never));
      assert.deepEqual((await Promise.all(running)).map(exitCode), [0, 0, 0]);
      assert.equal(await readFile(count, 'utf8'), 'x\n');
    });

    it('ask it again when the server refuses what it printed before', async () => {
      const tokenFile = join(bench.directory, 'token');
      await writeFile(tokenFile, 'old');
      bench.rok.kube.users.set('old', 'developer');
      const program = await writeProgram(
        bench.directory,
        'reading-plugin',
        `printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$(cat ${tokenFile})"`,
      );
      const file = await bench.kubeconfig('rotating', { user: pluginUser(program) });
      const kubernetes = bench.open({ kubeconfig: file });
      await kubernetes.run(here, accountList, never);
      bench.rok.kube.users.delete('old');
      await writeFile(tokenFile, bench.rok.kube.token);
      assert.equal(exitCode(await kubernetes.run(here, accountList, never)), 0);
    });

    it('find a relative one beside the kubeconfig', async () => {
      await writeProgram(bench.directory, 'near', printsToken(bench.rok.kube.token));
      const file = await bench.kubeconfig('near.yaml', { user: pluginUser('./near') });
      assert.equal(exitCode(await runWith(file)), 0);
    });

    for (const transport of transports) {
      it(`tell its own words when it fails, by ${transport}`, async () => {
        const program = await writeProgram(
          bench.directory,
          'failing-plugin',
          `echo 'please run: corp login' >&2; exit 3`,
        );
        const file = await bench.kubeconfig('failing', { user: pluginUser(program) });
        const error = await failure(runWith(file, { transport }), 'not-authorized');
        assert.match(error.message, /please run: corp login/);
      });
    }

    it('say how to get a missing one', async () => {
      const file = await bench.kubeconfig('missing-plugin', {
        user: pluginUser('no-such-plugin-anywhere', { installHint: 'Get it from the intranet.' }),
      });
      const error = await failure(runWith(file), 'not-authorized');
      assert.match(error.message, /not installed\. Get it from the intranet\./);
    });

    it('say that one wants a terminal, instead of hanging', async () => {
      const program = await writeProgram(bench.directory, 'asking-plugin', 'read answer');
      const always = await bench.kubeconfig('terminal', {
        user: pluginUser(program, { interactiveMode: 'Always' }),
      });
      assert.match((await failure(runWith(always), 'not-authorized')).message, /terminal/);
      // One that reads all the same finds no input and no terminal.
      const sneaky = await writeProgram(
        bench.directory,
        'sneaky-plugin',
        'read answer </dev/tty || { echo no terminal >&2; exit 1; }',
      );
      const file = await bench.kubeconfig('sneaky', { user: pluginUser(sneaky) });
      assert.match((await failure(runWith(file), 'not-authorized')).message, /no terminal/);
    });

    it('never quote what it printed', async () => {
      const program = await writeProgram(bench.directory, 'odd-plugin', `echo 'sesame {'`);
      const file = await bench.kubeconfig('odd', { user: pluginUser(program) });
      const error = await failure(runWith(file), 'not-authorized');
      assert.doesNotMatch(error.message, /sesame/);
    });
  });

  describe('in a workspace that is not trusted', () => {
    for (const transport of transports) {
      it(`are not read, and no program of it is run, by ${transport}`, async () => {
        const folder = join(bench.directory, `workspace-${transport}`);
        await mkdir(folder);
        const untrusted = [folder];
        const mark = join(bench.directory, `ran-${transport}`);
        const trap = await writeProgram(folder, 'kubectl', `touch ${mark}`);
        const inside = await bench.kubeconfig(`workspace-${transport}/config`, {});
        await failure(runWith(inside, { transport, untrusted }), 'forbidden');

        const link = join(bench.directory, `link-${transport}`);
        await symlink(inside, link);
        await failure(runWith(link, { transport, untrusted }), 'forbidden');

        const plugin = await bench.kubeconfig(`trap-${transport}`, { user: pluginUser(trap) });
        await failure(runWith(plugin, { transport, untrusted }), 'forbidden');

        const usual = await bench.kubeconfig(`usual-${transport}`, {});
        const PATH = [folder, process.env['PATH']].join(delimiter);
        const environment = { ...bench.settings().environment, PATH };
        const result = await runWith(usual, { transport, untrusted, environment });
        assert.equal(exitCode(result), 0);
        // A plugin of a bare name is looked for by kubectl itself.
        await writeProgram(folder, 'corp-login', `touch ${mark}`);
        await mkdir(join(bench.directory, 'bin'), { recursive: true });
        await writeProgram(
          join(bench.directory, 'bin'),
          'corp-login',
          printsToken(bench.rok.kube.token),
        );
        const bare = await bench.kubeconfig(`bare-${transport}`, {
          user: pluginUser('corp-login'),
        });
        const both = { PATH: [folder, join(bench.directory, 'bin'), PATH].join(delimiter) };
        const signedIn = await runWith(bare, {
          transport,
          untrusted,
          environment: { ...environment, ...both },
        });
        assert.equal(exitCode(signedIn), 0);
        await failure(
          runWith(usual, { transport: 'kubectl', untrusted, kubectl: trap }),
          'forbidden',
        );
        assert.equal(existsSync(mark), false);
      });
    }
  });
});
