import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { answer } from '../../delivery/helper/answer.ts';
import { counterOf } from '../../delivery/helper/counter.ts';
import {
  type InstallationFolder,
  openInstallation,
  ownerFile,
} from '../../delivery/helper/folder.ts';
import { binFolder, installHelper } from '../../delivery/helper/install.ts';
import { beginServing, endServing } from '../../delivery/helper/serve.ts';
import { HelperServer } from '../../delivery/helper/server.ts';
import { servedFile, type ServedHost, ServedHosts } from '../../delivery/places/served.ts';
import type { Vault } from '../../vault/vault.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Doors } from '../doors/doors.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Log } from '../editor/log.ts';
import { ServedItem } from './served-item.ts';
import { markerIn } from './served-marker.ts';
import { changeTerminalPath } from './terminal-path.ts';

/** What of the editor's own context serving works with. */
export type ServingContext = Pick<
  vscode.ExtensionContext,
  'extensionPath' | 'globalStorageUri' | 'environmentVariableCollection'
>;

/** What of the commands' services serving works with; the door to it is one of them itself. */
export interface ServingServices extends Pick<Doors, 'messages' | 'run'> {
  readonly vault: Vault;
  readonly view: { redraw(): void };
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly clock: Clock;
  /** Refreshes a token that is kept alive. Does not reject. */
  readonly refresh: (record: TokenRecord, signal: AbortSignal) => Promise<void>;
}

/**
 * Serves hosts to Docker and its kin while there are any: this window answers, or waits for its
 * turn. What is served stands in a file that all windows watch.
 */
