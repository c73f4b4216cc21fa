import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { writeImage } from '../../unit/delivery/helper/registry.ts';

/** Whom skopeo logs in as. */
export interface Login {
  readonly user: string;
  readonly secret: string;
}

/** The real skopeo, which copies a small image into a registry and reads it back. */
export class Skopeo implements AsyncDisposable {
  readonly #program: string;
  readonly #sandbox: Sandbox;
  readonly #host: string;
  readonly #folder: string;

  private constructor(program: string, sandbox: Sandbox, host: string, folder: string) {
    this.#program = program;
    this.#sandbox = sandbox;
    this.#host = host;
    this.#folder = folder;
  }

  static async create(program: string, sandbox: Sandbox, host: string): Promise<Skopeo> {
    const folder = await mkdtemp(path.join(tmpdir(), 'rt-skopeo-'));
    await writeImage(folder);
    return new Skopeo(program, sandbox, host, folder);
  }

  /** Resolves with whether the registry let it. */
  push(repository: string, login: Login): Promise<boolean> {
    return this.#run(
      login,
      'copy',
      '--dest-tls-verify=false',
      `oci:${this.#folder}:small`,
      this.#image(repository),
    );
  }

  /** Resolves with whether the registry let it. */
  pull(repository: string, login: Login): Promise<boolean> {
    return this.#run(login, 'inspect', '--raw', '--tls-verify=false', this.#image(repository));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #image(repository: string): string {
    return `docker://${this.#host}/${repository}:1`;
  }

  async #run({ user, secret }: Login, ...args: readonly string[]): Promise<boolean> {
    const authfile = path.join(this.#folder, 'auth.json');
    const auth = Buffer.from(`${user}:${secret}`).toString('base64');
    // A command line can be read by everybody on the machine, and the story ends by looking at it.
    await writeFile(authfile, JSON.stringify({ auths: { [this.#host]: { auth } } }), {
      mode: 0o600,
    });
    const child = spawn(this.#program, ['--insecure-policy', ...args, '--authfile', authfile], {
      env: { HOME: this.#folder, SSL_CERT_FILE: this.#sandbox.ca },
      stdio: 'ignore',
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status === 0));
    });
  }
}
