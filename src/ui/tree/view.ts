import * as vscode from 'vscode';
import type { ItemPath } from '../../core/outcome.ts';
import { viewId } from '../../ids.ts';
import type { Node } from './node.ts';
import type { TokenTree } from './provider.ts';

/** The view that shows the tree: selection, revealing, and redrawing when it comes into sight. */
export class TokensView implements vscode.Disposable {
  readonly tree: TokenTree;
  readonly #view: vscode.TreeView<Node>;
  readonly #subscriptions: vscode.Disposable;

  constructor(tree: TokenTree) {
    this.tree = tree;
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      this.#view.onDidChangeVisibility(({ visible }) => {
        // Nothing ticks: the remaining lives are brought up to date when somebody looks.
        if (visible) tree.redrawLifetimes();
      }),
      this.#view.onDidCollapseElement(({ element }) => tree.collapsed(element)),
      this.#view.onDidExpandElement(({ element }) => tree.expanded(element)),
    );
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  /** Selects a row, when everything above it is loaded. Does not take the focus. */
  async reveal(accountId: string, path: ItemPath): Promise<void> {
    for (let depth = 0; depth <= path.length; depth++) {
      const node = this.tree.find(accountId, path.slice(0, depth));
      if (node === undefined) return;
      await this.#view.reveal(node, {
        select: depth === path.length,
        focus: false,
        expand: depth < path.length,
      });
    }
  }

  /** Opens the view and selects a row, loading what leads there. */
  async show(accountId: string, path: ItemPath): Promise<void> {
    const node = (await this.tree.reach(accountId, path)).at(-1);
    if (node === undefined) return;
    await this.#view.reveal(node, { select: true, focus: true, expand: false });
  }

  /** The count of tokens that want attention, on the view's icon. */
  set badge(badge: vscode.ViewBadge | undefined) {
    this.#view.badge = badge;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#view.dispose();
    this.tree.dispose();
  }
}
