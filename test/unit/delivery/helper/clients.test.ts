/**
 * The real clients, driven by themselves, against a real registry. What is not on this machine
 * counts as skipped, and its line says why.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { endServing, sendFrom } from '../../../../src/delivery/helper/serve.ts';
import { onPath } from '../../../tools/on-path.ts';
import { RealRegistry, writeImage, type RegistrySecret } from './registry.ts';
import { Machine, run, type Ran } from './support.ts';

const registryProgram = await onPath('docker-registry');
const first: RegistrySecret = 'first-not-a-real-secret';
const second: RegistrySecret = 'second-not-a-real-secret';

/** How often a client reads while the token is regenerated underneath; 200 is said in docs/delivery.md. */
const reads = Number(process.env['REGISTRY_TOKENS_READS'] ?? 12);

/** Arguments by which each client reads an image of a host. */
const readers: Readonly<Record<string, (image: string, home: string) => string[]>> = {
  docker: (image) => ['manifest', 'inspect', '--insecure', image],
  skopeo: (image) => ['inspect', '--tls-verify=false', `docker://${image}`],
  podman: (image, home) => [...storage(home), 'pull', '--tls-verify=false', image],
  buildah: (image, home) => [...storage(home), 'pull', '--tls-verify=false', image],
  crane: (image) => ['manifest', '--insecure', image],
  oras: (image) => ['manifest', 'fetch', '--plain-http', image],
};

const storage = (home: string): string[] => [
  `--root=${path.join(home, 'storage')}`,
  `--runroot=${path.join(home, 'run')}`,
  '--storage-driver=vfs',
];

/** Whether something is missing on this machine, as a reason to skip. */
async function missing(...names: string[]): Promise<string | false> {
  for (const name of ['docker-registry', 'skopeo', ...names]) {
    if ((await onPath(name)) === undefined) return `${name} is not on this machine`;
  }
  return process.platform === 'linux' ? false : 'the clients are driven on Linux only';
}

/** A registry with an image in it, and a machine on which its host is served. */
class Scene implements AsyncDisposable {
  readonly registry: RealRegistry;
  readonly machine: Machine;

  private constructor(registry: RealRegistry, machine: Machine) {
    this.registry = registry;
    this.machine = machine;
  }

  static async set(secret?: RegistrySecret): Promise<Scene> {
    const registry = await RealRegistry.start(registryProgram ?? '', secret);
    const machine = await Machine.create();
    machine.hold('ci', first);
    await machine.serve(registry.host, 'ci', 'ci');
    return new Scene(registry, machine);
  }

  get image(): string {
    return `${this.registry.host}/acme/app:1`;
  }

  /** Copies an image into the registry. */
  async push(): Promise<Ran> {
    const layout = path.join(this.machine.home, 'image');
    await writeImage(layout);
    const to = `docker://${this.image}`;
    return this.client(
      'skopeo',
      '--insecure-policy',
      'copy',
      '--dest-tls-verify=false',
      `oci:${layout}:small`,
      to,
    );
  }

  read(client: string): Promise<Ran> {
    return this.client(client, ...(readers[client]?.(this.image, this.machine.home) ?? []));
  }

  client(name: string, ...args: string[]): Promise<Ran> {
    return run(name, args, this.machine.env);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.machine[Symbol.asyncDispose]();
    await this.registry[Symbol.asyncDispose]();
  }
}

const succeeded = ({ code, stderr }: Ran) => assert.equal(code, 0, stderr);

