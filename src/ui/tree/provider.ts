import * as vscode from 'vscode';
import type { Account } from '../../core/account.ts';
import type { Disposable } from '../../core/emitter.ts';
import type { ItemPath } from '../../core/outcome.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Actions } from '../../registries/contract/action.ts';
import type { Item } from '../../registries/contract/item.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { settings } from '../editor/settings.ts';
import type { LifeTimer } from '../watch/life-timer.ts';
import { Branches } from './branches.ts';
import { Filters } from './filters.ts';
import { lifeOf } from './life.ts';
import { LiveRows } from './live-rows.ts';
import {
  type AccountNode,
  type ItemNode,
  type Node,
  nodeId,
  type ParentNode,
  parentOf,
  pasted,
  pathOf,
  type RecordNode,
  togetherOf,
} from './node.ts';
import type { Orders } from './orders.ts';
import { Pages, type Visible } from './pages.ts';
import { renderRow } from './render.ts';
import type { RenderContext } from './render-context.ts';
import { strays } from './strays.ts';

/**
 * The tree of accounts, namespaces, robots and tokens. Nothing is fetched before it is expanded; a
 * branch that fails shows an error row in its place.
 */
export class TokenTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly filters = new Filters();
  readonly orders: Orders;
  readonly #vault: Vault;
  readonly #sessions: Sessions;
  readonly #context: RenderContext;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #pages = new Map<string, Pages<Item>>();
  /** One object per row and id: the editor knows rows by identity. */
  readonly #nodes = new Map<string, Node>();
  /** Who is asked for a list, and what was held of its account when it began to be read. */
  readonly #sources = new WeakMap<Pages<Item>, Source>();
  readonly #branches = new Branches();
  readonly #lives: LifeTimer;
  readonly #rows: LiveRows;
  readonly #shown: Disposable;
  /** The last time that a branch was asked for: an answer that comes late says nothing new. */
  readonly #latest = new WeakMap<object, object>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    vault: Vault,
    sessions: Sessions,
    context: RenderContext,
    orders: Orders,
    lives: LifeTimer,
  ) {
    this.orders = orders;
    this.#lives = lives;
    this.#rows = new LiveRows({
      visible: () => this.#visibleNodes(),
      kept: context.kept,
      redraw: (node) => this.#changed.fire(node),
    });
    this.#shown = lives.show(this.#rows);
    this.#vault = vault;
    this.#sessions = sessions;
    this.#context = context;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return renderRow(node, this.#context, this);
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const asked = {};
    this.#latest.set(node ?? this, asked);
    const rows = await this.#rowsBelow(node);
    if (this.#latest.get(node ?? this) === asked) {
      const ids = rows.map(({ id }) => id);
      for (const id of this.#branches.list(node?.id ?? root, ids)) this.#forget(id);
      this.#lives.aim();
    }
    return rows;
  }

  async #rowsBelow(node?: Node): Promise<Node[]> {
    if (node === undefined) return this.#roots();
    switch (node.type) {
      case 'account':
      case 'item':
        return this.#below(node, node.account);
      case 'pasted':
        return this.#records(node, new Set());
      case 'record':
      case 'error':
      case 'empty':
      case 'more':
        return [];
    }
  }

  async resolveTreeItem(
    row: vscode.TreeItem,
    node: Node,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const abort = new AbortController();
    const listener = cancellation.onCancellationRequested(() => abort.abort());
    try {
      const { tooltip } = await import('./tooltip.ts');
      row.tooltip = await tooltip(node, this.#sessions, this.#context, abort.signal);
    } finally {
      listener.dispose();
    }
    return row;
  }

  /** Reads a row and everything below it again; the whole tree without a row. */
  refresh(node?: Node): void {
    this.#drop(node === undefined ? '' : node.id);
    this.#changed.fire(node);
  }

  /** Reads again what is below a path of an account, if it was ever shown. */
  refreshPath(accountId: string, path: ItemPath): void {
    const id = nodeId(accountId, path);
    const node = this.#nodes.get(id);
    this.#drop(id);
    if (node !== undefined) this.#changed.fire(node);
  }

  /** Draws a row anew without asking anybody. */
  redraw(node: Node | undefined): void {
    this.#changed.fire(node);
  }

  /** The view came into sight, or left it: what its rows say of time is right again at once. */
  seen(isSeen: boolean): void {
    this.#rows.shown(isSeen);
    this.#lives.update();
  }

  /** The person has closed a branch: its rows are drawn again when they are seen again. */
  collapsed(node: Node): void {
    this.#branches.close(node.id);
    this.#lives.aim();
  }

  expanded(node: Node): void {
    this.#branches.open(node.id);
    for (const below of this.#visibleNodes(node.id)) {
      if (lifeOf(below, this.#context.kept)?.lifetime.kind === 'until') this.#changed.fire(below);
    }
    this.#lives.aim();
  }

  /** Shows the next page of a long list. */
  more(parent: ParentNode): void {
    this.#pages.get(parent.id)?.more(settings.pageSize());
    this.#changed.fire(parent);
  }

  /**
   * Loads what is needed to show the row of a path, page by page of every list on the way. Resolves
   * with the nodes from the account down, as far as they exist.
   */
  async reach(accountId: string, path: ItemPath): Promise<readonly Node[]> {
    const nodes: Node[] = [];
    const top = accountId === '' ? pasted.id : accountId;
    let level: Node[] = await this.getChildren();
    for (let depth = 0; depth <= path.length; depth++) {
      const id = nodeId(top, path.slice(0, depth));
      const whole = nodeId(top, path);
      const node =
        level.find((candidate) => candidate.id === id) ??
        // A token that is not where it should be listed.
        level.find((candidate) => candidate.id === whole);
      if (node === undefined) return nodes;
      nodes.push(node);
      if (depth === path.length) return nodes;
      if (node.type === 'account' || node.type === 'item') {
        await this.#showChild(node, nodeId(top, path.slice(0, depth + 1)));
      } else if (node.type !== 'pasted') {
        return nodes;
      }
      level = await this.getChildren(node);
    }
    return nodes;
  }

  /** The row of a path, when it is loaded. */
  find(accountId: string, path: ItemPath): Node | undefined {
    return this.#nodes.get(nodeId(accountId, path));
  }

  /** The rows of an account that were shown so far. */
  *items(accountId: string): Generator<Item, void, undefined> {
    for (const node of this.#nodes.values()) {
      if (node.type === 'item' && node.account.id === accountId) yield node.item;
    }
  }

  dispose(): void {
    this.#shown.dispose();
    for (const pages of this.#pages.values()) pages.cancel();
    this.#changed.dispose();
  }

  /** Rows that can be seen while the view is: those below a row, or all. */
  *#visibleNodes(below = root): Generator<Node, void, undefined> {
    for (const id of this.#branches.visible(below)) {
      const node = this.#nodes.get(id);
      if (node !== undefined) yield node;
    }
  }

  #roots(): Node[] {
    const accounts = this.#vault.accounts
      .list()
      .map((account) => this.#keep({ type: 'account', id: nodeId(account.id, []), account }));
    const loose = this.#vault.tokens.list('').length > 0 ? [this.#keep(pasted)] : [];
    return [...accounts, ...loose];
  }

  async #below(parent: ParentNode, account: Account): Promise<Node[]> {
    try {
      const pages = await this.#pagesOf(parent, account);
      const visible = await this.#visible(parent, pages);
      const { rows, rest, all } = visible;
      // A token that no registry lists is there as long as this machine keeps it.
      const isThere = ({ token }: Item) =>
        token?.unlisted !== true || this.#context.kept(token.id) !== undefined;
      const { actions, held } = this.#sources.get(pages) ?? unknownSource;
      const items = rows.filter(isThere).map((item) => {
        const id = nodeId(account.id, item.path);
        const together = togetherOf(item, actions);
        return this.#keep({ type: 'item', id, account, item, parent, together });
      });
      const listed = new Set(rows.flatMap((item) => item.token?.id ?? []));
      const records = this.#records(parent, listed, account);
      const isWhole = rest === 0 && all === undefined;
      // A token that came since the list was read is not missing from it.
      const missing = isWhole ? this.#strays(parent, account, held, rows) : [];
      const more: Node[] =
        rest === 0 ? [] : [this.#keep({ type: 'more', id: `${parent.id}/+more`, rest, parent })];
      const below = [...records, ...missing, ...items, ...more];
      return below.length > 0 ? below : [await this.#empty(parent)];
    } catch (error) {
      this.#pages.delete(parent.id);
      const failure = toRegistryError(error);
      return [
        this.#keep({ type: 'error', id: `${parent.id}/+error`, error: failure, parent }),
        // Tokens that this machine holds are there although the server does not answer.
        ...this.#records(parent, new Set(), account),
        ...this.#strays(parent, account, this.#vault.tokens.list(account.id), undefined),
      ];
    }
  }

  async #empty(parent: ParentNode): Promise<Node> {
    const { emptyRow } = await import('./empty.ts');
    return this.#keep(await emptyRow(parent, this.filters.get(parent.id) !== undefined));
  }

  async #visible(parent: ParentNode, pages: Pages<Item>): Promise<Visible<Item>> {
    const filter = this.filters.get(parent.id);
    const sorting = this.orders.of(parent);
    // Most lists are short or not touched: what needs every row comes on its first use.
    if (filter === undefined && sorting === undefined) return pages.visible();
    const visible = await (await import('./arrange.ts')).visibleRows(pages, sorting, filter);
    const { rows, all } = visible;
    // The row above says how many it shows, which is known when they are.
    if (filter !== undefined && all !== undefined) {
      if (this.filters.counted(filter, { shown: rows.length, all })) this.#changed.fire(parent);
    }
    return visible;
  }

  async #pagesOf(parent: ParentNode, account: Account): Promise<Pages<Item>> {
    const known = this.#pages.get(parent.id);
    if (known !== undefined) return known;
    const registry = await this.#sessions.registry(account);
    const pages = new Pages<Item>(
      (signal) =>
        parent.type === 'item' ? registry.children(parent.item, signal) : registry.roots(signal),
      settings.pageSize(),
    );
    this.#pages.set(parent.id, pages);
    const held = this.#vault.tokens.list(account.id);
    this.#sources.set(pages, { actions: registry.actions, held });
    return pages;
  }

  /** Takes so many pages that the child with that id is among the rows shown. */
  async #showChild(parent: AccountNode | ItemNode, childId: string): Promise<void> {
    this.filters.set(parent.id, '');
    const pages = await this.#pagesOf(parent, parent.account);
    const { allRows } = await import('./arrange.ts');
    const index = (await allRows(pages, this.orders.of(parent))).findIndex(
      (item) => nodeId(parent.account.id, item.path) === childId,
    );
    if (index < pages.shown) return;
    pages.more(index + 1 - pages.shown);
    this.#changed.fire(parent);
  }

  /** Tokens of the local record that stand right below `parent` and that the registry does not list. */
  #records(parent: ParentNode, listed: ReadonlySet<string>, account?: Account): RecordNode[] {
    return this.#vault.tokens
      .below(account?.id ?? '', pathOf(parent))
      .filter((record) => record.unlisted === true && !listed.has(record.id))
      .map((record) =>
        this.#keep({
          type: 'record',
          id: nodeId(account?.id ?? pasted.id, record.path),
          account,
          record,
          parent,
          isStray: false,
        }),
      );
  }

  /** Held tokens that are not in the rows where they should be listed, if those are known. */
  #strays(
    parent: ParentNode,
    account: Account,
    held: readonly TokenRecord[],
    rows: readonly Item[] | undefined,
  ): RecordNode[] {
    const isStray = rows !== undefined;
    return strays(held, pathOf(parent), rows ?? [])
      .flatMap(({ id }) => this.#vault.tokens.get(id) ?? [])
      .map((record) => {
        const id = nodeId(account.id, record.path);
        return this.#keep({ type: 'record', id, account, record, parent, isStray });
      });
  }

  /** Forgets what was loaded for a row and below it; an empty id means everything. */
  #drop(id: string): void {
    for (const [key, pages] of this.#pages) {
      if (id === '' || key === id || key.startsWith(`${id}/`)) {
        pages.cancel();
        this.#pages.delete(key);
      }
    }
  }

  /** A row that is gone: what was loaded for it goes, too. */
  #forget(id: string): void {
    this.#nodes.delete(id);
    this.#pages.get(id)?.cancel();
    this.#pages.delete(id);
  }

  #keep<T extends Node>(node: T): T {
    const known = this.#nodes.get(node.id);
    if (isSame(known, node)) return Object.assign(known, node);
    this.#nodes.set(node.id, node);
    return node;
  }
}

/** What a list came from. */
interface Source {
  readonly actions: Actions;
  readonly held: readonly TokenRecord[];
}

const unknownSource: Source = { actions: {}, held: [] };

/** What stands above the accounts. No row has that id. */
const root = '';

/** Whether a known row is of the same sort, so that it can take over what is new. */
function isSame<T extends Node>(known: Node | undefined, node: T): known is T {
  return known?.type === node.type;
}
