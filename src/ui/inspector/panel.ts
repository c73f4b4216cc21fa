import * as vscode from 'vscode';
import { visible } from '../../core/visible.ts';
import { comparisonViewType, inspectorViewType } from '../../ids.ts';
import type { PageFiles } from './html.ts';
import { pageHtml } from './html.ts';
import type { FromPage, Page, ToPage } from './protocol.ts';
import { readFromPage } from './protocol.ts';

/** What a panel shows; asked for anew whenever the page has been made again. */
export interface PanelContent {
  readonly title: string;
  page(): Page;
  /** What has changed with time, and in how many milliseconds something will again. */
  update?(): { readonly message: ToPage; readonly next: number | undefined };
  hear(message: Exclude<FromPage, { type: 'ready' }>): void;
  /** It is shown to be glanced at: the keyboard stays where it is. */
  readonly isGlance?: boolean;
}

/**
 * A webview beside the editor. It is not kept when hidden, and not restored after a reload: what it
 * showed is in the memory of the extension alone. While it is hidden nothing ticks.
 */
export class Panel {
  readonly #panel: vscode.WebviewPanel;
  readonly #onClosed: () => void;
  #content: PanelContent;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;
  #isClosed = false;
  /** Whoever brings a hidden page to light again turns to it. */
  #wasHidden = false;
  /** Counts what was shown, so that the page draws nothing twice. */
  #serial = 0;

  constructor(
    viewType: string,
    { extensionUri, files }: { readonly extensionUri: vscode.Uri; readonly files: PageFiles },
    content: PanelContent,
    onClosed: () => void,
  ) {
    this.#content = content;
    this.#onClosed = onClosed;
    this.#panel = vscode.window.createWebviewPanel(
      viewType,
      visible(content.title),
      { viewColumn: columnBeside(), preserveFocus: content.isGlance === true },
      { enableScripts: true, enableForms: false, localResourceRoots: [] },
    );
    const { webview } = this.#panel;
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(extensionUri, 'media', 'inspector', `tab-${theme}.svg`);
    this.#panel.iconPath = { light: icon('light'), dark: icon('dark') };
    webview.onDidReceiveMessage((value: unknown) => this.#receive(value));
    this.#panel.onDidChangeViewState(() => this.#visibilityChanged());
    this.#panel.onDidDispose(() => this.#closed());
    webview.html = pageHtml(files, vscode.env.language);
    // The editor holds this back until the page can hear it, which is before the page could ask.
    void this.#postPage();
  }

  /**
   * Shows something else in the same place. Resolves with whether there was a page to show it in:
   * the editor may have closed it already and not have told yet.
   */
  async show(content: PanelContent): Promise<boolean> {
    this.#content = content;
    this.#wasHidden = false;
    this.#panel.title = visible(content.title);
    this.#serial += 1;
    this.#panel.reveal(undefined, content.isGlance === true);
    const isDelivered = this.#postPage();
    this.refresh();
    try {
      return (await isDelivered) || !this.#isClosed;
    } catch {
      return !this.#isClosed;
    }
  }

  /** Brings what has changed to the page now. */
  refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#ready || !this.#panel.visible || this.#content.update === undefined) return;
    const { message, next } = this.#content.update();
    void this.#post(message);
    if (next !== undefined) this.#timer = setTimeout(() => this.refresh(), next);
  }

  /** Has a screen reader say something. */
  say(text: string): void {
    void this.#post({ type: 'say', text });
  }

  close(): void {
    this.#panel.dispose();
  }

  #receive(value: unknown): void {
    const message = readFromPage(value);
    if (message === undefined) return;
    if (message.type !== 'ready') {
      this.#content.hear(message);
      return;
    }
    this.#ready = true;
    void this.#postPage();
    this.refresh();
  }

  #postPage(): Thenable<boolean> {
    const quiet = this.#content.isGlance === true && !this.#wasHidden;
    return this.#post({ type: 'page', serial: this.#serial, page: this.#content.page(), quiet });
  }

  #visibilityChanged(): void {
    // A hidden page is gone; it says that it is ready when it is made again.
    if (!this.#panel.visible) {
      this.#ready = false;
      this.#wasHidden = true;
    }
    this.refresh();
  }

  #closed(): void {
    clearTimeout(this.#timer);
    this.#isClosed = true;
    this.#onClosed();
  }

  #post(message: ToPage): Thenable<boolean> {
    return this.#panel.webview.postMessage(message);
  }
}

/** Beside what is being edited; where nothing is, or an inspector already, there. */
function columnBeside(): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  return activeTab === undefined || isOurs(activeTab)
    ? vscode.ViewColumn.Active
    : vscode.ViewColumn.Beside;
}

function isOurs({ input }: vscode.Tab): boolean {
  if (!(input instanceof vscode.TabInputWebview)) return false;
  // The editor puts a prefix of its own before the type.
  return [inspectorViewType, comparisonViewType].some((type) => input.viewType.endsWith(type));
}
