import { rm } from 'node:fs/promises';
import { CompactSign } from 'jose';
import type { Frame } from 'playwright-core';
import { startWorkbench, type WorkbenchWindow } from '../../e2e/driver/index.ts';
import { temporaryDirectory } from '../../tools/paths.ts';
import { median, range, type Row } from '../row.ts';
import { emptyPageText, openEmptyPage, packEmptyPage } from './empty-page.ts';

const runs = 15;

/**
 * From Enter in the palette until the page shows the token, in a real workbench whose extension has
 * shown one before. Once with the inspector's tab open; and once with the tab made anew, beside
 * what the editor alone takes to show an empty page.
 */
export async function measureInspector(): Promise<Row[]> {
  const directory = await temporaryDirectory('bench');
  try {
    const others = [await packEmptyPage(directory)];
    const workbench = await startWorkbench({ suite: 'bench-inspector', others });
    try {
      return await measureIn(workbench.window);
    } finally {
      await workbench.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureIn(window: WorkbenchWindow): Promise<Row[]> {
  const empty: number[] = [];
  const anew: number[] = [];
  const open: number[] = [];
  // The first run of each loads code and counts for nothing.
  for (let run = 0; run <= runs; run += 1) {
    await closeAll(window);
    empty.push(await time(window, openEmptyPage, emptyPageText));
    await closeAll(window);
    anew.push(await decode(window, `anew-${run}`));
    open.push(await decode(window, `open-${run}`));
  }
  const [emptyTimes, anewTimes, openTimes] = [empty, anew, open].map((times) => times.slice(1));
  return rowsOf(emptyTimes ?? [], anewTimes ?? [], openTimes ?? []);
}

const rowsOf = (empty: readonly number[], anew: readonly number[], open: readonly number[]) => [
  {
    name: 'inspector visible after the command, its tab open',
    value: median(open),
    unit: 'ms',
    limit: 150,
    note: `${runs} runs, ${range(open)}; the browser's own drawing included`,
  },
  {
    name: 'inspector visible after the command, its tab made anew',
    value: median(anew),
    unit: 'ms',
    limit: 150,
    note: `${runs} runs, ${range(anew)}`,
  },
  {
    name: 'that, and an empty page of the editor',
    value: median(anew) / median(empty),
    unit: '×',
    limit: 1.3,
    note: `the empty page takes ${median(empty).toFixed(0)} ms, ${range(empty)}`,
  },
];

const closeAll = (window: WorkbenchWindow) => window.runCommand('View: Close All Editors');

async function decode(window: WorkbenchWindow, subject: string): Promise<number> {
  const title = 'Registry Tokens: Decode JWT from Selection or Clipboard';
  return time(window, title, subject, await tokenOf(subject));
}

/** Milliseconds from Enter on a command until a page with a text is there. */
async function time(
  window: WorkbenchWindow,
  title: string,
  text: string,
  clipboard = '',
): Promise<number> {
  await window.press('F1');
  await window.quickInput.fill(`>${title}`);
  await window.quickInput.items();
  // Only now: the clipboard can be written by the page that has the focus.
  await window.writeClipboard(clipboard);
  const start = performance.now();
  await window.quickInput.accept();
  while (!(await isShown(window.page.frames(), text)));
  return performance.now() - start;
}

async function isShown(frames: readonly Frame[], text: string): Promise<boolean> {
  const script = `document.querySelector('main#page')?.textContent.includes('${text}') === true`;
  // Frames come and go while the page is made; one that is gone does not show it.
  const found = await Promise.all(frames.map((frame) => frame.evaluate(script).catch(() => false)));
  return found.includes(true);
}

function tokenOf(subject: string): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return new CompactSign(Buffer.from(JSON.stringify({ iss: 'bench', sub: subject, exp })))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new Uint8Array(32));
}
