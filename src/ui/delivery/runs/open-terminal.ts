import * as vscode from 'vscode';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { IssuedToken } from '../../../core/token.ts';
import { plainText } from '../../doors/plain-text.ts';
import type { Services } from '../../services.ts';

/** What a terminal is opened with. */
interface Contents {
  readonly tokens: readonly IssuedToken[];
  readonly variables: ReadonlyMap<string, Secret | string>;
}

/** Throws `forbidden` in a workspace that is not trusted: its terminals get no tokens. */
export function mustBeTrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new RegistryError(
    'forbidden',
    t('This workspace is not trusted, so its terminals get no tokens.'),
    { repair: null },
  );
}

/**
 * Opens a terminal with variables of its own. The editor's own list of variables, which other
 * extensions see, holds none of them: the terminal asks for them when it starts.
 */
export async function openTerminal(
  { tokens, variables }: Contents,
  services: Services,
): Promise<void> {
  mustBeTrusted();
  const runs = await services.runs.get();
  const shell = [vscode.env.shell, ...(process.platform === 'darwin' ? ['-l'] : [])];
  const terminal = vscode.window.createTerminal({
    name: plainText(tokens.map(({ record }) => record.label).join(', ')),
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