for (const client of Object.keys(readers)) {
  describe(`${client}, asking the helper`, { skip: await missing(client) }, () => {
    it('reads an image with the served token, also while it is regenerated', async () => {
      await using scene = await Scene.set(first);
      await scene.machine.openWindow();
      succeeded(await scene.push());
      for (let count = 0; count < reads; count += 1) {
        const secret = count % 4 < 2 ? first : second;
        await scene.registry.regenerate(secret);
        scene.machine.hold('ci', secret);
        succeeded(await scene.read(client));
      }
      const uses = (await scene.machine.served.get(scene.registry.host))?.uses ?? [];
      assert.ok(uses.some(({ program }) => program === client));
    });

    it('goes on without a login while no window is open, or the host is not served', async () => {
      await using scene = await Scene.set();
      succeeded(await scene.push());
      succeeded(await scene.read(client));
      await scene.machine.openWindow();
      scene.machine.tokens.clear();
      succeeded(await scene.read(client));
    });

    it('goes on when the editor is closed, updated or killed in between', async () => {
      await using scene = await Scene.set();
      const { machine } = scene;
      succeeded(await scene.push());
      await (await machine.openWindow()).close();
      succeeded(await scene.read(client));
      const updated = await machine.openWindow({ runtime: path.join(machine.home, 'no longer') });
      succeeded(await scene.read(client));
      await updated.close();
      const window = fork(path.join(import.meta.dirname, 'window-child.ts'), [machine.home]);
      await once(window, 'message');
      window.kill('SIGKILL');
      await once(window, 'close');
      succeeded(await scene.read(client));
    });
  });
}

describe('skopeo, asking the helper', { skip: await missing() }, () => {
  it('asks where REGISTRY_AUTH_FILE names another file, once that sends it to the helper', async () => {
    await using scene = await Scene.set(first);
    const { machine, registry } = scene;
    await machine.openWindow();
    succeeded(await scene.push());
    const file = path.join(machine.home, 'other.json');
    const old = { auths: { [registry.host]: { auth: 'b2xkOm9sZA==' } } };
    await writeFile(file, JSON.stringify(old));
    const read = () =>
      run('skopeo', readers['skopeo']?.(scene.image, machine.home) ?? [], {
        ...machine.env,
        REGISTRY_AUTH_FILE: file,
      });
    assert.notEqual((await read()).code, 0);
    await sendFrom(file, registry.host, machine.served, machine.home);
    succeeded(await read());
    await endServing(registry.host, machine.served, machine.home);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), old);
    assert.deepEqual(await machine.readConfig(), {});
  });

  it('copies an image out of the registry', async () => {
    await using scene = await Scene.set(first);
    await scene.machine.openWindow();
    succeeded(await scene.push());
    const to = path.join(scene.machine.home, 'out');
    succeeded(
      await scene.client(
        'skopeo',
        '--insecure-policy',
        'copy',
        '--src-tls-verify=false',
        `docker://${scene.image}`,
        `dir:${to}`,
      ),
    );
    assert.ok((await readdir(to)).includes('manifest.json'));
  });
});

describe('helm, asking the helper', { skip: await missing('helm') }, () => {
  it('brings a chart to the registry, and gets it back', async () => {
    await using scene = await Scene.set(first);
    const { machine, registry } = scene;
    await machine.openWindow();
    const chart = path.join(machine.home, 'chart');
    await mkdir(chart);
    await writeFile(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: app\nversion: 0.1.0\n');
    const helm = async (...args: string[]) => succeeded(await scene.client('helm', ...args));
    await helm('package', chart, '--destination', machine.home);
    const packed = path.join(machine.home, 'app-0.1.0.tgz');
    await helm('push', packed, `oci://${registry.host}/acme`, '--plain-http');
    const out = path.join(machine.home, 'out');
    await mkdir(out);
    const from = `oci://${registry.host}/acme/app`;
    await helm('pull', from, '--version', '0.1.0', '--plain-http', '--destination', out);
    assert.deepEqual(await readdir(out), ['app-0.1.0.tgz']);
  });
});

describe('podman, asking the helper', { skip: await missing('podman') }, () => {
  it('says as whom it is logged in', async () => {
    await using scene = await Scene.set(first);
    await scene.machine.openWindow();
    const { stdout } = await scene.client('podman', 'login', '--get-login', scene.registry.host);
    assert.equal(stdout, 'ci\n');
  });
});

describe('docker login and logout', { skip: await missing('docker') }, () => {
  it('use the served login, write no secret and end nothing', async () => {
    await using scene = await Scene.set(first);
    const { machine, registry } = scene;
    await machine.openWindow();
    succeeded(await scene.push());
    const { stdout, stderr } = await scene.client('docker', 'login', registry.host);
    assert.match(stdout + stderr, /existing credentials[^]*ci/);
    assert.ok(!(await readFile(machine.config, 'utf8')).includes('"auth"'));
    succeeded(await scene.client('docker', 'logout', registry.host));
    succeeded(await scene.read('docker'));
  });
});
