import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { commandId } from '../../ids.ts';
import { severalWord } from '../../registries/contract/action-id.ts';
import type { SharedRowType } from '../../registries/contract/item.ts';
import { findKind } from '../../registries/kinds.ts';
import { errorTitle, repairLabel } from '../actions/error-words.ts';
import { undisguised } from '../doors/plain-text.ts';
import type { Count, Filter, Filters } from './filters.ts';
import type { EmptyNode, ErrorNode, ItemNode, MoreNode, Node, RecordNode } from './node.ts';
import { type Orders, sortingText } from './orders.ts';
import type { RenderContext } from './render-context.ts';
import { rowIcon } from './row-icon.ts';
import { type RowState, rowState, spokenState, stateWords } from './row-state.ts';

const icons: Readonly<Record<SharedRowType, string>> = {
  organization: 'organization',
  user: 'account',
  group: 'folder',
  robot: 'hubot',
  token: 'key',
  permission: 'repo',
  note: 'info',
};

/** What those icons say, to those who hear the row; what is missing is in the row's own words. */
const spokenTypes: Readonly<Partial<Record<string, () => string>>> = {
  organization: () => t('organization'),
  user: () => t('user'),
  robot: () => t('robot'),
  token: () => t('token'),
};

/** What a person chose for the rows below a row. */
interface Arrangement {
  readonly filters: Filters;
  readonly orders: Orders;
}

/** Draws one row. Costs no I/O: the editor asks for every sibling, visible or not. */
export function renderRow(
  node: Node,
  context: RenderContext,
  { filters, orders }: Arrangement,
): vscode.TreeItem {
  const row = draw(node, context);
  row.id = node.id;
  if (typeof row.label === 'string') row.label = undisguised(row.label);
  const sorting = orders.of(node);
  const filter = filters.get(node.id);
  const order = sorting && sortingText(sorting);
  const thinned = filter && filterTexts(filter, filters.count(filter));
  // What the person chose for the rows below is seen in a narrow view as well.
  row.description = undisguised(
    [thinned?.first, order, row.description, thinned?.last].filter(Boolean).join(' · '),
  );
  if (filter !== undefined) row.contextValue = `${row.contextValue ?? ''};filtered`;
  if (sorting !== undefined) row.contextValue = `${row.contextValue ?? ''};sorted`;
  const spoken = row.accessibilityInformation?.label;
  if (spoken !== undefined) {
    const sorted = order && t('sorted: {0}', order);
    const label = [spoken, sorted, thinned?.spoken].filter(Boolean).join(', ');
    row.accessibilityInformation = { label: undisguised(label) };
  }
  return row;
}

/** A filter in words: what must not be what a narrow view cuts off, and what may. */
function filterTexts({ text }: Filter, count: Count | undefined) {
  const words = t('filter: {0}', text);
  if (count === undefined) return { first: words, spoken: words };
  const [shown, all] = [count.shown.toLocaleString(), count.all.toLocaleString()];
  return {
    first: t('{0} of {1}', shown, all),
    last: words,
    spoken: `${t('{0} of {1} rows', shown, all)}, ${words}`,
  };
}

function draw(node: Node, context: RenderContext): vscode.TreeItem {
  switch (node.type) {
    case 'account': {
      const row = new vscode.TreeItem(
        node.account.label,
        vscode.TreeItemCollapsibleState.Collapsed,
      );
      row.description = node.account.userName;
      const kind = findKind(node.account.kind);
      const page = kind?.signInPage === undefined ? [] : ['page'];
      row.iconPath = new vscode.ThemeIcon(kind?.icon ?? 'plug');
      row.contextValue = words('account', 'parent', 'named', 'renamable', ...page);
      row.accessibilityInformation = {
        label: spokenAccount(node.account, kind?.label),
      };
      return row;
    }
    case 'item':
      return drawItem(node, context);
    case 'record':
      return drawRecord(node, context);
    case 'pasted': {
      const row = new vscode.TreeItem(
        t('Pasted tokens'),
        vscode.TreeItemCollapsibleState.Collapsed,
      );
      row.iconPath = new vscode.ThemeIcon('inbox');
      row.contextValue = words('pasted');
      row.accessibilityInformation = { label: t('Pasted tokens') };
      return row;
    }
    case 'error':
      return drawError(node);
    case 'empty':
      return drawEmpty(node);
    case 'more':
      return drawMore(node);
  }
}

