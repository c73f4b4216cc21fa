import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { tokenAt } from '../inspector/pasted-source.ts';
import type { Services } from '../services.ts';
import { inspectText } from './decode.ts';

/** Inspects the token that a hover or a lens stands for; `place` says where, never which. */
export async function inspectAt(place: unknown, services: Services): Promise<void> {
  const { uri, line, character } = (place ?? {}) as Readonly<Record<string, unknown>>;
  if (!isIndex(line) || !isIndex(character)) return;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const text = document && tokenAt(document, new vscode.Position(line, character));
  if (text === undefined) {
    services.messages.brief(t('The token is no longer there'));
    return;
  }
  await inspectText(text, services);
}

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
