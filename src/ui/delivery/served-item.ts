import * as vscode from 'vscode';
import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { lastOf, type ServedHost } from '../../delivery/places/served.ts';
import { commandId } from '../../ids.ts';
import { plainText } from '../doors/plain-text.ts';
import { markdownText } from '../tree/markdown.ts';

/** The item of the status bar that says which hosts are served; without one there is none. */
export class ServedItem implements vscode.Disposable {
  #item: vscode.StatusBarItem | undefined;

  show(
    hosts: readonly ServedHost[],
    tokenOf: (served: ServedHost) => TokenRecord | undefined,
  ): void {
    const [first] = hosts;
    if (first === undefined) {
      this.dispose();
      return;
    }
    const item = (this.#item ??= createItem());
    const what = hosts.length === 1 ? plainText(first.host) : t('{0} hosts', hosts.length);
    item.text = `$(broadcast) ${what}`;
    const sentences = hosts.map((served) => servedSentence(served, tokenOf(served)));
    item.tooltip = new vscode.MarkdownString().appendMarkdown(
      sentences.map(markdownText).join('\n\n'),
    );
    item.accessibilityInformation = { label: sentences.join(' ') };
    item.show();
  }

  dispose(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
}

/** By which token a host is served, and who asked last. */
function servedSentence(served: ServedHost, token: TokenRecord | undefined): string {
  return `${t('{0} is served with the token {1}.', served.host, token?.label ?? '–')} ${lastUse(served)}`;
}

/** Who asked last for the login of a host, and when. */
export function lastUse(served: ServedHost): string {
  const last = lastOf(served);
  return last === undefined
    ? t('No program has asked yet.')
    : t('Last asked {0} by {1}.', formatInstant(last.last).local, nameOf(last.program));
}

/** What a program calls itself, where the system tells. */
export const nameOf = (program: string): string =>
  program === '' ? t('an unnamed program') : program;

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('served', vscode.StatusBarAlignment.Left, -11);
  item.name = t('Served Registries');
  item.command = commandId('servedHosts');
  return item;
}
