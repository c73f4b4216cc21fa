import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import { lifetimeState, remainingSpoken, remainingText } from '../../core/remaining.ts';
import type { TokenRecord } from '../../core/token.ts';
import { warningTime } from '../../core/warning-time.ts';
import { commandId } from '../../ids.ts';
import type { Item, SharedRowType } from '../../registries/contract/item.ts';
import type { RowType } from '../../registries/contract/kind.ts';
import { findKind } from '../../registries/kinds.ts';
import { errorTitle, repairLabel } from '../actions/error-words.ts';
import { settings } from '../editor/settings.ts';
import type { Count, Filter, Filters } from './filters.ts';
import type { ErrorNode, ItemNode, MoreNode, Node, RecordNode } from './node.ts';
import { type Orders, sortingText } from './orders.ts';

export interface RenderContext {
  readonly clock: Clock;
  /** Whether the token is the one the status bar shows. */
  readonly isActive: (recordId: string) => boolean;
  /** Whether a held token is refreshed before its end, time after time. */
  readonly isKeptAlive: (recordId: string) => boolean;
  /** The host that is served with the token, if there is one. */
  readonly servedHost: (recordId: string) => string | undefined;
  /** The places where the token was delivered to, in phrases. */
  readonly placesOf: (record: TokenRecord) => Promise<readonly string[]>;
  /** Whether there is a record of the token on this machine. */
  readonly isHeld: (recordId: string) => boolean;
}

const icons: Readonly<Record<SharedRowType, string>> = {
  organization: 'organization',
  user: 'account',
  group: 'folder',
  robot: 'hubot',
  token: 'key',
  permission: 'repo',
  note: 'info',
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
  const sorting = orders.of(node);
  const filter = filters.get(node.id);
  const order = sorting && sortingText(sorting);
  const thinned = filter && filterText(filter, filters.count(filter));
  // What the person chose for the rows below is seen in a narrow view as well.
  row.description = [order, row.description, thinned].filter(Boolean).join(' · ');
  if (filter !== undefined) row.contextValue = `${row.contextValue ?? ''};filtered`;
  if (sorting !== undefined) row.contextValue = `${row.contextValue ?? ''};sorted`;
  const spoken = row.accessibilityInformation?.label;
  if (spoken !== undefined) {
    const label = [spoken, order, thinned].filter(Boolean).join(', ');
    row.accessibilityInformation = { label };
  }
  return row;
}

/** A filter in words, with how many rows it lets pass where that is known. */
function filterText({ text }: Filter, count: Count | undefined): string {
  return count === undefined
    ? t('filter: {0}', text)
    : // How many there are must not be what a narrow view cuts off.
      t('{0} of {1}, filter: {2}', count.shown.toLocaleString(), count.all.toLocaleString(), text);
}

