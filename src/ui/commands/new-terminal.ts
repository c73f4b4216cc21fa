import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Secret } from '../../core/secret.ts';
import type { IssuedToken } from '../../core/token.ts';
import { isVariable } from '../../delivery/run/request.ts';
import type { Variable } from '../../registries/contract/registry.ts';
import { attempt } from '../actions/attempt.ts';
import { mayHandOut } from '../actions/caution.ts';
import { obtain } from '../actions/obtain.ts';
import { withSecret } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import type { Services } from '../services.ts';

/** What a terminal is to be opened with, as far as it was chosen. */
interface Chosen {
  readonly tokens: IssuedToken[];
  readonly variables: Map<string, Secret | string>;
}

/** The name of a variable that no kind of registry has proposed. */
const usual = 'REGISTRY_TOKEN';

/**
 * Opens a terminal with tokens in variables of its own. The editor's own list of variables, which
 * other extensions see, holds none of them: the terminal asks for them when it starts.
 */
export async function newTerminal(row: unknown, services: Services): Promise<void> {
  const title = t('New Terminal with Tokens');
  await attempt(undefined, services, async () => {
    if (!vscode.workspace.isTrusted) {
      throw new RegistryError(
        'forbidden',
        t('This workspace is not trusted, so its terminals get no tokens.'),
        { repair: null },
      );
    }
    const chosen: Chosen = { tokens: [], variables: new Map() };
    for (let from = row; ; from = undefined) {
      const target = await pickToken(from, services, title, withSecret);
      if (target === undefined || !(await addToken(target, chosen, title, services))) return;
      const more = await wantsMore(chosen, title, services);
      if (more === undefined) return;
      if (!more) break;
    }
    await open(chosen, services);
  });
}

/** Asks for the name of the variable, proposed by the token's registry. */
async function addToken(
  target: TokenTarget,
  { tokens, variables }: Chosen,
  title: string,
  services: Services,
): Promise<boolean> {
  const proposed = await proposedFor(target, services);
  const others = proposed.filter(({ text }) => text !== undefined);
  const name = proposed.find(({ text }) => text === undefined)?.name ?? usual;
  const prompt = t('The variable that is to hold {0}', target.record.label);
  const answer = await services.steps.text({
    frame: { title, step: 1, totalSteps: 1 },
    prompt:
      others.length === 0
        ? prompt
        : t('{0}; {1} are set with it', prompt, others.map((one) => one.name).join(', ')),
    value: variables.has(name) ? `${name}_${tokens.length + 1}` : name,
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) =>
      isVariable(text)
        ? undefined
        : { severity: 'error', message: t('Letters, digits and “_”, with no digit first.') },
  });
  if (answer.kind !== 'value') return false;
  const token = await obtain(target, services);
  if (!(await mayHandOut(token.record, services.messages))) return false;
  // Kept, so that it is known when it changes.
  await services.vault.tokens.keep(token);
  for (const { name: other, text = '' } of others) {
    if (!variables.has(other)) variables.set(other, text);
  }
  variables.set(answer.value, token.secrets.token);
  tokens.push(token);
  return true;
}

async function proposedFor(
  { account, record }: TokenTarget,
  { sessions }: Services,
): Promise<readonly Variable[]> {
  if (account === undefined) return [];
  return (await sessions.registry(account)).variables?.(record) ?? [];
}

async function wantsMore(
  { variables }: Chosen,
  title: string,
  { steps }: Services,
): Promise<boolean | undefined> {
  const picked = await steps.pick<boolean>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: [...variables.keys()].join(', '),
    rows: [
      { icon: 'terminal', label: t('Open the Terminal'), value: false },
      { icon: 'add', label: t('Add Another Token…'), value: true },
    ],
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

async function open({ tokens, variables }: Chosen, services: Services): Promise<void> {
  const runs = await services.runs.get();
  const shell = [vscode.env.shell, ...(process.platform === 'darwin' ? ['-l'] : [])];
  const terminal = vscode.window.createTerminal({
    name: tokens.map(({ record }) => record.label).join(', '),
    shellPath: runs.program,
    shellArgs: ['run', '--ticket', runs.ticket(variables), '--', ...shell],
    iconPath: new vscode.ThemeIcon('key'),
    // A ticket is good once: it would fail after a reload.
    isTransient: true,
  });
  runs.terminals.add(terminal, tokens);
  services.log.info(`${terminal.name}: opened a terminal with ${[...variables.keys()].join(', ')}`);
  terminal.show();
}
