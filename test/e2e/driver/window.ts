import type { Locator, Page } from 'playwright-core';
import { Dialog } from './dialog.ts';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quick-input.ts';
import type { Film } from './film.ts';
import { placeOf } from './place-of.ts';
import type { Clip, Screenshots } from './screenshots.ts';
import { selectors } from './selectors.ts';
import { StatusBar } from './status-bar.ts';
import { TextArea } from './text-area.ts';
import { Tree } from './tree.ts';
import { ignoreTimeout, matches, waitFor } from './waiting.ts';
import type { Matcher } from './waiting.ts';

/** What the driver has to know of the extension. */
export interface Subject {
  /** The extension's id. */
  readonly id: string;
  /** Title of its view container. */
  readonly container: string;
  /** Name of its view. */
  readonly view: string;
}

/** The palette filters within less; in milliseconds. */
const paletteAnswer = 2_000;

/** Built-in themes, and the class that the workbench then has. */
const themes = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
} as const;

/** One window of the workbench, at the level of what a person sees and does. */
export class WorkbenchWindow {
  /** Playwright's page, for what has no helper here. */
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly tree: Tree;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly statusBar: StatusBar;
  /** The document in the active editor. */
  readonly editor: TextArea;
  /** The output channel that the panel shows. */
  readonly output: TextArea;
  readonly #subject: Subject;
  readonly #screenshots: Screenshots;

  constructor(page: Page, subject: Subject, screenshots: Screenshots) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.tree = new Tree(page, subject.view);
    this.notifications = new Notifications(page);
    this.dialog = new Dialog(page);
    this.statusBar = new StatusBar(page, subject.id);
    this.editor = new TextArea(page.locator(selectors.editor.active));
    this.output = new TextArea(page.locator(selectors.editor.output));
    this.#subject = subject;
    this.#screenshots = screenshots;
  }

  /** Opens an address and waits for the workbench. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.#ready();
  }

  /** Reloads the window, as a person does with F5. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.locator(selectors.statusBar.part).waitFor();
    // Contributions of an extension come a moment after the workbench.
    await this.#tab().waitFor();
  }

  /**
   * Runs a command from the palette by its whole title, like `View: Close Editor`. The ellipsis of
   * a command that asks for more may be left out.
   */
  async runCommand(title: string): Promise<void> {
    await waitFor(`the command ${title}`, async () =>
      (await this.#lookUp(title)) ? true : this.#closePalette(),
    );
    await this.quickInput.pick(titled(title));
  }

  /** Types a command's title into the palette, and waits until Enter would run it. */
  async typeCommand(title: string): Promise<void> {
    await waitFor(`the command ${title} to be the first`, async () => {
      if (!(await this.#lookUp(title))) return this.#closePalette();
      const [first] = await this.quickInput.visibleItems();
      return first !== undefined && titled(title).test(first.label) ? true : undefined;
    });
  }

  /** Whether the palette offers a command now. */
  async offersCommand(title: string): Promise<boolean> {
    const offered = await this.#lookUp(title);
    await this.quickInput.cancel();
    return offered;
  }

  /** Types a command's title into the palette; tells whether it is there. */
  async #lookUp(title: string): Promise<boolean> {
    // What had the focus until now may take the key or close the palette again: press once more.
    await waitFor('the palette', async () => {
      await this.page.keyboard.press('F1');
      const box = this.page.locator(selectors.quickInput.widget).locator(selectors.quickInput.box);
      return box.fill(`>${title}`, { timeout: 1_000 }).then(() => true, ignoreTimeout);
    });
    return this.#offered(title);
  }

  async #closePalette(): Promise<undefined> {
    await this.quickInput.cancel();
  }

  /** Waits until the palette shows a command, or no longer than it takes to find one. */
  async #offered(title: string): Promise<boolean> {
    const deadline = performance.now() + paletteAnswer;
    do {
      const labels = (await this.quickInput.visibleItems()).map((row) => row.label);
      if (labels.some((label) => titled(title).test(label))) return true;
      if (labels.length === 1 && labels[0] === 'No matching commands') return false;
    } while (performance.now() < deadline);
    return false;
  }

  /** Opens the extension's view. */
  async openView(): Promise<void> {
    const tab = this.#tab();
    await tab.waitFor();
    const title = this.page
      .locator(selectors.sideBar)
      .getByText(new RegExp(RegExp.escape(this.#subject.container), 'i'))
      .first();
    // A second click closes the side bar, which a window that starts may open by itself meanwhile.
    await waitFor('the view', async () => {
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      return title.waitFor({ timeout: 2_000 }).then(() => true, ignoreTimeout);
    });
  }

  /** The view container's icon in the activity bar. */
  #tab(): Locator {
    // A badge or a keybinding may follow the name.
    const label = this.page.locator(`.action-label[aria-label^="${this.#subject.container}"]`);
    return this.page.locator(selectors.activityBar).filter({ has: label });
  }

  /** Shows an output channel in the panel. */
  async showOutput(channel: string): Promise<void> {
    await this.runCommand('Output: Show Output Channels...');
    await this.quickInput.pick(channel);
  }

  /** Waits for the active editor's tab by its title, and returns the title. */
  async waitForEditor(title: Matcher): Promise<string> {
    const tab = this.page.locator(selectors.editor.activeTab);
    return waitFor(`the editor ${String(title)}`, async () => {
      if (!(await tab.isVisible())) return undefined;
      const label = (await tab.locator(selectors.editor.tabName).allTextContents()).join('').trim();
      return matches(label, title) ? label : undefined;
    });
  }

  /** Switches the color theme through the palette and waits until the window shows it. */
  async switchTheme(theme: keyof typeof themes): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.waitFor((state) => /color theme/i.test(state.placeholder));
    await this.quickInput.pick(theme);
    await this.page.locator(`${selectors.workbench}.${themes[theme]}`).waitFor();
    await this.quickInput.waitForClosed();
  }

  /** Presses a key or a chord, like `Control+Shift+P`, where the focus is. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async readClipboard(): Promise<string> {
    await this.page.bringToFront();
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  async writeClipboard(text: string): Promise<void> {
    await this.page.bringToFront();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Keeps a picture, `out/screenshots/<suite>/<nn>-<name>.png`, and the markup beside it. */
  async screenshot(name: string): Promise<string> {
    return this.#screenshots.take(this.page, name);
  }

  /** Takes a part of the window for the documentation, `out/screenshots/<suite>/<name>.png`. */
  async picture(name: string, clip: Clip): Promise<void> {
    await this.#screenshots.picture(this.page, name, clip);
  }

  /** The part of the window that shows editors; for a picture. */
  async editorArea(): Promise<Clip> {
    return placeOf(this.page.locator(selectors.editor.area));
  }

  /** Begins a moving picture for the documentation, `out/screenshots/<suite>/<name>/`. */
  async film(name: string, clip: Clip): Promise<Film> {
    return this.#screenshots.film(this.page, name, clip);
  }
}

function titled(title: string): RegExp {
  return new RegExp(`^${RegExp.escape(title)}…?$`);
}