function draw(node: Node, context: RenderContext): vscode.TreeItem {
  switch (node.type) {
    case 'account': {
      const row = new vscode.TreeItem(
        node.account.label,
        vscode.TreeItemCollapsibleState.Collapsed,
      );
      row.description = node.account.userName;
      row.iconPath = new vscode.ThemeIcon(findKind(node.account.kind)?.icon ?? 'plug');
      row.contextValue = words('account', 'parent', 'named', 'renamable');
      row.accessibilityInformation = {
        label: t('Account {0}, user {1}', node.account.label, node.account.userName),
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
      return row;
    }
    case 'error':
      return drawError(node);
    case 'more':
      return drawMore(node);
  }
}

function drawItem(node: ItemNode, context: RenderContext): vscode.TreeItem {
  const { item, account } = node;
  const row = new vscode.TreeItem(
    item.label,
    item.hasChildren
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  const { token } = item;
  const isHeld = token !== undefined && context.isHeld(token.id);
  const isCopyable = isHeld || item.can.includes('fetch');
  const ownType = findKind(account.kind)?.rowTypes?.[item.type];
  const active = token !== undefined && context.isActive(token.id);
  const told = [servedText(token, context), item.description].filter(Boolean).join(' · ');
  row.description = description(told, item.lifetime, active, context);
  row.iconPath = icon(
    ownType?.icon ?? icons[item.type as SharedRowType],
    lifeOf(item),
    active,
    context,
  );
  row.contextValue = words(
    item.type,
    ...item.can,
    ...(item.hasChildren ? ['parent'] : []),
    ...(item.orders === undefined ? [] : ['sortable']),
    ...(item.type === 'note' ? [] : ['named']),
    ...(token === undefined ? [] : ['token']),
    ...(isCopyable ? ['copyable'] : []),
    ...(isHeld ? ['held'] : []),
    ...tokenWords(token, context),
  );
  row.accessibilityInformation = { label: spoken(item, ownType, active, context) };
  // Whatever has rows below it is opened to show them.
  if (token !== undefined && isCopyable && !item.hasChildren) row.command = opening(node);
  return row;
}

/** What a token is good for beyond its row: image logins, staying alive, serving. */
const tokenWords = (
  token: TokenRecord | undefined,
  { isKeptAlive, servedHost }: RenderContext,
): string[] =>
  token === undefined
    ? []
    : [
        ...(token.registryHost === undefined || token.loginName === undefined ? [] : ['login']),
        ...(isKeptAlive(token.id) ? ['alive'] : []),
        ...(servedHost(token.id) === undefined ? [] : ['served']),
      ];

/** Which host is served with a token, in words of its row. */
function servedText(
  token: TokenRecord | undefined,
  { servedHost }: RenderContext,
): string | undefined {
  const host = token && servedHost(token.id);
  return host === undefined ? undefined : t('serves {0}', host);
}

function drawRecord(node: RecordNode, context: RenderContext): vscode.TreeItem {
  const { record, parent } = node;
  const row = new vscode.TreeItem(record.label, vscode.TreeItemCollapsibleState.None);
  const active = context.isActive(record.id);
  const caution = record.caution === undefined ? undefined : t('mind the warning');
  const told = [servedText(record, context), caution].filter(Boolean).join(' · ');
  row.description = description(told, record.lifetime, active, context);
  row.iconPath =
    caution === undefined
      ? icon('key', record, active, context)
      : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  // What ends such a token is done to the row it stands below.
  const canRevoke = parent.type === 'item' && parent.item.can.includes('revoke');
  row.contextValue = words(
    'token',
    'held',
    'copyable',
    'named',
    ...(record.accountId === '' ? ['renamable'] : ['verify']),
    ...(canRevoke ? ['revoke'] : []),
    ...tokenWords(record, context),
  );
  row.accessibilityInformation = {
    label: t('Token {0}, {1}', record.label, remainingSpoken(record.lifetime, context.clock.now())),
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

function drawMore(node: MoreNode): vscode.TreeItem {
  const { rest } = node;
  const row = new vscode.TreeItem(t('Load More'), vscode.TreeItemCollapsibleState.None);
  row.description = rest === undefined ? '' : t('{0} not shown', rest.toLocaleString());
  row.iconPath = new vscode.ThemeIcon('ellipsis');
  row.command = { command: commandId('loadMore'), title: t('Load More'), arguments: [node] };
  return row;
}

function description(
  text: string | undefined,
  lifetime: Lifetime | undefined,
  active: boolean,
  { clock }: RenderContext,
): string {
  const parts = [
    active ? t('active') : undefined,
    lifetime === undefined ? undefined : remainingText(lifetime, clock.now()),
    text,
  ];
  return parts.filter(Boolean).join(' · ');
}

type Life = Pick<TokenRecord, 'lifetime' | 'issuedAt'>;

/** The life that a row shows; when it began, the token behind it knows. */
function lifeOf({ lifetime, token }: Item): Life | undefined {
  if (lifetime === undefined) return undefined;
  return token?.issuedAt === undefined ? { lifetime } : { lifetime, issuedAt: token.issuedAt };
}

/** The icon tells the state, too, but never alone: the description says it in words. */
function icon(
  id: string,
  life: Life | undefined,
  active: boolean,
  { clock }: RenderContext,
): vscode.ThemeIcon {
  const state =
    life === undefined
      ? 'live'
      : lifetimeState(life.lifetime, clock.now(), warningTime(life, settings.warnBeforeMs()));
  if (state === 'expired') {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  if (state === 'ending') {
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
  return active
    ? new vscode.ThemeIcon(id, new vscode.ThemeColor('charts.green'))
    : new vscode.ThemeIcon(id);
}

function spoken(
  item: Item,
  ownType: RowType | undefined,
  active: boolean,
  { clock }: RenderContext,
): string {
  const parts = [
    item.label,
    ownType?.spoken(),
    item.description,
    item.lifetime === undefined ? undefined : remainingSpoken(item.lifetime, clock.now()),
    active ? t('active token') : undefined,
  ];
  return parts.filter(Boolean).join(', ');
}

const words = (...list: readonly string[]) => [...new Set(list)].sort().join(';');
