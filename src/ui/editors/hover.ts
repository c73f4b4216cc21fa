import * as vscode from 'vscode';
import { formatInstant, relativeText } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import { commandId } from '../../ids.ts';
import type { Explanation } from '../../jwt/explain.ts';
import { explain, innermostOf } from '../../jwt/explain.ts';
import type { Row } from '../../jwt/row.ts';
import { loginWords } from '../inspector/logins-document.ts';
import { tokenSpan } from '../inspector/pasted-source.ts';
import { readTokenText } from '../inspector/read-token.ts';
import { markdownText } from '../tree/markdown.ts';
import { loginLine, loginsOf } from './login-line.ts';
import { placeOf } from './place.ts';

/** Claims that say most, in this order; the inspector shows the others. */
const chosen = ['iss', 'sub', 'aud', 'access', 'scp', 'scope', 'roles', 'iat', 'nbf', 'exp'];

const icons = { error: '$(error)', warning: '$(warning)', info: '$(info)' } as const;

/** What the token at a place says of itself. Reads nothing but the document, and tells nobody. */
export async function tokenHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  now: number,
): Promise<vscode.Hover | undefined> {
  const { text } = document.lineAt(position.line);
  const found = tokenSpan(text, position.character);
  if (found === undefined) return loginsHover(document, position, now);
  const { decoded, languages } = await readTokenText(text.slice(found.start, found.end));
  const explanation = explain(decoded, { now, languages });
  const { line } = position;
  return new vscode.Hover(
    hoverText(explanation, placeOf(document, new vscode.Position(line, found.start)), now),
    new vscode.Range(line, found.start, line, found.end),
  );
}

/** The logins that a place tells of, as a file of Docker or a Secret of Kubernetes has them. */
async function loginsHover(
  document: vscode.TextDocument,
  { line, character }: vscode.Position,
  now: number,
): Promise<vscode.Hover | undefined> {
  const found = loginLine(document.lineAt(line).text, loginsOf(document));
  if (found === undefined || character < found.start || character > found.end) return undefined;
  const { start, end, logins } = found;
  const said = new vscode.MarkdownString(undefined, true);
  for (const { host, userName, secret } of await loginWords(logins.slice(0, 10), now)) {
    said.appendMarkdown(
      `$(key) **${markdownText(host)}** ${markdownText(userName)}: ${markdownText(secret)}  \n`,
    );
  }
  return new vscode.Hover(said, new vscode.Range(line, start, line, end));
}

function hoverText(explanation: Explanation, place: object, now: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  // The only commands that can be run from here; what the token says is escaped.
  const commands = ['inspectAt', 'copyAt', 'compareTokens'] as const;
  text.isTrusted = { enabledCommands: commands.map(commandId) };
  text.appendMarkdown(`$(key) **${markdownText(explanation.summary)}**`);
  for (const { severity, message } of explanation.warnings.slice(0, 3)) {
    text.appendMarkdown(`\n\n${icons[severity]} ${markdownText(message)}`);
  }
  const { claims } = innermostOf(explanation);
  const rows = chosen.flatMap((name) => claims.find((row) => row.name === name) ?? []);
  if (rows.length > 0) {
    text.appendMarkdown('\n\n---\n\n');
    for (const row of rows) appendRow(text, row, now);
  }
  const argument = encodeURIComponent(JSON.stringify(place));
  const link = (icon: string, words: string, command: (typeof commands)[number]) =>
    `[$(${icon}) ${words}](command:${commandId(command)}?${argument})`;
  text.appendMarkdown(
    `\n\n${[
      link('open-preview', t('Inspect'), 'inspectAt'),
      link('copy', t('Copy'), 'copyAt'),
      link('git-compare', t('Compare'), 'compareTokens'),
    ].join(' · ')}`,
  );
  return text.appendMarkdown(` · ${markdownText(t('Signature not checked'))}`);
}

function appendRow(
  text: vscode.MarkdownString,
  { name, value, instant, lines }: Row,
  now: number,
): void {
  const said =
    instant !== undefined
      ? `${relativeText(instant, now)}, ${formatInstant(instant).local}`
      : lines.length > 0
        ? lines.slice(0, 4).join('; ') + (lines.length > 4 ? ' …' : '')
        : value.type === 'string'
          ? visible(value.value, 100)
          : undefined;
  if (said === undefined) return;
  text.appendMarkdown(`\`${name}\` ${markdownText(said)}  \n`);
}
