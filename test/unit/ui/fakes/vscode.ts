/**
 * As much of the editor's API as `src/ui` uses, as plain objects: what a person is asked and shown
 * goes to the `Person` of person.ts, who answers. `vscode` is resolved to this module by editor.ts.
 */
import { person } from './person.ts';

type Listener<T> = (event: T) => unknown;

export class Disposable {
  readonly #dispose: () => unknown;
  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }
  static from(...parts: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => parts.forEach((part) => part.dispose()));
  }
  dispose(): void {
    this.#dispose();
  }
}

export class EventEmitter<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: unknown;
  readonly end: unknown;
  constructor(start: unknown, end: unknown) {
    this.start = start;
    this.end = end;
  }
}

export class Hover {
  readonly contents: unknown;
  readonly range: unknown;
  constructor(contents: unknown, range: unknown) {
    this.contents = contents;
    this.range = range;
  }
}

export class CodeLens {
  readonly range: Range;
  readonly command: unknown;
  constructor(range: Range, command: unknown) {
    this.range = range;
    this.command = command;
  }
}

export class MarkdownString {
  value: string;
  isTrusted: unknown;
  constructor(value = '') {
    this.value = value;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}

export class TreeItem {
  id?: string;
  label: string;
  description?: string;
  contextValue?: string;
  iconPath?: ThemeIcon;
  tooltip?: unknown;
  command?: unknown;
  accessibilityInformation?: { readonly label: string };
  collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const Uri = {
  joinPath: (base: { readonly fsPath: string }, ...parts: readonly string[]) => ({
    fsPath: [base.fsPath, ...parts].join('/'),
  }),
  parse: (text: string) => ({ toString: () => text, fsPath: text }),
  file: (path: string) => ({ toString: () => path, fsPath: path }),
};

const windowState = new EventEmitter<{ focused: boolean }>();
const terminalClosed = new EventEmitter<object>();
const configurationChanged = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();

/** How a terminal was opened, which other extensions see as well. */
export interface FakeTerminal {
  readonly name: string;
  readonly creationOptions: {
    readonly shellPath?: string;
    readonly shellArgs?: readonly string[];
    readonly env?: object;
  };
  show(): void;
}

/** Makes things happen that the editor tells of. */
export const editor = {
  closeTerminal: (terminal: FakeTerminal): void => terminalClosed.fire(terminal),
  /** The terminals that were opened, in order. */
  terminals: [] as FakeTerminal[],
  focus: (): void => windowState.fire({ focused: true }),
  set: (name: string, value: unknown): void => {
    person.settings.set(name, value);
    configurationChanged.fire({ affectsConfiguration: (asked) => asked === name });
  },
};

/** A page: what is sent to it is kept, and it can be closed. */
class WebviewPanel {
  title: string;
  visible = true;
  /** It was closed, of which nobody was told yet. */
  isGone = false;
  /** Settled when that is told: what was posted meanwhile has not arrived. */
  readonly #told = Promise.withResolvers<boolean>();
  readonly #heard = new EventEmitter<unknown>();
  readonly #closed = new EventEmitter<unknown>();
  readonly onDidDispose = this.#closed.event;
  readonly onDidChangeViewState = new EventEmitter<unknown>().event;
  readonly webview = {
    html: '',
    onDidReceiveMessage: this.#heard.event,
    postMessage: (message: unknown): Promise<boolean> => {
      person.pages.push(message);
      return this.isGone ? this.#told.promise : Promise.resolve(true);
    },
  };
  constructor(title: string) {
    this.title = title;
    person.panels.push(this);
  }
  reveal(): void {
    this.visible = true;
  }
  /** The page sends a message. */
  says(message: unknown): void {
    this.#heard.fire(message);
  }
  dispose(): void {
    this.#closed.fire(undefined);
    this.#told.resolve(false);
  }
}

export const ViewColumn = { Active: -1, Beside: -2 };

export const window = {
  createOutputChannel: () => ({
    info: (line: string) => person.log.push(line),
    warn: (line: string) => person.log.push(line),
    error: (line: string) => person.log.push(line),
    show: () => person.log.push('(shown)'),
    dispose: () => undefined,
  }),
  createStatusBarItem: () => person.statusBar(),
  createTreeView: (_id: string, { treeDataProvider }: { readonly treeDataProvider: unknown }) =>
    person.view(treeDataProvider),
  onDidChangeWindowState: windowState.event,
  visibleTextEditors: [] as unknown[],
  tabGroups: { activeTabGroup: {} },
  createWebviewPanel: (_type: string, title: string) => new WebviewPanel(title),
  showTextDocument: (document: unknown) => Promise.resolve(void person.documents.push(document)),
  onDidCloseTerminal: terminalClosed.event,
  createTerminal: (options: FakeTerminal['creationOptions'] & { readonly name: string }) => {
    const terminal = { name: options.name, creationOptions: options, show: () => undefined };
    editor.terminals.push(terminal);
    return terminal;
  },
};

export const workspace = {
  textDocuments: [] as unknown[],
  isTrusted: true,
  workspaceFolders: [] as unknown[],
  openTextDocument: (document: unknown) => Promise.resolve(document),
  name: 'acme',
  getConfiguration: (prefix: string) => ({
    get: (name: string) => person.settings.get(`${prefix}.${name}`),
  }),
  onDidChangeConfiguration: configurationChanged.event,
};

export class LanguageModelTextPart {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export class LanguageModelToolResult {
  readonly content: readonly unknown[];
  constructor(content: readonly unknown[]) {
    this.content = content;
  }
}

/** Other extensions, by id. */
export const extensions = {
  known: new Map<string, unknown>(),
  getExtension: (id: string) => extensions.known.get(id),
};

export const commands = {
  executeCommand: (...call: readonly unknown[]) => {
    if (call[0] === 'list.toggleSelection') person.togglesSelection();
    else person.ran.push(call);
    return Promise.resolve();
  },
  registerCommand: () => new Disposable(() => undefined),
};

export const env = {
  language: 'en',
  shell: '/bin/sh',
  clipboard: {
    writeText: (text: string) => Promise.resolve((person.clipboard = text)),
    readText: () => Promise.resolve(person.clipboard),
  },
};
