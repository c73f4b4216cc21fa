import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { decodedScheme } from '../../ids.ts';
import { decodeJwt as decode } from '../../jwt/decode.ts';
import { tokenDocument } from '../../jwt/document.ts';
import { findJwt } from '../../jwt/find.ts';
import { decodeSecret } from '../../jwt/of-secret.ts';
import { messages } from '../doors/messages.ts';
import { runCommand } from '../doors/commands.ts';
import type { Services } from '../services.ts';
import { textStep } from '../wizard/text-step.ts';
import { withToken } from '../with-token.ts';

/** Decodes the token of a row. */
export async function decodeToken(row: unknown, services: Services): Promise<void> {
  await withToken(row, t('Decode Token'), services, async ({ record, secrets }) => {
    const decoded = decodeSecret(secrets.token);
    await services.decoded.show(
      record.label,
      tokenDocument(decoded, { now: services.clock.now() }),
    );
  });
}

/** Decodes what is selected, else what is in the clipboard, else what the person enters. */
export async function decodeJwt(services: Services): Promise<void> {
  const text = fromEditor() ?? (await fromClipboard(services)) ?? (await fromInput());
  if (text === undefined) return;
  const decoded = decode(text);
  await services.decoded.show(
    t('Decoded token'),
    tokenDocument(decoded, { now: services.clock.now() }),
  );
  if (decoded.kind === 'jwt' || decoded.kind === 'encrypted') {
    services.pasted.remember(text);
    void offerToKeep();
  }
}

/** What is selected; without a selection, the token that the cursor stands in. */
function fromEditor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === decodedScheme) return undefined;
  const selected = editor.document.getText(editor.selection).trim();
  if (selected !== '') return firstToken(selected) ?? selected;
  const { text } = editor.document.lineAt(editor.selection.active.line);
  const column = editor.selection.active.character;
  const found = findJwt(text).find(({ start, end }) => start <= column && column <= end);
  return found === undefined ? undefined : text.slice(found.start, found.end);
}

/** A token in the clipboard; other text there is nobody's business and is not looked at further. */
async function fromClipboard({ clipboard }: Services): Promise<string | undefined> {
  const text = await clipboard.read();
  const found = firstToken(text);
  if (found !== undefined) return found;
  const { kind } = decode(text);
  return kind === 'jwt' || kind === 'encrypted' || kind === 'malformed' ? text : undefined;
}

async function fromInput(): Promise<string | undefined> {
  const result = await textStep({
    frame: { title: t('Decode JWT'), step: 1, totalSteps: 1 },
    prompt: t('Paste a token. Neither the selection nor the clipboard holds one.'),
    value: '',
    secret: true,
    normalize: (text) => text.trim(),
    check: (text) =>
      text === '' ? { severity: 'error', message: t('Please paste a token.') } : undefined,
  });
  return result.kind === 'value' ? result.value : undefined;
}

function firstToken(text: string): string | undefined {
  const [found] = findJwt(text);
  return found === undefined ? undefined : text.slice(found.start, found.end);
}

async function offerToKeep(): Promise<void> {
  const keep = await messages.info(
    t('Decoded. The signature was not checked, and the token is not kept.'),
    { label: t('Keep Token…'), value: true },
  );
  if (keep === true) await runCommand('keepToken');
}
