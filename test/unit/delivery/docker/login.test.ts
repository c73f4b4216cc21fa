import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { type Ask, checkLogin, type Wanted } from '../../../../src/delivery/docker/check.ts';
import {
  findDocker,
  loginWithDocker,
  loginWithoutDocker,
} from '../../../../src/delivery/docker/login.ts';
import { logout } from '../../../../src/delivery/docker/logout.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { Home, loginOf, never, optionsOf } from './support.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox({ bigOrganizations: {} });
});
after(() => sandbox.close());

const bob = (secret = sandbox.jfrog.world.jwt(sandbox.jfrog.tokens.user), user = 'bob') =>
  loginOf(sandbox.jfrog.host, user, secret);
const options = (home: Home) => optionsOf(sandbox, sandbox.jfrog.server.url, home);
const messageOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RegistryError, String(error));
  return error.message;
};

describe('the docker program', () => {
  it('is found on the PATH, and never in a untrusted folder', async () => {
    await using home = await Home.create();
    const file = await home.program('docker', 'exit 0');
    const { dockerEnvironment } = home;
    assert.equal(findDocker(dockerEnvironment), file);
    const elsewhere = { ...dockerEnvironment, env: { PATH: home.bin } };
    assert.equal(findDocker({ ...elsewhere, untrusted: [home.directory] }), undefined);
    assert.equal(findDocker({ ...dockerEnvironment, env: { PATH: '.:bin:' } }), undefined);
    const linked = join(home.directory, 'linked');
    await symlink(home.bin, linked);
    const byLink = { ...dockerEnvironment, env: { PATH: linked }, untrusted: [home.bin] };
    assert.equal(findDocker(byLink), undefined);
    // A link out of the folder is of the folder's making.
    const folder = join(home.directory, 'workspace');
    await mkdir(folder);
    await symlink(file, join(folder, 'docker'));
    const out = { ...dockerEnvironment, env: { PATH: folder }, untrusted: [folder] };
    assert.equal(findDocker(out), undefined);
    assert.equal(findDocker({ ...out, untrusted: [] }), join(folder, 'docker'));
  });

  it('finds no helper in a untrusted folder', async () => {
    await using home = await Home.create();
    const folder = join(home.directory, 'workspace');
    await mkdir(folder);
    const planted = join(folder, 'docker-credential-planted');
    await writeFile(planted, `#!/bin/sh\ncat > '${folder}/stolen'\n`);
    await chmod(planted, 0o755);
    const docker = await home.program('docker', 'echo secret | docker-credential-planted store');
    const { env, ...others } = home.dockerEnvironment;
    const login = (untrusted: readonly string[]) =>
      loginWithDocker(docker, bob(), {
        ...options(home),
        dockerEnvironment: {
          ...others,
          env: { ...env, PATH: `${folder}:${env['PATH'] ?? ''}` },
          untrusted,
        },
      });
    await assert.rejects(login([folder]));
    assert.equal(existsSync(join(folder, 'stolen')), false);
    await login([]);
    assert.equal(existsSync(join(folder, 'stolen')), true);
  });

  it('gets the token on its standard input, and in no argument', async () => {
    await using home = await Home.create();
    const docker = await home.program('docker', 'exit 0');
    const login = bob();
    const done = await loginWithDocker(docker, login, options(home));
    assert.deepEqual(done.check, { state: 'accepted' });
    assert.equal(done.storedIn, home.config);
    assert.equal(await home.received('docker', 'in'), login.secret.reveal());
    assert.equal(
      await home.received('docker', 'args'),
      `login --username=bob --password-stdin ${sandbox.jfrog.host}\n`,
    );
  });

  it('is not run for what is no host', async () => {
    await using home = await Home.create();
    const docker = await home.program('docker', 'exit 0');
    const login = loginOf('--config=/tmp/x', 'bob', 'Xyzzy-17');
    assert.match(await messageOf(loginWithDocker(docker, login, options(home))), /is not the host/);
  });

  for (const [what, words, expected] of [
    [
      'an unknown certificate',
      'Error response: tls: failed to verify certificate: x509: certificate signed by unknown authority',
      /Docker does not trust the certificate .*certs\.d/,
    ],
    [
      'a helper that is missing',
      'error saving credentials: exec: "docker-credential-pass": executable file not found in $PATH',
      /names the credential helper “pass”, but docker-credential-pass is not on the PATH/,
    ],
    [
      'a store that takes no long secrets',
      'error storing credentials - err: exit status 1, out: `The stub received bad data.`',
      /accepts no secrets of this length \(\d+ characters\)\. Use a reference token/,
    ],
    [
      'a proxy without the rewrite',
      "Error: unknown: Unsupported docker v2 repository request for 'null'",
      /The token is not the problem: the reverse proxy/,
    ],
  ] as const) {
    it(`tells ${what} from its words`, async () => {
      await using home = await Home.create();
      const docker = await home.program(
        'docker',
        `echo '${words.replaceAll("'", `'\\''`)}' >&2; exit 1`,
      );
      assert.match(await messageOf(loginWithDocker(docker, bob(), options(home))), expected);
    });
  }

  it('that only says “unauthorized” is explained by the own check', async () => {
    await using home = await Home.create();
    const docker = await home.program('docker', 'echo "Error: unauthorized" >&2; exit 1');
    const wrongName = bob(undefined, 'bob@example.test');
    assert.match(
      await messageOf(loginWithDocker(docker, wrongName, options(home))),
      /refused the user name: “bob@example\.test” is not whom the token belongs to/,
    );
    const wrongToken = loginWithDocker(docker, bob('nonsense'), options(home));
    assert.match(await messageOf(wrongToken), /refused the token of bob/);
    sandbox.jfrog.settings.dockerRewrite = false;
    assert.match(await messageOf(loginWithDocker(docker, bob(), options(home))), /rewrite rules/);
    sandbox.jfrog.settings.dockerRewrite = true;
  });
});

describe('without the docker program', () => {
  it('the login stands in Docker’s file, for the owner alone, beside what was there', async () => {
    await using home = await Home.create();
    await home.writeConfig({ psFormat: 'x', auths: { 'other.test': { auth: 'eA==' } } });
    const login = bob();
    const done = await loginWithoutDocker(login, options(home));
    assert.equal(done.isPlainFile, true);
    const auth = Buffer.from(`bob:${login.secret.reveal()}`).toString('base64');
    assert.deepEqual(await home.readConfig(), {
      psFormat: 'x',
      auths: { 'other.test': { auth: 'eA==' }, [login.host]: { auth } },
    });
    assert.equal((await stat(home.config)).mode & 0o777, 0o600);
    assert.equal(await logout(undefined, login.host, home.dockerEnvironment, never), true);
    assert.deepEqual((await home.readConfig())['auths'], { 'other.test': { auth: 'eA==' } });
    assert.equal(await logout(undefined, login.host, home.dockerEnvironment, never), false);
  });

  it('the file is for its owner alone from then on, and keeps what was written meanwhile', async () => {
    await using home = await Home.create();
    await home.writeConfig({});
    await chmod(home.config, 0o644);
    const { ask, ...others } = options(home);
    const meanwhile: Ask = async (...question) => {
      await home.writeConfig({ auths: { 'other.test': { auth: 'eA==' } } });
      return ask(...question);
    };
    const login = bob();
    await loginWithoutDocker(login, { ...others, ask: meanwhile });
    const { auths } = await home.readConfig();
    assert.deepEqual(Object.keys(auths as object), ['other.test', login.host]);
    assert.equal((await stat(home.config)).mode & 0o777, 0o600);
  });

  it('a file that leads into an untrusted folder, or to another user’s, is not used', async () => {
    await using home = await Home.create();
    const folder = join(home.directory, 'workspace');
    await mkdir(folder);
    await writeFile(join(folder, 'config.json'), '{"credsStore":"planted"}');
    await symlink(join(folder, 'config.json'), home.config);
    const { dockerEnvironment, ...others } = options(home);
    const untrusting = { ...dockerEnvironment, untrusted: [folder] };
    const refused = loginWithoutDocker(bob(), { ...others, dockerEnvironment: untrusting });
    assert.match(await messageOf(refused), /cannot be used here/);
  });

  it('respects DOCKER_CONFIG', async () => {
    await using home = await Home.create();
    const folder = join(home.directory, 'elsewhere');
    const { dockerEnvironment, ...rest } = options(home);
    const moved = {
      ...dockerEnvironment,
      env: { ...dockerEnvironment.env, DOCKER_CONFIG: folder },
    };
    const done = await loginWithoutDocker(bob(), { ...rest, dockerEnvironment: moved });
    assert.equal(done.storedIn, join(folder, 'config.json'));
    const relative = { ...dockerEnvironment, env: { DOCKER_CONFIG: 'here' } };
    const refused = loginWithoutDocker(bob(), { ...rest, dockerEnvironment: relative });
    assert.match(await messageOf(refused), /cannot be used here/);
  });

  for (const setUp of [
    { credsStore: 'fake' },
    { credsStore: 'wrong', credHelpers: (host: string) => ({ [host]: 'fake' }) },
  ]) {
    it(`a credential helper keeps it: ${Object.keys(setUp).join(' and ')}`, async () => {
      await using home = await Home.create();
      const login = bob();
      const { credHelpers, ...plain } = setUp;
      await home.writeConfig({ ...plain, credHelpers: credHelpers?.(login.host) ?? {} });
      await home.program('docker-credential-fake', 'exit 0');
      const done = await loginWithoutDocker(login, options(home));
      assert.equal(done.isPlainFile, false);
      assert.deepEqual(JSON.parse(await home.received('docker-credential-fake', 'in')), {
        ServerURL: login.host,
        Username: 'bob',
        Secret: login.secret.reveal(),
      });
      assert.deepEqual((await home.readConfig())['auths'], { [login.host]: {} });
      await logout(undefined, login.host, home.dockerEnvironment, never);
      assert.equal(await home.received('docker-credential-fake', 'args'), 'store\nerase\n');
    });
  }

  it('a helper that refuses or is missing leaves the file as it was', async () => {
    await using home = await Home.create();
    await home.writeConfig({ credsStore: 'fake' });
    assert.match(
      await messageOf(loginWithoutDocker(bob(), options(home))),
      /docker-credential-fake is not on the PATH/,
    );
    await home.program('docker-credential-fake', 'echo "The stub received bad data."; exit 1');
    assert.match(
      await messageOf(loginWithoutDocker(bob(), options(home))),
      /accepts no secrets of this length/,
    );
    assert.deepEqual(await home.readConfig(), { credsStore: 'fake' });
  });

  it('nothing is written when the registry refuses, or the file is no JSON', async () => {
    await using home = await Home.create();
    await home.writeConfig({});
    assert.match(
      await messageOf(loginWithoutDocker(bob('nonsense'), options(home))),
      /refused the token/,
    );
    assert.deepEqual(await home.readConfig(), {});
    await writeFile(home.config, 'no json');
    assert.match(await messageOf(loginWithoutDocker(bob(), options(home))), /is not JSON/);
  });

  it('a Quay is asked at its own realm', async () => {
    await using home = await Home.create();
    const { quay } = sandbox;
    const robot = quay.world.robots.get('acme-platform+ci');
    assert.ok(robot);
    const login = loginOf(quay.hostname, 'acme-platform+ci', robot.token);
    const done = await loginWithoutDocker(login, optionsOf(sandbox, quay.url, home));
    assert.deepEqual(done.check, { state: 'accepted' });
  });

  it('a Quay tells what a robot may do with a repository', async () => {
    const { quay } = sandbox;
    const rights = async (name: string, repository: string) => {
      const token = quay.world.robots.get(name)?.token ?? '';
      await using home = await Home.create();
      const { origin, ask } = optionsOf(sandbox, quay.url, home);
      const login = loginOf(quay.hostname, name, token);
      return await checkLogin(origin, login, ask, never, { repository });
    };
    assert.deepEqual(await rights('acme-platform+mirror', 'acme-platform/base'), {
      state: 'accepted',
      rights: { pull: true, push: true },
    });
    assert.deepEqual(await rights('acme-platform+spare', 'acme-platform/none'), {
      state: 'accepted',
      rights: { pull: false, push: false },
    });
  });

  it('a login is sent once, to a realm elsewhere only when it is named', async () => {
    const sent: string[] = [];
    const ask: Ask = (url, authorization) => {
      if (authorization !== undefined) sent.push(`${authorization.scheme} ${url}`);
      const challenge = 'Bearer realm="https://auth.test/token",service="x"';
      const isRealm = url.startsWith('https://auth.test/');
      const isOpaque = isRealm || authorization?.scheme === 'bearer';
      return Promise.resolve({
        status: isOpaque ? 200 : 401,
        headers: new Map([['www-authenticate', challenge]]),
        body: new OutsideText(isRealm ? '{"access_token":"opaque"}' : ''),
      });
    };
    const login = loginOf('registry.test', 'bob', 'Xyzzy-17');
    const check = (wanted: Wanted) =>
      checkLogin('https://registry.test', login, ask, never, wanted);
    const refused = await check({ repository: 'acme/app' });
    assert.ok(refused.state === 'unknown' && refused.realm === 'auth.test');
    assert.deepEqual(sent, []);
    assert.deepEqual(await check({ repository: 'acme/app', realm: 'auth.test' }), {
      state: 'accepted',
      rights: { pull: true },
    });
    assert.deepEqual(sent, [
      'basic https://auth.test/token?service=x&account=bob&scope=repository%3Aacme%2Fapp%3Apull%2Cpush',
      'bearer https://registry.test/v2/acme/app/tags/list?n=1',
    ]);
  });

  it('a realm elsewhere, or on another port, is not sent the token', async () => {
    const { hostname } = new URL(sandbox.jfrog.server.url);
    for (const realm of ['https://evil.test', `https://${hostname}:1`]) {
      await using home = await Home.create();
      const asked: string[] = [];
      const done = await loginWithoutDocker(bob(), {
        ...options(home),
        ask: (url, basic) => {
          asked.push(`${url} ${basic === undefined ? 'bare' : 'with token'}`);
          const challenge = `Bearer realm="${realm}/token",service="x"`;
          const headers = new Map([['www-authenticate', challenge]]);
          return Promise.resolve({ status: 401, headers, body: new OutsideText('') });
        },
      });
      assert.ok(done.check.state === 'unknown');
      assert.equal(done.check.cause, 'foreign-realm');
      assert.deepEqual(asked, [`${sandbox.jfrog.server.url}/v2/ bare`]);
    }
  });
});