function drawItem(node: ItemNode, context: RenderContext): vscode.TreeItem {
  const { item, account, together } = node;
  const row = new vscode.TreeItem(
    item.label,
    item.hasChildren
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  const ownType = findKind(account.kind)?.rowTypes?.[item.type];
  const state = rowState(node, context);
  const isCopyable = state.isHeld || item.can.includes('fetch');
  row.description = description(state, context, item.description);
  const listed = state.isOnlyListed && item.type === 'token' ? 'lock' : undefined;
  row.iconPath = rowIcon(listed ?? ownType?.icon ?? icons[item.type as SharedRowType], state);
  row.contextValue = words(
    item.type,
    ...item.can,
    ...(together ?? []).map(severalWord),
    ...(item.hasChildren ? ['parent'] : []),
    ...(item.orders === undefined ? [] : ['sortable']),
    ...(item.type === 'note' ? [] : ['named']),
    ...(isCopyable ? ['copyable'] : []),
    ...tokenWords(item.token, state, account),
  );
  row.accessibilityInformation = {
    label: spoken(
      [
        item.label,
        typeBeside(item.label, (ownType?.spoken ?? spokenTypes[item.type])?.()),
        item.description,
      ],
      state,
      context,
    ),
  };
  // Whatever has rows below it is opened to show them.
  if (item.token !== undefined && isCopyable && !item.hasChildren) row.command = opening(node);
  return row;
}

/** What a token is good for beyond its row: image logins, packages, staying alive, serving. */
const tokenWords = (
  token: TokenRecord | undefined,
  { isHeld, isActive, isEnding, hasEnded, isKeptAlive, servedHost }: RowState,
  account: Account | undefined,
): string[] =>
  token === undefined
    ? []
    : [
        'token',
        ...(isHeld ? ['held'] : []),
        ...(isHeld && token.accountId !== '' && (isEnding || hasEnded) ? ['ends'] : []),
        ...(token.registryHost === undefined || token.loginName === undefined ? [] : ['login']),
        ...(account && findKind(account.kind)?.hasPackages === true ? ['packages'] : []),
        ...(isActive ? ['active'] : []),
        ...(isKeptAlive ? ['alive'] : []),
        ...(servedHost === undefined ? [] : ['served']),
      ];

function drawRecord(node: RecordNode, context: RenderContext): vscode.TreeItem {
  const { record, parent, isStray } = node;
  const row = new vscode.TreeItem(record.label, vscode.TreeItemCollapsibleState.None);
  const state = rowState(node, context);
  const told = isStray === true ? t('{0} · not listed here', record.subject) : undefined;
  row.description = description(state, context, told);
  row.iconPath = rowIcon('key', state);
  // What ends such a token is done to the row it stands below.
  const canRevoke = parent.type === 'item' && parent.item.can.includes('revoke');
  row.contextValue = words(
    'copyable',
    'named',
    ...(record.accountId === '' ? ['renamable'] : ['verify']),
    ...(canRevoke ? ['revoke'] : []),
    ...tokenWords(record, state, node.account),
  );
  row.accessibilityInformation = {
    label: spoken([record.label, typeBeside(record.label, t('token')), told], state, context),
  };
  row.command = opening(node);
  return row;
}

/** What a click on a token does, and Enter. */
const opening = (node: Node): vscode.Command => ({
  command: commandId('openRow'),
  title: t('Decode Token'),
  arguments: [node],
});

/** Short enough for a narrow view: what went wrong and the repair; the tooltip says the rest. */
function drawError(node: ErrorNode): vscode.TreeItem {
  const { error } = node;
  const row = new vscode.TreeItem(errorTitle(error.code), vscode.TreeItemCollapsibleState.None);
  row.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  row.contextValue = words('error');
  row.tooltip = error.message;
  row.description = error.message;
  row.accessibilityInformation = { label: t('Error: {0}', error.message) };
  if (error.repair !== undefined) {
    const label = repairLabel(error.repair);
    row.description = `${label} · ${error.message}`;
    row.command = { command: commandId('repair'), title: label, arguments: [node] };
    row.accessibilityInformation = { label: t('Error: {0} Enter: {1}.', error.message, label) };
  }
  return row;
}

/** Says what to do next beside what there is not. */
function drawEmpty({ label, act, parent }: EmptyNode): vscode.TreeItem {
  const row = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  row.description = act.label;
  row.iconPath = new vscode.ThemeIcon('info');
  row.contextValue = words('empty');
  row.command = { command: act.command, title: act.label, arguments: [parent] };
  const next = act.label.replace(/…$/, '');
  row.accessibilityInformation = { label: t('{0}. Enter: {1}.', label, next) };
  return row;
}

function drawMore(node: MoreNode): vscode.TreeItem {
  const { rest } = node;
  const row = new vscode.TreeItem(t('Load More'), vscode.TreeItemCollapsibleState.None);
  row.description = rest === undefined ? '' : t('{0} not shown', rest.toLocaleString());
  row.accessibilityInformation = {
    label:
      rest === undefined
        ? t('Load More')
        : t('Load More, {0} rows not shown', rest.toLocaleString()),
  };
  row.iconPath = new vscode.ThemeIcon('ellipsis');
  row.command = { command: commandId('loadMore'), title: t('Load More'), arguments: [node] };
  return row;
}

/** What stands beside a row's name: how its token stands, then what its registry says. */
function description(state: RowState, { clock }: RenderContext, told: string | undefined): string {
  const { life, isActive } = state;
  return [
    ...(isActive ? [t('active')] : []),
    ...(life === undefined ? [] : [remainingText(life.lifetime, clock.now())]),
    ...stateWords(state),
    told,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a row is, unless its name says so: `Robot token`. */
const typeBeside = (label: string, type: string | undefined): string | undefined =>
  type !== undefined && label.toLowerCase().endsWith(type.toLowerCase()) ? undefined : type;

/** What an account is called, of what product it is, and whose. */
const spokenAccount = ({ label, userName }: Account, product: string | undefined): string =>
  [
    label,
    product === undefined ? t('account') : t('{0} account', product),
    ...(userName === '' ? [] : [t('user {0}', userName)]),
  ].join(', ');

const spoken = (
  said: readonly (string | undefined)[],
  state: RowState,
  { clock }: RenderContext,
): string =>
  [...said.map((part) => part?.replaceAll(' · ', ', ')), ...spokenState(state, clock.now())]
    .filter(Boolean)
    .join(', ');

const words = (...list: readonly string[]) => [...new Set(list)].sort().join(';');
