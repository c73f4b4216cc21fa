/**
 * As much of the editor's API as `src/ui` uses, as plain objects: what a person is asked and shown
 * goes to the `Person` of person.ts, who answers. `vscode` is resolved to this module by editor.ts.
 */
import { person, type PickLook } from './person.ts';

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

export class MarkdownString {
  value = '';
  isTrusted: unknown;
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
export const ProgressLocation = { Notification: 15 };
export const StatusBarAlignment = { Left: 1, Right: 2 };
export const QuickPickItemKind = { Separator: -1, Default: 0 };
export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 };
export const QuickInputButtons = { Back: { iconPath: new ThemeIcon('arrow-left') } };
export const Uri = {
  parse: (text: string) => ({ toString: () => text, fsPath: text }),
  file: (path: string) => ({ toString: () => path, fsPath: path }),
};

/** What a quick input has in common. */
abstract class QuickInput {
  title?: string;
  step?: number;
  totalSteps?: number;
  buttons: readonly unknown[] = [];
  ignoreFocusOut = false;
  enabled = true;
  value = '';
  protected readonly accepted = new EventEmitter<void>();
  protected readonly hidden = new EventEmitter<void>();
  protected readonly triggered = new EventEmitter<unknown>();
  protected readonly valueChanged = new EventEmitter<string>();
  readonly onDidAccept = this.accepted.event;
  readonly onDidHide = this.hidden.event;
  readonly onDidTriggerButton = this.triggered.event;
  readonly onDidChangeValue = this.valueChanged.event;
  protected isOpen = false;
  #busy = false;

  get busy(): boolean {
    return this.#busy;
  }

  set busy(busy: boolean) {
    this.#busy = busy;
    if (!busy) this.ready();
  }

  show(): void {
    this.isOpen = true;
    this.ready();
  }

  dispose(): void {
    this.isOpen = false;
  }

  /** Lets the person look, once nothing is loading any more. */
  protected ready(): void {
    setImmediate(() => {
      if (this.isOpen && !this.busy) this.look();
    });
  }

  protected abstract look(): void;

  protected leave(how: 'back' | 'escape'): void {
    if (how === 'back') this.triggered.fire(QuickInputButtons.Back);
    else this.hidden.fire();
  }
}

interface Row {
  readonly label: string;
  readonly kind?: number;
  readonly buttons?: readonly { readonly tooltip?: string }[];
}

class QuickPick extends QuickInput {
  placeholder?: string;
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  activeItems: readonly Row[] = [];
  selectedItems: readonly Row[] = [];
  readonly #active = new EventEmitter<readonly Row[]>();
  readonly #rowButton = new EventEmitter<{ item: Row; button: unknown }>();
  readonly onDidChangeActive = this.#active.event;
  readonly onDidTriggerItemButton = this.#rowButton.event;
  #items: readonly Row[] = [];

  get items(): readonly Row[] {
    return this.#items;
  }

  set items(items: readonly Row[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
    this.#active.fire(this.activeItems);
  }

  protected look(): void {
    const rows = this.#items.filter(({ kind }) => kind !== QuickPickItemKind.Separator);
    const look: PickLook = {
      title: this.title ?? '',
      placeholder: this.placeholder ?? '',
      rows: rows.map(({ label }) => label),
    };
    const answer = person.picks(look);
    if (answer === 'back' || answer === 'escape') {
      this.leave(answer);
      return;
    }
    if ('waits' in answer) return;
    if ('types' in answer) {
      this.value = answer.types;
      this.valueChanged.fire(answer.types);
      this.accepted.fire();
      return;
    }
    if ('button' in answer) {
      const item = this.#find(answer.row);
      const button = item.buttons?.find(({ tooltip }) => tooltip === answer.button);
      if (button === undefined) throw new Error(`${answer.row} has no button ${answer.button}`);
      this.#rowButton.fire({ item, button });
      if (this.isOpen && !this.busy) this.ready();
      return;
    }
    const chosen = answer.rows.map((label) => this.#find(label));
    this.activeItems = chosen.slice(0, 1);
    this.selectedItems = chosen;
    this.#active.fire(this.activeItems);
    this.accepted.fire();
  }

  #find(label: string): Row {
    const row = this.#items.find((item) => person.isNamed(item.label, label));
    if (row !== undefined) return row;
    throw new Error(`no row ${label} among ${this.#items.map((item) => item.label).join(', ')}`);
  }
}

class InputBox extends QuickInput {
  prompt?: string;
  placeholder?: string;
  password = false;
  #validation: { readonly message: string } | undefined;

