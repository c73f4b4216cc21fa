import { Emitter } from '../../../../src/core/emitter.ts';
import type { QuickInput as Port } from '../../../../src/ui/doors/quick-input.ts';
import { person, type RowLook } from './person.ts';

const back = { iconPath: 'arrow-left' };
const separator = -1;

/** What a quick input has in common. */
abstract class QuickInput {
  static #shown: QuickInput | undefined;
  title?: string;
  step?: number;
  totalSteps?: number;
  buttons: readonly unknown[] = [];
  ignoreFocusOut = false;
  enabled = true;
  value = '';
  protected readonly accepted = new Emitter<void>();
  protected readonly hidden = new Emitter<void>();
  protected readonly triggered = new Emitter<unknown>();
  protected readonly valueChanged = new Emitter<string>();
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

  /** The editor shows one at a time: another one is hidden. */
  show(): void {
    const before = QuickInput.#shown;
    QuickInput.#shown = this;
    if (before !== undefined && before !== this && before.isOpen) before.hide();
    this.isOpen = true;
    this.ready();
  }

  dispose(): void {
    this.isOpen = false;
  }

  hide(): void {
    this.isOpen = false;
    this.hidden.fire();
  }

  /** Lets the person look, once there is something to look at. */
  protected ready(): void {
    setImmediate(() => {
      if (this.isOpen && this.isReady()) this.look();
    });
  }

  protected isReady(): boolean {
    return !this.busy;
  }

  protected abstract look(): void;

  /** Presses a button of the input, after which the person looks again. */
  protected press(tooltip: string): void {
    const button = this.buttons.find((one) => Reflect.get(Object(one), 'tooltip') === tooltip);
    if (button === undefined) throw new Error(`no button ${tooltip}`);
    this.triggered.fire(button);
    this.ready();
  }

  protected leave(how: 'back' | 'escape'): void {
    if (how === 'back') this.triggered.fire(back);
    else this.hide();
  }
}

interface Row extends RowLook {
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
  readonly #active = new Emitter<readonly Row[]>();
  readonly #rowButton = new Emitter<{ item: Row; button: unknown }>();
  readonly onDidChangeActive = this.#active.event;
  readonly onDidTriggerItemButton = this.#rowButton.event;
  #items: readonly Row[] = [];

  get items(): readonly Row[] {
    return this.#items;
  }

  set items(items: readonly Row[]) {
    this.#items = items;
    this.activeItems = items.slice(0, 1);
    // The editor need not keep them.
    this.selectedItems = [];
    this.#active.fire(this.activeItems);
    if (this.busy && this.isReady()) this.ready();
  }

  /** Rows can be chosen while the list waits for what happens elsewhere. */
  protected override isReady(): boolean {
    return !this.busy || this.#items.length > 0;
  }

  protected look(): void {
    const rows = this.#items.filter(({ kind }) => kind !== separator);
    const answer = person.picks({
      title: this.title ?? '',
      placeholder: this.placeholder ?? '',
      rows,
      step: `${this.step ?? 1}/${this.totalSteps ?? 1}`,
    });
    if (answer === 'back' || answer === 'escape') {
      this.leave(answer);
      return;
    }
    if ('waits' in answer) return;
    if ('seeks' in answer) {
      this.selectedItems = answer.all.map((label) => this.#find(label));
      this.value = answer.seeks;
      this.valueChanged.fire(answer.seeks);
      return;
    }
    if ('types' in answer) {
      this.value = answer.types;
      this.valueChanged.fire(answer.types);
      person.list = this.#items;
      this.accepted.fire();
      this.ready();
      return;
    }
    if ('searches' in answer) {
      this.value = answer.searches;
      this.valueChanged.fire(answer.searches);
      this.ready();
      return;
    }
    if ('presses' in answer) {
      this.selectedItems = answer.all.map((label) => this.#find(label));
      this.press(answer.presses);
      return;
    }
    if ('button' in answer) {
      const item = this.#find(answer.row);
      const button = item.buttons?.find(({ tooltip }) => tooltip === answer.button);
      if (button === undefined) throw new Error(`${answer.row} has no button ${answer.button}`);
      this.#rowButton.fire({ item, button });
      this.ready();
      return;
    }
    const chosen = answer.rows.map((label) => this.#find(label));
    this.activeItems = chosen.slice(0, 1);
    this.selectedItems = chosen;
    this.#active.fire(this.activeItems);
    this.accepted.fire();
    // What cannot be chosen leaves the list open, and the person looks again.
    this.ready();
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
    if ('presses' in answer) {
      this.press(answer.presses);
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

/** Lists and boxes that a `Person` sees and answers. */
export const quickInput = {
  list: () => new QuickPick(),
  box: () => new InputBox(),
  back,
  icon: (id: string) => ({ id }),
  button: (icon: string, tooltip: string) => ({ iconPath: icon, tooltip }),
  separator,
  severities: { info: 1, warning: 2, error: 3 },
  openPage: (url: string) => void person.opened.push(url),
  copy: (text: string) => void (person.clipboard = text),
} as unknown as Port;
