import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Exclusive } from '../../../../src/core/concurrency/exclusive.ts';
import { neverEnds } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { answer } from '../../../../src/delivery/helper/answer.ts';
import { counterOf, type CounterParts } from '../../../../src/delivery/helper/counter.ts';
import {
  helperRoot,
  openInstallation,
  type InstallationFolder,
} from '../../../../src/delivery/helper/folder.ts';
import { binFolder, installHelper } from '../../../../src/delivery/helper/install.ts';
import { programName } from '../../../../src/delivery/helper/names.ts';
import { beginServing } from '../../../../src/delivery/helper/serve.ts';
import { HelperServer } from '../../../../src/delivery/helper/server.ts';
import { ServedHosts } from '../../../../src/delivery/places/served.ts';
import type { DockerEnvironment } from '../../../../src/delivery/docker/environment.ts';
import { exclusive } from '../../../../src/vault/machine-lock.ts';
import { root as repository } from '../../../tools/paths.ts';

/** How a program that was run came out. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  input = '',
): Promise<Ran> {
  const child = spawn(program, args, { env: environment, cwd: tmpdir() });
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

const packed = new Map<string, Promise<string>>();

/** A program of ours as it is packed: the helper's, unless another folder is named. */
export function packedProgram(
  entry: 'program' | 'uninstall',
  folder: 'helper' | 'run' = 'helper',
): Promise<string> {
  const name = `${folder}/${entry}`;
  const made = packed.get(name) ?? pack(name);
  packed.set(name, made);
  return made;
}

async function pack(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(repository, 'src/delivery', `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22.19',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** What a window hears of the helper, in order. */
export interface Heard {
  readonly firstUses: string[];
  readonly expired: string[];
  readonly errors: unknown[];
}

/** A machine with a home of its own, in whose path is a space and a quote, and a helper in it. */
export class Machine implements AsyncDisposable {
  readonly home: string;
  readonly root: string;
  readonly folder: InstallationFolder;
  readonly served: ServedHosts;
  readonly heard: Heard = { firstUses: [], expired: [], errors: [] };
  readonly tokens = new Map<string, { readonly record: TokenRecord; readonly secret: Secret }>();
  now = 1_800_000_000_000;
  /** What refreshing a token does; nothing by default. */
  refresh: (id: string) => Promise<void> = () => Promise.resolve();
  readonly #servers: HelperServer[] = [];
  readonly #events = new EventEmitter();

  private constructor(home: string) {
    this.home = home;
    this.root = helperRoot({ env: {}, platform: process.platform, home });
    this.folder = openInstallation(this.root, 'a storage', process.platform);
    this.served = new ServedHosts(this.folder.path, this.exclusive);
  }

  static async create(): Promise<Machine> {
    const home = path.join(await mkdtemp(path.join(tmpdir(), 'rt-')), "o'r home");
    await mkdir(home);
    const machine = new Machine(home);
    await installHelper(machine.root, await packedProgram('program'), process.platform);
    return machine;
  }

  readonly exclusive: Exclusive = (name, work, signal) =>
    exclusive(path.join(this.root, 'locks'), name, work, signal);

  get bin(): string {
    return binFolder(this.root);
  }

  get config(): string {
    return path.join(this.home, '.docker', 'config.json');
  }

  /** What programs see of this machine: nothing of the one that runs the test but its programs. */
  get env(): NodeJS.ProcessEnv {
    return {
      PATH: `${this.bin}:${process.env['PATH'] ?? ''}`,
      HOME: this.home,
      // Without it, a client of root reads and writes logins of the whole machine.
      XDG_RUNTIME_DIR: this.home,
    };
  }

  get environment(): DockerEnvironment {
    return { env: this.env, platform: process.platform, home: this.home, untrusted: [] };
  }

  /** A token that this machine holds. */
  hold(id: string, secret: string, record: Partial<TokenRecord> = {}): void {
    this.tokens.set(id, {
      record: {
        id,
        accountId: 'account',
        type: 'robot',
        label: id,
        subject: id,
        scope: [],
        lifetime: neverEnds,
        path: [],
        ...record,
      },
      secret: new Secret(secret),
    });
  }

  /** Serves a host as the command does. */
  async serve(host: string, tokenId: string, user: string): Promise<void> {
    await beginServing({ host, tokenId, user, since: this.now }, this.served, this.environment);
  }

  /** Opens a window, and waits until it serves. */
  async openWindow(options: { readonly runtime?: string } = {}): Promise<HelperServer> {
    const serving = Promise.withResolvers<undefined>();
    const server = this.window(() => serving.resolve(undefined), options);
    await serving.promise;
    return server;
  }

  /** Opens a window that may have to wait for its turn. */
  window(onServing: () => void, { runtime = process.execPath } = {}): HelperServer {
    const counter = counterOf(this.#parts());
    const server = new HelperServer({
      folder: this.folder,
      platform: process.platform,
      runtime,
      exclusive: this.exclusive,
      answer: (question) => answer(question, counter),
      onServing,
      onError: (error) => this.heard.errors.push(error),
    });
    this.#servers.push(server);
    return server;
  }

  #parts(): CounterParts {
    return {
      served: this.served,
      clock: { now: () => this.now },
      token: (id) => this.tokens.get(id)?.record,
      secrets: (id) => {
        const held = this.tokens.get(id);
        return Promise.resolve(held && { token: held.secret });
      },
      refresh: ({ id }) => this.refresh(id),
      onFirstUse: ({ host }, program) => this.heard.firstUses.push(`${program} ${host}`),
      onUse: () => this.#events.emit('use'),
      onExpired: ({ host }) => this.heard.expired.push(host),
    };
  }

  /** Settles when a use was noted, which follows the answer. */
  async nextUse(): Promise<void> {
    await once(this.#events, 'use');
  }

  /** Runs the helper by its shim, as a client does. */
  ask(operation: string, input: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return run(path.join(this.bin, programName), [operation], { ...this.env, ...env }, input);
  }

  async readConfig(): Promise<Record<string, unknown>> {
    return JSON.parse(await readFile(this.config, 'utf8')) as Record<string, unknown>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
    await rm(path.dirname(this.home), {
      recursive: true,
      force: true,
      // Notes of uses follow the answers.
      maxRetries: 10,
    });
  }
}
