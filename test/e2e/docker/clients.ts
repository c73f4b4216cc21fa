import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeImage } from '../../unit/delivery/helper/registry.ts';
import { privateHome } from '../../tools/editor/environment.ts';

/** How a client came out. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An image reference of a registry, taken apart. */
export interface Image {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/**
 * How each client reads an image of a registry that speaks plain http. ORAS and Crane are not here:
 * they send no login to a token realm on loopback.
 */
export const readers: Readonly<
  Record<string, (reference: string, home: string) => readonly string[]>
> = {
  docker: (image) => ['manifest', 'inspect', '--insecure', image],
  skopeo: (image) => ['inspect', '--tls-verify=false', `docker://${image}`],
  podman: (image, home) => [...storage(home), 'pull', '--tls-verify=false', image],
  buildah: (image, home) => [...storage(home), 'pull', '--tls-verify=false', image],
};

/** Images stay below the home too: a client of root keeps them for the whole machine otherwise. */
const storage = (home: string): readonly string[] => [
  `--root=${path.join(home, 'storage')}`,
  `--runroot=${path.join(home, 'run')}`,
  '--storage-driver=vfs',
];

export const reference = ({ host, repository, tag }: Image): string =>
  `${host}/${repository}:${tag}`;

/** Registry clients of this machine with a home of their own, beside the editor in it. */
export class Clients {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;

  /** @param authority file of the CA that they trust */
  constructor(home: string, authority: string) {
    this.home = home;
    this.env = {
      ...privateHome(home),
      PATH: [path.join(home, 'bin'), process.env['PATH'] ?? ''].join(path.delimiter),
      SSL_CERT_FILE: authority,
    };
  }

  /** Makes the folder for programs of the person's own, and a profile that puts it on the PATH. */
  async prepare(): Promise<void> {
    await mkdir(path.join(this.home, 'bin'));
    await writeFile(path.join(this.home, '.profile'), 'PATH="$HOME/bin:$PATH"\n');
  }

  get dockerConfig(): string {
    return path.join(this.home, '.docker', 'config.json');
  }

  async readDockerConfig(): Promise<unknown> {
    return JSON.parse(await readFile(this.dockerConfig, 'utf8'));
  }

  /** Runs a client, with nothing of this process's environment. */
  async run(program: string, args: readonly string[], input = ''): Promise<Ran> {
    const child = spawn(program, args, { env: this.env, cwd: this.home });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const ended = Promise.withResolvers<number | null>();
    child.on('error', ended.reject);
    child.on('close', ended.resolve);
    return { code: await ended.promise, stdout, stderr };
  }

  async read(client: string, image: Image): Promise<void> {
    const args = readers[client]?.(reference(image), this.home) ?? [];
    const { code, stderr } = await this.run(client, args);
    assert.equal(code, 0, `${client}: ${stderr}`);
  }

  /** Copies a small image into the registry. */
  async push(image: Image): Promise<void> {
    const layout = path.join(this.home, 'image');
    await writeImage(layout);
    const { code, stderr } = await this.run('skopeo', [
      '--insecure-policy',
      'copy',
      '--dest-tls-verify=false',
      `oci:${layout}:small`,
      `docker://${reference(image)}`,
    ]);
    assert.equal(code, 0, stderr);
  }

  /** What the helper itself answers, started by the name that clients have for it. */
  ask(host: string): Promise<Ran> {
    return this.run('docker-credential-registry-tokens', ['get'], host);
  }
}
