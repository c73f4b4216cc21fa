import { Keys, waitFor } from './driver/index.ts';
import type { Film, QuickInputState, WorkbenchWindow } from './driver/index.ts';

/** What a person reads in the last step of issuing. */
const lastStep = 'Copy Token';

/**
 * Issues again, by keys alone, what was issued last, and takes the first thing to do with it.
 *
 * @param done how the last step begins
 * @param film is given what a person sees before each key
 * @returns how many keys it takes after the command's name
 */
export async function issueAgain(
  window: WorkbenchWindow,
  done: RegExp,
  film?: Film,
): Promise<number> {
  const keys = new Keys(window);
  await keys.command('Registry Tokens: Issue Token…', film);
  await window.quickInput.waitFor('Issue Token');
  await window.quickInput.waitForFirst('The same as last time');
  await film?.frame(1_800);
  await keys.press('Enter');
  await window.quickInput.waitFor(({ placeholder }) => done.test(placeholder));
  await waitFor('the last step', async () =>
    (await window.quickInput.visibleItems()).some(({ label }) => label === lastStep)
      ? true
      : undefined,
  );
  await film?.frame(1_800);
  await keys.press('Enter');
  await window.quickInput.waitForClosed();
  return keys.afterTheName;
}

/**
 * Issues for the first time, from the palette, by keys alone: what each page offers at first, but
 * where an answer is given. The last step, which asks what to do with the token, is left open.
 *
 * @param done how the last step begins
 * @param answers what is typed into a page, by its title; with the first row that comes of it, where
 *   that reads otherwise; and with the row that goes on, where the page stays
 * @returns titles of the pages that ask something before the token is there
 */
export async function issueFirst(
  window: WorkbenchWindow,
  done: RegExp,
  answers: Readonly<
    Record<string, string | readonly [typed: string, row: string, goesOn?: string]>
  >,
): Promise<readonly string[]> {
  const { quickInput } = window;
  const keys = new Keys(window);
  await keys.command('Registry Tokens: Issue Token…');
  const shownBy = ({ title, placeholder }: QuickInputState) => `${title}: ${placeholder}`;
  const pages: string[] = [];
  let before = '';
  for (;;) {
    const next = (state: QuickInputState): boolean =>
      !state.busy && state.title.startsWith('Issue ') && shownBy(state) !== before;
    // A page is read piece by piece: the title belongs to the rest when read after it.
    await quickInput.waitFor(next);
    const page = await quickInput.waitFor(next);
    if (done.test(page.placeholder)) return pages;
    before = shownBy(page);
    pages.push(page.title);
    const isList = page.message === '';
    if (isList) await quickInput.waitForFirst(/./);
    const answer = answers[page.title];
    if (answer !== undefined) {
      const [typed, row, goesOn] = typeof answer === 'string' ? [answer, answer] : answer;
      await quickInput.fill(typed);
      if (isList) await quickInput.waitForFirst(row);
      if (goesOn !== undefined) {
        await keys.press('Enter');
        await quickInput.waitForFirst(goesOn);
      }
    }
    await keys.press('Enter');
  }
}

/** Copies the token that was copied last with three keys, since the palette has its command first. */
export async function copyAgain(window: WorkbenchWindow, token: RegExp): Promise<void> {
  await window.writeClipboard('');
  await window.press('F1');
  await window.quickInput.waitForFirst(/^Registry Tokens: Copy Token\b/);
  await window.press('Enter');
  await window.quickInput.waitFor('Copy Token');
  await window.quickInput.waitForFirst(/./);
  await window.press('Enter');
  await waitFor('the token in the clipboard', async () =>
    token.test(await window.readClipboard()) ? true : undefined,
  );
}

/**
 * Copies, by keys alone, the token that stands first: the active one, or the one used last.
 *
 * @returns how many keys it takes after the command's name
 */
export async function copyFirst(window: WorkbenchWindow, token: RegExp): Promise<number> {
  await window.writeClipboard('');
  const keys = new Keys(window);
  await keys.command('Registry Tokens: Copy Token');
  await window.quickInput.waitFor('Copy Token');
  await window.quickInput.waitForFirst(/./);
  await keys.press('Enter');
  await waitFor('the token in the clipboard', async () =>
    token.test(await window.readClipboard()) ? true : undefined,
  );
  return keys.afterTheName;
}
