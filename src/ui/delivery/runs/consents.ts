import * as vscode from 'vscode';
import { t } from '../../../core/l10n.ts';
import type { TokenRecord } from '../../../core/token.ts';
import { textsOf } from '../../../core/values.ts';
import { visible } from '../../../core/visible.ts';
import { command as commandPlace } from '../../../delivery/places/command.ts';
import type { RunRequest } from '../../../delivery/run/request.ts';
import type { Services } from '../../services.ts';
import { remember } from '../remember.ts';

/** Under this it is kept, for the workspace, which tokens its commands get. */
const allowed = 'commandsGet';

/** As much of a command is shown, in characters. */
const longestCommand = 300;

/** Which tokens the commands of this workspace get: each is asked for once. */
export class Consents {
  readonly #state: vscode.Memento;
  readonly #services: Services;
  /** One question for all that ask at once. */
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(state: vscode.Memento, services: Services) {
    this.#state = state;
    this.#services = services;
  }

  /** @param variables by which the command gets it */
  allow(token: TokenRecord, request: RunRequest, variables: readonly string[]): Promise<boolean> {
    const key = keyOf(token);
    if (this.#allowed.includes(key)) return Promise.resolve(true);
    const asking = this.#asking.get(key) ?? this.#ask(key, token, request, variables);
    this.#asking.set(key, asking);
    return asking.finally(() => this.#asking.delete(key));
  }

  get #allowed(): readonly string[] {
    return allowedIn(this.#state);
  }

  async #ask(
    key: string,
    token: TokenRecord,
    request: RunRequest,
    variables: readonly string[],
  ): Promise<boolean> {
    const { messages, log } = this.#services;
    const [program = ''] = request.command;
    const yes = await messages.confirm(
      t('Give the token {0} to “{1}”?', token.label, visible(program)),
      [
        t('The command is: {0}', visible(request.command.join(' '), longestCommand)),
        t('It runs in {0}. This is what it says of itself.', visible(request.folder)),
        t('It gets the token as {0}, in its environment alone.', variables.join(', ')),
        t(
          'From then on, commands in the terminals of this workspace get this token, and any that replaces it, without a question, until you run “registry-tokens forget”.',
        ),
      ].join('\n\n'),
      { label: t('Give It'), value: true },
    );
    if (yes !== true) return false;
    await this.#state.update(allowed, [...this.#allowed, key]);
    await remember(commandPlace, token, { workspace: nameOfWorkspace() }, this.#services);
    log.info(`${token.label}: given to commands of this workspace, first ${visible(program)}`);
    return true;
  }
}

/** @param accountId whose tokens are asked for again; all without it */
export async function forgetConsents(state: vscode.Memento, accountId?: string): Promise<void> {
  const others =
    accountId === undefined ? [] : allowedIn(state).filter((key) => !isOf(key, accountId));
  await state.update(allowed, others.length === 0 ? undefined : others);
}

const allowedIn = (state: vscode.Memento): readonly string[] => textsOf(state.get(allowed));

/** A token that was refreshed or regenerated is the same one to the person. */
const keyOf = ({ accountId, subject, label }: TokenRecord): string =>
  JSON.stringify([accountId, subject, label]);

const isOf = (key: string, accountId: string): boolean =>
  key.startsWith(`[${JSON.stringify(accountId)},`);

const nameOfWorkspace = (): string => vscode.workspace.name ?? t('a window without a folder');
