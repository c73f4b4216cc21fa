import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import type { Services } from '../services.ts';
import type { PickRow } from '../wizard/pick-step.ts';
import { openChosenFile } from './key-file.ts';

type Source = 'file' | 'clipboard' | vscode.TextDocument;

/** The content that a signature is over, where it travels apart; `undefined` for none. */
export async function askForContent(
  title: string,
  services: Services,
): Promise<Uint8Array | undefined> {
  const result = await services.steps.pick<Source>({
    frame: { title, step: 1, totalSteps: 2 },
    placeholder: t('The token does not hold what it signs. Where is it?'),
    rows: [
      { icon: 'file', label: t('In a file…'), value: 'file' },
      ...openDocuments(),
      { icon: 'clippy', label: t('In the clipboard'), value: 'clipboard' },
    ],
  });
  if (result.kind !== 'value') return undefined;
  if (result.value === 'clipboard') return Buffer.from(await services.clipboard.read());
  if (result.value !== 'file') return Buffer.from(result.value.getText());
  return (await openChosenFile({ title, openLabel: t('Use Content') }, services))?.bytes;
}

/** Texts that are open in an editor, whether or not they were saved. */
const openDocuments = (): PickRow<vscode.TextDocument>[] =>
  vscode.window.visibleTextEditors.map(({ document }) => ({
    icon: 'edit',
    label: t('In the editor: {0}', visible(path.posix.basename(document.uri.path), 80)),
    value: document,
  }));
