import { Keys, waitFor } from './driver/index.ts';
import type { Film, WorkbenchWindow } from './driver/index.ts';

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