export class Serving {
  readonly root: string;
  readonly served: ServedHosts;
  readonly #context: ServingContext;
  readonly #services: ServingServices;
  readonly #folder: InstallationFolder;
  readonly #watcher: FSWatcher;
  readonly #item: ServedItem;
  readonly #subscription: { dispose(): void };
  readonly #abort = new AbortController();
  /** Tokens of whose end the person was told. */
  readonly #told = new Set<string>();
  /** Hosts that are about to be served no longer. */
  readonly #ending = new Set<string>();
  #hosts: readonly ServedHost[] = [];
  /** What of it the rows tell now. */
  #shown = '';
  #server: HelperServer | undefined;
  /** Whether this window is the one that answers. */
  #answers = false;
  #reading: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(root: string, context: ServingContext, services: ServingServices) {
    this.root = root;
    this.#context = context;
    this.#services = services;
    const { vault } = services;
    this.#folder = openInstallation(root, context.globalStorageUri.fsPath, process.platform);
    this.served = new ServedHosts(this.#folder.path, vault.exclusive);
    const file = servedFile('');
    this.#watcher = watch(this.#folder.path, (_, name) => {
      if (name === file) void this.refresh();
    });
    this.#watcher.unref();
    this.#item = new ServedItem();
    this.#subscription = vault.tokens.onDidChange((ids) => void this.#tokensChanged(ids));
  }

  /** Writes the helper's program as this version has it, and begins with what is served already. */
  static async open(
    root: string,
    context: ServingContext,
    services: ServingServices,
  ): Promise<Serving> {
    const { extensionPath } = context;
    const script = await readFile(join(extensionPath, 'dist', 'helper.cjs'), 'utf8');
    await installHelper(root, script, process.platform);
    const serving = new Serving(root, context, services);
    const owner = join(serving.#folder.path, ownerFile);
    await writeFile(owner, dirname(extensionPath), { mode: 0o600 });
    await serving.refresh();
    return serving;
  }

  get hosts(): readonly ServedHost[] {
    return this.#hosts;
  }

  /** What is served with a token. */
  servedWith(tokenId: string): ServedHost | undefined {
    return this.#hosts.find((served) => this.tokenOf(served)?.id === tokenId);
  }

  /** The record of the token that a host is served with: the one chosen, or its successor. */
  tokenOf({ tokenId }: Pick<ServedHost, 'tokenId'>): TokenRecord | undefined {
    const { tokens } = this.#services.vault;
    return tokens.get(tokenId) ?? tokens.successor(tokenId);
  }

  /** Serves a host with a held token; a window answers then. Rejects with `RegistryError`. */
  async begin(host: string, { id, loginName }: TokenRecord): Promise<void> {
    const order = { host, tokenId: id, user: loginName ?? '', since: this.#services.clock.now() };
    await beginServing(order, this.served, dockerEnvironment());
    const marker = markerIn(this.#context.globalStorageUri.fsPath);
    await mkdir(dirname(marker), { recursive: true });
    await writeFile(marker, '');
    await this.refresh();
    await this.#server?.ready;
  }

  /** Stops serving a host. Rejects with why Docker's configuration could not be put back. */
  async end(host: string): Promise<void> {
    try {
      await endServing(host, this.served, dockerEnvironment().home);
    } finally {
      await this.refresh();
    }
  }

  /** Reads again what is served, and starts or stops to answer. One reading follows another. */
  refresh(): Promise<void> {
    this.#reading = this.#reading
      .then(() => this.#read())
      .catch((error: unknown) => this.#failed(error));
    return this.#reading;
  }

  /** Lets another window take over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#abort.abort();
    this.#watcher.close();
    this.#subscription.dispose();
    this.#item.dispose();
    await this.#reading;
    await this.#server?.close();
  }

  async #read(): Promise<void> {
    if (this.#closed) return;
    const { vault } = this.#services;
    this.#hosts = await this.served.list();
    // Another window may hold the token, and this one not know it yet.
    await vault.tokens.adopt(this.#hosts.map(({ tokenId }) => tokenId));
    const isServing = this.#hosts.length > 0;
    const { environmentVariableCollection } = this.#context;
    changeTerminalPath(environmentVariableCollection, binFolder(this.root), isServing);
    if (isServing) this.#server ??= this.#listen();
    else await this.#stop();
    this.#item.show(this.#hosts, (served) => this.tokenOf(served));
    // Rows tell by which token a host is served; a mere use is told elsewhere.
    const shown = this.#hosts.map((served) => `${served.host} ${this.tokenOf(served)?.id ?? ''}`);
    if (shown.join('\n') === this.#shown) return;
    this.#shown = shown.join('\n');
    this.#services.view.redraw();
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#answers = false;
    await server?.close();
    await rm(markerIn(this.#context.globalStorageUri.fsPath), { force: true });
  }

  #listen(): HelperServer {
    const { vault, clock, log } = this.#services;
    const counter = counterOf({
      served: this.served,
      clock,
      token: (tokenId) => this.tokenOf({ tokenId }),
      secrets: (id) => vault.tokens.secrets(id),
      refresh: (record) => this.#services.refresh(record, this.#abort.signal),
      onFirstUse: (served, program) => void this.#tellFirstUse(served, program),
      // The file that was written for it tells every window.
      onUse: () => undefined,
      onExpired: (served, record) => void this.#tellExpired(served, record),
    });
    return new HelperServer({
      folder: this.#folder,
      platform: process.platform,
      runtime: process.execPath,
      exclusive: vault.exclusive,
      answer: (question) => answer(question, counter),
      onServing: () => {
        this.#answers = true;
        log.info('This window answers the credential helper.');
      },
      onError: (error) => this.#failed(error),
    });
  }

  #failed(error: unknown): void {
    const failure = toRegistryError(error);
    this.#services.log.error(t('Serving tokens'), failure);
    void this.#services.messages.warn(
      t('Tokens cannot be served in this window. {0}', failure.message),
    );
  }

  /** A token that was refreshed is served on; one that is gone is not, and the person hears of it. */
  async #tokensChanged(ids: readonly string[]): Promise<void> {
    const { tokens } = this.#services.vault;
    for (const served of this.#hosts) {
      const { host, tokenId } = served;
      if (!ids.includes(tokenId) && this.tokenOf(served)?.id === tokenId) continue;
      const record = this.tokenOf(served);
      if (record !== undefined && record.id !== tokenId) {
        await this.served.change(host, (entry) => entry && { ...entry, tokenId: record.id });
      } else if (record === undefined && !(await tokens.held(tokenId)) && this.#answers) {
        await this.#endGone(host);
      }
    }
    await this.refresh();
  }

  async #endGone(host: string): Promise<void> {
    // One token's end is often told several times.
    if (this.#ending.has(host)) return;
    this.#ending.add(host);
    try {
      await this.end(host);
      void this.#services.messages.warn(
        t('{0} is no longer served: its token was revoked, deleted or forgotten.', host),
      );
    } catch (error) {
      void this.#services.messages.warn(
        t(
          '{0} is no longer served: its token was revoked, deleted or forgotten. {1}',
          host,
          toRegistryError(error).message,
        ),
      );
    } finally {
      this.#ending.delete(host);
    }
  }

  async #tellFirstUse(served: ServedHost, program: string): Promise<void> {
    const { host } = served;
    const label = this.tokenOf(served)?.label ?? '';
    this.#services.log.info(`${host}: first asked for by ${program}`);
    const name = program === '' ? t('A program') : program;
    const refuse = await this.#services.messages.info(
      t(
        '{0} asked for the login for {1} and got the token {2}. The name is what the program calls itself.',
        name,
        host,
        label,
      ),
      { label: t('Refuse from Now On'), value: true },
    );
    if (refuse === true) await this.served.refuse(host, program, true);
  }

  async #tellExpired({ host }: ServedHost, { id, label }: TokenRecord): Promise<void> {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    const another = await this.#services.messages.warn(
      t('{0} has expired, so clients of {1} get no login.', label, host),
      { label: t('Serve Another Token'), value: true },
    );
    if (another === true) await this.#services.run('serveToken');
  }
}