  get validationMessage(): { readonly message: string } | undefined {
    return this.#validation;
  }

  set validationMessage(validation: { readonly message: string } | undefined) {
    this.#validation = validation;
  }

  protected look(): void {
    const answer = person.enters({
      title: this.title ?? '',
      prompt: this.#validation?.message ?? this.prompt ?? '',
      value: this.value,
      masked: this.password,
    });
    if (answer === 'back' || answer === 'escape') {
      this.leave(answer);
      return;
    }
    if (answer.text !== undefined) {
      this.value = answer.text;
      this.valueChanged.fire(answer.text);
    }
    this.accepted.fire();
    // What is refused stays in the box, and the person looks again.
    if (!this.busy) this.ready();
  }
}

const windowState = new EventEmitter<{ focused: boolean }>();
const configurationChanged = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();

/** Makes things happen that the editor tells of. */
export const editor = {
  focus: (): void => windowState.fire({ focused: true }),
  set: (name: string, value: unknown): void => {
    person.settings.set(name, value);
    configurationChanged.fire({ affectsConfiguration: (asked) => asked === name });
  },
};

type MessageArguments = readonly (
  string | { readonly modal?: boolean; readonly detail?: string }
)[];

const message =
  (severity: 'info' | 'warning' | 'error') =>
  (text: string, ...rest: MessageArguments): Promise<string | undefined> => {
    const buttons = rest.filter((part) => typeof part === 'string');
    const options = rest.find((part) => typeof part !== 'string');
    return Promise.resolve(person.reads({ severity, text, buttons, ...options }));
  };

export const window = {
  showInformationMessage: message('info'),
  showWarningMessage: message('warning'),
  showErrorMessage: message('error'),
  setStatusBarMessage: (text: string) => person.glances(text),
  showOpenDialog: () => Promise.resolve(person.chooses()),
  createQuickPick: () => new QuickPick(),
  createInputBox: () => new InputBox(),
  withProgress: async <T>(
    { title }: { readonly title: string },
    work: (
      progress: object,
      cancellation: { onCancellationRequested(act: () => void): { dispose(): void } },
    ) => Promise<T>,
  ): Promise<T> => work({}, { onCancellationRequested: (act) => person.waitsFor(title, act) }),
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
};

export const workspace = {
  isTrusted: true,
  workspaceFolders: [],
  getConfiguration: (prefix: string) => ({
    get: (name: string) => person.settings.get(`${prefix}.${name}`),
  }),
  onDidChangeConfiguration: configurationChanged.event,
  asRelativePath: (file: { readonly fsPath: string }) => file.fsPath,
  fs: {
    readFile: (file: { readonly fsPath: string }) =>
      Promise.resolve(new TextEncoder().encode(person.files.get(file.fsPath) ?? '')),
  },
};

export const commands = {
  executeCommand: (...call: readonly unknown[]) => Promise.resolve(person.ran.push(call)),
  registerCommand: () => new Disposable(() => undefined),
};

export const env = {
  clipboard: {
    writeText: (text: string) => Promise.resolve((person.clipboard = text)),
    readText: () => Promise.resolve(person.clipboard),
  },
  openExternal: (uri: { toString(): string }) =>
    Promise.resolve(person.opened.push(uri.toString())),
};
