import * as vscode from 'vscode';
import type { ItemPath } from '../../core/outcome.ts';
import { viewId } from '../../ids.ts';
import type { Node } from './node.ts';
import type { TokenTree } from './provider.ts';

/**
 * The view that shows the tree: selection, revealing, and redrawing when it comes into sight. The
 * tree itself is loaded when the editor first asks for rows, or a command does; until then nothing
 * is shown that could be out of date.
 */
export class TokensView implements vscode.Disposable {
  readonly #load: () => Promise<TokenTree>;
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable;
  #loading: Promise<TokenTree> | undefined;
  #tree: TokenTree | undefined;

  /** @param load makes the tree; called once */
  constructor(load: () => Promise<TokenTree>) {
    this.#load = load;
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (node) => (await this.tree()).getChildren(node),
        getTreeItem: async (node) => (await this.tree()).getTreeItem(node),
        getParent: async (node) => (await this.tree()).getParent(node),
        resolveTreeItem: async (...asked) => (await this.tree()).resolveTreeItem(...asked),
      },
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#view.onDidChangeVisibility(({ visible }) => this.#tree?.seen(visible)),
      this.#view.onDidCollapseElement(({ element }) => this.#tree?.collapsed(element)),
      this.#view.onDidExpandElement(({ element }) => this.#tree?.expanded(element)),
    );
  }

  /** The tree, shown or not. */
  tree(): Promise<TokenTree> {
    return (this.#loading ??= this.#open());
  }

  /** Reads a row and everything below it again; the whole tree without a row. */
  refresh(node?: Node): void {
    this.#tree?.refresh(node);
  }

  /** Reads again what is below a path of an account, if it was ever shown. */
  refreshPath(accountId: string, path: ItemPath): void {
    this.#tree?.refreshPath(accountId, path);
  }

  /** Draws all rows anew without asking anybody. */
  redraw(): void {
    this.#tree?.redraw(undefined);
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  /**
   * The rows that a key means: the focused one, with the others of the selection when it is one of
   * them. The selection lags behind the focus, which the editor does not tell: it is the row that
   * turning the selection on or off changes, and doing so twice leaves everything as it was. Unlike
   * selecting the row, it opens nothing.
   */
  async focusedRows(): Promise<readonly Node[]> {
    const before = this.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const after = this.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const focused =
      after.find((node) => !before.includes(node)) ?? before.find((node) => !after.includes(node));
    if (focused === undefined) return [];
    const isOfSeveral = before.length > 1 && before.includes(focused);
    return isOfSeveral ? [focused, ...before.filter((node) => node !== focused)] : [focused];
  }

  /** Selects a row, when everything above it is loaded. Does not take the focus. */
  async reveal(accountId: string, path: ItemPath): Promise<void> {
    for (let depth = 0; depth <= path.length; depth++) {
      const node = this.#tree?.find(accountId, path.slice(0, depth));
      if (node === undefined) return;
      await this.#view.reveal(node, {
        select: depth === path.length,
        focus: false,
        expand: depth < path.length,
      });
    }
  }

  /** Unfolds a row, where it is shown. */
  async unfold(node: Node): Promise<void> {
    if (this.#view.visible) await this.#view.reveal(node, { select: false, expand: true });
  }

  /**
   * Opens the view and selects a row, loading what leads there. Does not take the focus: a key that
   * the person presses meanwhile is for what has it.
   */
  async show(accountId: string, path: ItemPath): Promise<void> {
    await this.#lead(accountId, path, false);
  }

  /** As `show`, for a person who asked to be led to the row: the keyboard is on it afterwards. */
  async goTo(accountId: string, path: ItemPath): Promise<void> {
    await this.#lead(accountId, path, true);
  }

  /** The count of tokens that want attention, on the view's icon. */
  set badge(badge: vscode.ViewBadge | undefined) {
    this.#view.badge = badge;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#view.dispose();
    this.#tree?.dispose();
    this.#changed.dispose();
  }

  async #lead(accountId: string, path: ItemPath, focus: boolean): Promise<void> {
    const node = (await (await this.tree()).reach(accountId, path)).at(-1);
    if (node === undefined) return;
    await this.#view.reveal(node, { select: true, focus, expand: false });
  }

  async #open(): Promise<TokenTree> {
    const tree = await this.#load();
    tree.onDidChangeTreeData((node) => this.#changed.fire(node));
    this.#tree = tree;
    tree.seen(this.#view.visible);
    return tree;
  }
}
