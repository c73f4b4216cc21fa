import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../../../../src/core/account.ts';
import type { Exclusive } from '../../../../src/core/concurrency/exclusive.ts';
import { neverEnds } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { type InstallationFolder, openWorkspace } from '../../../../src/delivery/helper/folder.ts';
import type { Question, Reply } from '../../../../src/delivery/helper/protocol.ts';
import { HelperServer } from '../../../../src/delivery/helper/server.ts';
import { answerRun } from '../../../../src/delivery/run/answer.ts';
import { installRun, runShimFile } from '../../../../src/delivery/run/install.ts';
import type { RunRequest } from '../../../../src/delivery/run/request.ts';
import { runScriptFile } from '../../../../src/delivery/run/shim.ts';
import { Tickets } from '../../../../src/delivery/run/tickets.ts';
import { exclusive } from '../../../../src/vault/machine-lock.ts';
import { packedProgram, run, type Ran } from '../helper/support.ts';

/** A workspace whose window gives tokens to commands, on a machine with a home of its own. */
export class Workspace implements AsyncDisposable {
  readonly home: string;
  readonly root: string;
  readonly folder: InstallationFolder;
  readonly tickets: Tickets;
  readonly asked: RunRequest[] = [];
  readonly variables: (readonly string[])[] = [];
  /** What becomes of a token that a command is to get. */
  refresh = (token: TokenRecord): Promise<TokenRecord> => Promise.resolve(token);
  readonly accounts: Account[] = [];
  readonly #tokens = new Map<string, { readonly record: TokenRecord; readonly secret: Secret }>();
  now = 1_800_000_000_000;
  isTrusted = true;
  says = true;
  #server: HelperServer | undefined;

  private constructor(home: string) {
    this.home = home;
    this.root = path.join(home, 'programs');
    this.folder = openWorkspace(this.root, 'a storage', process.platform);
    this.tickets = new Tickets({ now: () => this.now });
  }

  /**
   * In the path of its home is a space and a quote.
   *
   * @param patience how long the shim waits for a window, in seconds
   */
  static async open({ patience = 0 } = {}): Promise<Workspace> {
    const home = path.join(await mkdtemp(path.join(tmpdir(), 'rt-')), "o'r home");
    await mkdir(home);
    const workspace = new Workspace(home);
    const { root, folder } = workspace;
    const program = await packedProgram('program', 'run');
    await installRun(root, folder.path, program, process.platform, patience);
    workspace.addAccount('acme', 'https://quay.example.com');
    workspace.hold('ci', 'not-a-real-secret-4711');
    await workspace.serve();
    return workspace;
  }

  addAccount(label: string, url: string, id = label): void {
    this.accounts.push({ id, kind: 'quay', label, url, userName: 'joe', options: {} });
  }

  hold(label: string, secret: string, more: Partial<TokenRecord> = {}, id = label): void {
    const record: TokenRecord = {
      id: `${more.accountId ?? 'acme'}/${id}`,
      accountId: 'acme',
      type: 'robot',
      label,
      subject: label,
      scope: [],
      lifetime: neverEnds,
      path: [],
      ...more,
    };
    this.#tokens.set(record.id, { record, secret: new Secret(secret) });
  }

  async serve(): Promise<void> {
    const inTurn: Exclusive = (name, work, signal) =>
      exclusive(path.join(this.root, 'locks'), name, work, signal);
    this.#server = new HelperServer({
      folder: this.folder,
      platform: process.platform,
      runtime: process.execPath,
      exclusive: inTurn,
      answer: (question) => this.answer(question),
      onError: (error) => {
        throw error;
      },
    });
    await this.#server.ready;
  }

  /** Answers as the window does, without a program that asks. */
  answer(question: Question): Promise<Reply> {
    return answerRun(question, {
      tickets: this.tickets,
      isTrusted: () => this.isTrusted,
      kept: () => ({
        accounts: this.accounts,
        tokens: [...this.#tokens.values()].map(({ record }) => record),
        now: this.now,
      }),
      secrets: (id) => {
        const held = this.#tokens.get(id);
        return Promise.resolve(held && { token: held.secret });
      },
      allow: (_token, request, variables) => {
        this.asked.push(request);
        this.variables.push(variables);
        return Promise.resolve(this.says);
      },
      fresh: (token) => this.refresh(token),
      forget: () => Promise.resolve(void this.asked.push(nothing)),
    });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }

  get shim(): string {
    return runShimFile(this.folder.path, process.platform);
  }

  /** What the terminals of the workspace have in their environment. */
  readonly env = { PATH: process.env['PATH'], KEPT: 'as it was' };

  /** Runs the program by its shim, as a person does in a terminal. */
  run(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return run(this.shim, args, { ...this.env, ...env }, input);
  }

  /** Runs the program as the shim of Windows does, which starts the command itself. */
  spawn(args: readonly string[], input = ''): Promise<Ran> {
    const program = [path.join(this.root, runScriptFile), this.folder.path, 'spawn', '--'];
    return run(process.execPath, [...program, ...args], this.env, input);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(path.dirname(this.home), { recursive: true, force: true });
  }
}

const nothing: RunRequest = { command: [], folder: '', references: {} };
