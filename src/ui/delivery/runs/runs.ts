import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { TokenRecord } from '../../../core/token.ts';
import {
  type InstallationFolder,
  openWorkspace,
  ownerFile,
} from '../../../delivery/helper/folder.ts';
import { binFolder, writeIfOther } from '../../../delivery/helper/install.ts';
import { HelperServer } from '../../../delivery/helper/server.ts';
import { needsRefresh } from '../../../delivery/needs-refresh.ts';
import { answerRun } from '../../../delivery/run/answer.ts';
import { installRun, runBinFolder, runShimFile } from '../../../delivery/run/install.ts';
import { runScriptFile } from '../../../delivery/run/shim.ts';
import { Tickets, type Variables } from '../../../delivery/run/tickets.ts';
import { toRegistryError } from '../../actions/to-registry-error.ts';
import type { Services } from '../../services.ts';
import { refreshKept } from '../../watch/refresh-kept.ts';
import type { CommandsDoor } from '../commands-door.ts';
import { setTerminalPath } from '../terminal-path.ts';
import { Consents, forgetConsents } from './consents.ts';
import { Terminals } from './terminals.ts';

/** What of the editor's own context it works with. */
export type RunsContext = Pick<
  vscode.ExtensionContext,
  | 'extensionPath'
  | 'globalStorageUri'
  | 'storageUri'
  | 'workspaceState'
  | 'environmentVariableCollection'
>;

/** Gives tokens to commands of this window's terminals, tasks and debug runs. */
export class Runs implements CommandsDoor {
  readonly terminals: Terminals;
  readonly program: string;
  readonly #tickets: Tickets;
  readonly #refreshes = new Map<string, Promise<unknown>>();
  readonly #abort = new AbortController();
  readonly #server: HelperServer;
  #isReady = false;
  /** Why nobody answers, while nobody was told. */
  #failure: RegistryError | undefined;

  private constructor(folder: InstallationFolder, context: RunsContext, services: Services) {
    const { vault, clock, log, messages } = services;
    const { platform, execPath } = process;
    this.program = runShimFile(folder.path, platform);
    this.terminals = new Terminals(services);
    this.#tickets = new Tickets(clock);
    const consents = new Consents(context.workspaceState, services);
    const parts = {
      tickets: this.#tickets,
      isTrusted: () => vscode.workspace.isTrusted,
      kept: () => ({
        accounts: vault.accounts.list(),
        tokens: vault.tokens.list(),
        now: clock.now(),
      }),
      secrets: (id: string) => vault.tokens.secrets(id),
      allow: consents.allow.bind(consents),
      fresh: (record: TokenRecord) => this.#fresh(record, services),
      forget: () => forgetConsents(context.workspaceState),
    };
    this.#server = new HelperServer({
      folder,
      platform,
      runtime: execPath,
      exclusive: vault.exclusive,
      answer: (question) => answerRun(question, parts),
      onError: (error) => {
        const { message } = toRegistryError(error);
        const sentence = t('Commands get no tokens in this window. {0}', message);
        this.#failure = new RegistryError('unsupported', sentence, { cause: error, repair: null });
        if (!this.#isReady) return;
        log.error(t('Giving tokens to commands'), error);
        void messages.warn(sentence);
      },
    });
  }

  /** One refresh is for all commands that ask at once. */
  async #fresh(record: TokenRecord, services: Services): Promise<TokenRecord> {
    const { tokens } = services.vault;
    if (needsRefresh(record, services.clock.now())) {
      const running =
        this.#refreshes.get(record.id) ?? refreshKept(record, services, this.#abort.signal);
      this.#refreshes.set(record.id, running);
      await running.finally(() => this.#refreshes.delete(record.id));
    }
    return tokens.get(record.id) ?? tokens.successor(record.id) ?? record;
  }

  /**
   * Writes the program as this version has it, and puts it on the PATH of terminals. The editor
   * keeps that for those which it restores before extensions are there. Rejects with why no window
   * can answer.
   */
  static async open(root: string, context: RunsContext, services: Services): Promise<Runs> {
    const { extensionPath, storageUri, globalStorageUri, environmentVariableCollection } = context;
    // Windows without a folder share what they have.
    const storage = (storageUri ?? globalStorageUri).fsPath;
    const folder = openWorkspace(root, storage, process.platform);
    const script = await readFile(join(extensionPath, 'dist', runScriptFile), 'utf8');
    await installRun(root, folder.path, script, process.platform);
    await writeIfOther(join(folder.path, ownerFile), dirname(extensionPath), 0o600);
    const runs = new Runs(folder, context, services);
    await runs.#server.ready;
    if (runs.#failure !== undefined) {
      await runs.close();
      throw runs.#failure;
    }
    runs.#isReady = true;
    const isServing = (services.serving.now?.hosts.length ?? 0) > 0;
    const folders = [runBinFolder(folder.path), ...(isServing ? [binFolder(root)] : [])];
    setTerminalPath(environmentVariableCollection, folders);
    return runs;
  }

  ticket(variables: Variables): string {
    return this.#tickets.issue(variables);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    this.terminals.dispose();
    await this.#server.close();
  }
}
