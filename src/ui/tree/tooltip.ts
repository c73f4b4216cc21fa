import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { Detail, Item } from '../../registries/contract/item.ts';
import { renewableSignIn } from '../accounts/renewable-sign-in.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { markdownText } from './markdown.ts';
import type { Node } from './node.ts';
import type { RenderContext } from './render-context.ts';
import { appendDetails, appendToken } from './token-lines.ts';

/** The hover of a row, made when it is asked for. What servers say is escaped, never trusted. */
export async function tooltip(
  node: Node,
  sessions: Sessions,
  context: RenderContext,
  signal: AbortSignal,
): Promise<vscode.MarkdownString> {
  const text = new vscode.MarkdownString(undefined, true);
  switch (node.type) {
    case 'account':
      text.appendMarkdown(heading(node.account.label));
      appendDetails(text, [
        { label: t('Address'), value: node.account.url },
        { label: t('User'), value: node.account.userName },
        ...(await signInDetails(node.account, sessions)),
        ...trustDetails(node.account.tls),
      ]);
      return text;
    case 'item': {
      text.appendMarkdown(heading(node.item.label));
      appendDetails(text, await allDetails(node, sessions, signal));
      const { token } = node.item;
      if (token !== undefined) appendToken(text, token, context, await context.placesOf(token));
      appendReasons(text, node.item.blocked);
      return text;
    }
    case 'record':
      text.appendMarkdown(heading(node.record.label));
      if (node.record.caution !== undefined) {
        text.appendMarkdown(`$(warning) ${markdownText(node.record.caution)}\n\n`);
      }
      appendToken(text, node.record, context, await context.placesOf(node.record));
      await appendAbout(text, node, sessions);
      return text;
    case 'pasted':
      return text.appendMarkdown(
        markdownText(t('Tokens that were pasted and kept without an account.')),
      );
    case 'error':
      return text.appendMarkdown(markdownText(node.error.message));
    case 'empty':
      return text.appendMarkdown(markdownText(`${node.label}. ${node.act.label}`));
    case 'more':
      return text.appendMarkdown(markdownText(t('Shows the next rows of this list.')));
  }
}

const heading = (label: string): string => `**${markdownText(label)}**\n\n`;

/** What the adapter says of a token that only this machine lists. */
async function appendAbout(
  text: vscode.MarkdownString,
  { account, record }: Extract<Node, { type: 'record' }>,
  sessions: Sessions,
): Promise<void> {
  if (account === undefined) return;
  const registry = await sessions.registry(account);
  const { details = [], blocked = {} } = registry.about?.(record) ?? {};
  appendDetails(text, details);
  appendReasons(text, blocked);
}

/** Why something cannot be done: once, however many things that is so of. */
function appendReasons(text: vscode.MarkdownString, blocked: Item['blocked'] = {}): void {
  for (const reason of new Set(Object.values(blocked))) {
    text.appendMarkdown(`\n\n$(info) ${markdownText(reason)}`);
  }
}

async function allDetails(
  node: Extract<Node, { type: 'item' }>,
  sessions: Sessions,
  signal: AbortSignal,
): Promise<readonly Detail[]> {
  try {
    const registry = await sessions.registry(node.account);
    return await registry.details(node.item, signal);
  } catch (error) {
    // A hover is no place for a repair; the row's own commands will offer it.
    const known = node.item.details ?? [];
    return [...known, { label: t('More'), value: toRegistryError(error).message }];
  }
}

/** When a sign-in ends, which is known for a token that was issued from here. */
async function signInDetails(account: Account, sessions: Sessions): Promise<readonly Detail[]> {
  const record = await renewableSignIn(account, sessions);
  if (record?.lifetime.kind !== 'until') return [];
  return [
    { label: t('Sign-in'), value: record.label },
    { label: t('Sign-in ends'), value: { instant: record.lifetime.at } },
  ];
}

function trustDetails(
  tls: { readonly ca?: string; readonly fingerprint256?: string } | undefined,
): Detail[] {
  if (tls?.fingerprint256 !== undefined) {
    return [{ label: t('Certificate'), value: t('pinned by its fingerprint') }];
  }
  return tls?.ca === undefined
    ? []
    : [{ label: t('Certificate'), value: t('trusted through an authority of your own') }];
}
