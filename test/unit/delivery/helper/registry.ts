import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Secrets of the user `ci`, with the form in which the registry keeps them; all are invented. */
const secrets = {
  'first-not-a-real-secret': '$2y$04$VNmFuBujzJ3i5eogUJK6Pe33Riqfs/CFlynrILGnnlW9nPlKSrGOC',
  'second-not-a-real-secret': '$2y$04$OwlYRewzm0h1ZfvggblK3OAqV8pS6R7fJC.BEORxs/DMgDBDp2LiS',
} as const;
export type RegistrySecret = keyof typeof secrets;

/** A real registry (Debian's `docker-registry`) on this machine, with or without logins. */
export class RealRegistry implements AsyncDisposable {
  readonly host: string;
  readonly #folder: string;
  readonly #stop: () => Promise<void>;

  private constructor(host: string, folder: string, stop: () => Promise<void>) {
    this.host = host;
    this.#folder = folder;
    this.#stop = stop;
  }

  /** @param secret of its only user; without one, everybody may read and write */
  static async start(program: string, secret?: RegistrySecret): Promise<RealRegistry> {
    const folder = await mkdtemp(path.join(tmpdir(), 'rt-registry-'));
    const users = path.join(folder, 'htpasswd');
    const config = path.join(folder, 'config.yml');
    await writeFile(users, secret === undefined ? '' : entry(secret));
    const json = {
      version: '0.1',
      storage: { filesystem: { rootdirectory: path.join(folder, 'data') } },
      http: { addr: '127.0.0.1:0' },
      ...(secret === undefined ? {} : { auth: { htpasswd: { realm: 'test', path: users } } }),
    };
    await writeFile(config, JSON.stringify(json));
    const child = spawn(program, ['serve', config], { env: {} });
    const listening = Promise.withResolvers<string>();
    let text = '';
    const read = (part: Buffer) => {
      text += part.toString();
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port !== undefined) listening.resolve(`127.0.0.1:${port}`);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    const closed = once(child, 'close');
    void closed.then(() => listening.reject(new Error(text)));
    return new RealRegistry(await listening.promise, folder, async () => {
      child.kill();
      await closed;
    });
  }

  /** The former secret stops working with that, as when a robot's token is regenerated. */
  async regenerate(secret: RegistrySecret): Promise<void> {
    await writeFile(path.join(this.#folder, 'htpasswd'), entry(secret));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const entry = (secret: RegistrySecret): string => `ci:${secrets[secret]}\n`;

/** Writes a small image as a layout of files, to be copied into a registry. */
export async function writeImage(folder: string): Promise<void> {
  const blobs = path.join(folder, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const blob = async (content: string | Buffer, mediaType: string) => {
    const digest = createHash('sha256').update(content).digest('hex');
    await writeFile(path.join(blobs, digest), content);
    return { mediaType, digest: `sha256:${digest}`, size: Buffer.byteLength(content) };
  };
  const type = 'application/vnd.oci.image';
  // An archive without files is two empty blocks.
  const layer = await blob(Buffer.alloc(1024), `${type}.layer.v1.tar`);
  const rootfs = { type: 'layers', diff_ids: [layer.digest] };
  const image = { architecture: 'amd64', os: 'linux', rootfs, config: {} };
  const config = await blob(JSON.stringify(image), `${type}.config.v1+json`);
  const manifest = {
    schemaVersion: 2,
    mediaType: `${type}.manifest.v1+json`,
    config,
    layers: [layer],
  };
  const described = await blob(JSON.stringify(manifest), manifest.mediaType);
  const annotations = { 'org.opencontainers.image.ref.name': 'small' };
  const index = { schemaVersion: 2, manifests: [{ ...described, annotations }] };
  await writeFile(path.join(folder, 'index.json'), JSON.stringify(index));
  await writeFile(path.join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}
