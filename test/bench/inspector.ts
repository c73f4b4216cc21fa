import { CompactSign } from 'jose';
import type { Frame } from 'playwright-core';
import { startWorkbench, type WorkbenchWindow } from '../e2e/driver/index.ts';
import { median, range, type Row } from './row.ts';

const runs = 11;

/**
 * From Enter in the palette until the page of the inspector shows the token, in a real workbench.
 * Warm: the code is loaded, and the tab was closed before each run, so that the page is made anew.
 */
export async function measureInspector(): Promise<Row[]> {
  const workbench = await startWorkbench({ suite: 'bench-inspector' });
  try {
    const { window } = workbench;
    await open(window, 'first');
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await open(window, `probe-${run}`));
    return [
      {
        name: 'inspector visible after the command, warm',
        value: median(times),
        unit: 'ms',
        limit: 150,
        note: `${runs} runs, ${range(times)}; the browser's own drawing included`,
      },
    ];
  } finally {
    await workbench.close();
  }
}

async function open(window: WorkbenchWindow, subject: string): Promise<number> {
  await window.runCommand('View: Close All Editors');
  await window.press('F1');
  await window.quickInput.fill('>Registry Tokens: Decode JWT from Selection or Clipboard');
  await window.quickInput.items();
  // Only now: the clipboard can be written by the page that has the focus.
  await window.writeClipboard(await tokenOf(subject));
  const start = performance.now();
  await window.quickInput.accept();
  while (!(await isShown(window.page.frames(), subject)));
  return performance.now() - start;
}

async function isShown(frames: readonly Frame[], subject: string): Promise<boolean> {
  const script = `document.querySelector('main#page')?.textContent.includes('${subject}') === true`;
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
