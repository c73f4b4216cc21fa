import type { Locator, Page } from 'playwright-core';
import { glimpseRows } from './rows.ts';
import type { Row } from './rows.ts';
import { ScrolledArea } from './scrolled.ts';
import { selectors } from './selectors.ts';
import { matches, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** What the quick input (palette, pick list, input box) shows. */
export interface QuickInputState {
  /** Without the step numbers. */
  readonly title: string;
  /** Like `[2, 3]` for the second of three steps. */
  readonly step: readonly [number, number] | undefined;
  readonly placeholder: string;
  readonly value: string;
  /** What is typed shows as dots. */
  readonly masked: boolean;
  /** The prompt, or in its place what is wrong with the value. */
  readonly message: string;
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly busy: boolean;
  readonly canGoBack: boolean;
  /** Names of the other buttons. */
  readonly buttons: readonly string[];
}

/** The input at the top of the window: palette, pick lists and input boxes of wizards. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #list: Locator;
  readonly #area: ScrolledArea<Row>;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator(selectors.quickInput.widget);
    this.#list = this.#widget.locator(selectors.quickInput.list);
    this.#area = new ScrolledArea(this.#list.locator(selectors.list.rows), () =>
      glimpseRows(this.#list),
    );
  }

  /** What it shows, or `undefined` while it is closed. */
  async state(): Promise<QuickInputState | undefined> {
    if (!(await this.#widget.isVisible())) return undefined;
    const { quickInput } = selectors;
    const part = (selector: string): Locator => this.#widget.locator(selector).first();
    const title = await textIfVisible(part(quickInput.title));
    const step = /\(?(\d+)\/(\d+)\)?$/.exec(title);
    const box = part(quickInput.box);
    const hasBox = await box.isVisible();
    const names = await this.#widget
      .locator(quickInput.buttons)
      .evaluateAll((buttons: { getAttribute(name: string): string | null }[]) =>
        buttons.map((button) => button.getAttribute('aria-label') ?? ''),
      );
    const isBack = (name: string): boolean => /^Back\b/.test(name);
    const look = (await part(quickInput.state).getAttribute('class')) ?? '';
    return {
      title: step === null ? title : title.slice(0, step.index).trim(),
      step: step === null ? undefined : [Number(step[1]), Number(step[2])],
      placeholder: hasBox ? ((await box.getAttribute('placeholder')) ?? '') : '',
      value: hasBox ? await box.inputValue() : '',
      masked: hasBox && (await box.getAttribute('type')) === 'password',
      message: await textIfVisible(part(quickInput.message)),
      severity: severities.find((severity) => look.split(' ').includes(severity)) ?? 'none',
      busy: await part(quickInput.busy).isVisible(),
      canGoBack: names.some(isBack),
      buttons: names.filter((name) => !isBack(name)),
    };
  }

  /** Waits for a step by its title (without step numbers), or by any other property. */
  async waitFor(wanted: Matcher | ((state: QuickInputState) => boolean)): Promise<QuickInputState> {
    const fits =
      typeof wanted === 'function'
        ? wanted
        : (state: QuickInputState): boolean => matches(state.title, wanted);
    return waitFor(
      `the quick input ${String(wanted)}`,
      async () => {
        const state = await this.state();
        return state !== undefined && fits(state) ? state : undefined;
      },
      () => this.state(),
    );
  }

  /** Waits for a message under the box: the prompt, or what is wrong with the value. */
  async waitForMessage(wanted: Matcher): Promise<QuickInputState> {
    const shows = (state: QuickInputState): boolean => matches(state.message, wanted);
    // A state is read piece by piece: the severity belongs to the message when read after it.
    await this.waitFor(shows);
    return this.waitFor(shows);
  }

  /** Replaces what stands in the box. */
  async fill(text: string): Promise<void> {
    await this.#widget.locator(selectors.quickInput.box).fill(text);
  }

  /** Types at the cursor, key by key. */
  async type(text: string): Promise<void> {
    await this.#widget.locator(selectors.quickInput.box).pressSequentially(text);
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.#widget.locator(selectors.quickInput.box).press('Enter');
  }

  /** Waits for an input box by its title, fills it and accepts. */
  async answer(title: Matcher, text: string): Promise<void> {
    await this.waitFor(title);
    await this.fill(text);
    await this.accept();
  }

  /** Waits for a pick list by its title and picks a row by its label. */
  async choose(title: Matcher, label: Matcher): Promise<void> {
    await this.waitFor(title);
    await this.pick(label);
  }

  /** Waits for a pick list by what its box says, and picks a row by its label. */
  async chooseFor(placeholder: Matcher, label: Matcher): Promise<void> {
    await this.waitFor((state) => matches(state.placeholder, placeholder));
    await this.pick(label);
  }

  /** The rows that can be seen without scrolling. */
  async visibleItems(): Promise<readonly Row[]> {
    return (await glimpseRows(this.#list)).items;
  }

  /** Waits until the first row has the label, which is the one that Enter takes. */
  async waitForFirst(label: Matcher): Promise<void> {
    await waitFor(`the first row ${String(label)} in the quick input`, async () => {
      const [first] = await this.visibleItems();
      return first !== undefined && matches(first.label, label) ? true : undefined;
    });
  }

  /** All rows of the pick list. */
  async items(): Promise<Row[]> {
    await this.#list.waitFor();
    return this.#area.all();
  }

  /** Clicks the first row with the label, scrolling to it. */
  async pick(label: Matcher): Promise<void> {
    const row = await this.#reach(label);
    await this.#leaveRows();
    await this.#row(row).click({ position: { x: 40, y: 8 } });
  }

  /** Checks or unchecks the first row with the label, in a list that takes several. */
  async toggle(label: Matcher): Promise<void> {
    const row = await this.#reach(label);
    await this.#leaveRows();
    await this.#row(row).locator('[role="checkbox"]').first().click();
  }

  /** Clicks a row that says “on” or “off”, unless it is on. */
  async switchOn(label: string): Promise<void> {
    const row = await this.#reach(label);
    if (row.description !== 'on') await this.pick(label);
    await waitFor(`${label} to be on`, async () =>
      (await this.visibleItems()).some((one) => one.label === label && one.description === 'on')
        ? true
        : undefined,
    );
  }

  /** Types the text of a field on a page that several share. */
  async typeOnPage(field: string, text: string): Promise<void> {
    await this.fill(text);
    await this.waitForFirst(field);
    await this.accept();
    await this.waitFor(({ value }) => value === '');
    await this.waitForFirst('Continue');
  }

  /** Clicks a button of a row, by its name. */
  async clickItemButton(label: Matcher, button: Matcher): Promise<void> {
    const row = await this.#reach(label);
    await this.#row(row).hover();
    await this.#row(row).getByRole('button', { name: button }).click();
  }

  /** Clicks a button beside the title or the box, by its name. */
  async clickButton(name: Matcher): Promise<void> {
    await this.#widget.getByRole('button', { name }).click();
  }

  /** Clicks the back button. */
  async back(): Promise<void> {
    await this.#widget.locator(selectors.quickInput.back).click();
  }

  /** Presses Escape and waits until it is closed. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.waitForClosed();
  }

  async waitForClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'hidden' });
  }

  /** Where the last click was, a row may show its hover now, over the one that is wanted. */
  async #leaveRows(): Promise<void> {
    await this.#page.mouse.move(0, 0);
  }

  async #reach(label: Matcher): Promise<Row> {
    await this.#list.waitFor();
    const find = (rows: readonly Row[]): Row | undefined =>
      rows.find((row) => matches(row.label, label));
    return waitFor(
      `the row ${String(label)} in the quick input`,
      async () => {
        let row: Row | undefined;
        await this.#area.scrollUntil((rows) => (row = find(rows)) !== undefined);
        return row;
      },
      async () => (await this.visibleItems()).map((row) => row.label),
    );
  }

  #row(row: Row): Locator {
    return this.#list.locator(`${selectors.list.row}[data-index="${row.index}"]`);
  }
}

const severities = ['info', 'warning', 'error'] as const;

async function textIfVisible(locator: Locator): Promise<string> {
  return (await locator.isVisible()) ? (await locator.innerText()).trim() : '';
}
