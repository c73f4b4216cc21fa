import type { CDPSession } from 'playwright-core';
import { importAccount, startPlayground } from '../../e2e/quay/playground.ts';
import { waitFor, type WorkbenchWindow } from '../../e2e/driver/index.ts';
import { median, range, type Row } from '../row.ts';

const organizations = 10;
const robots = 2_000;

/** What somebody types who looks for one robot; each robot has it in its name. */
const typed = 'build-0123';

/** A page that has drawn nothing for so long is done with a key; in milliseconds. */
const quiet = 250;

/**
 * How long the editor's own page is busy with one key of the quick-open, in a real workbench over an
 * account of many robots: all tasks of its main thread from the key until it rests.
 */
export async function measureScreen(): Promise<Row[]> {
  const names = Array.from({ length: organizations }, (_, at) => `acme-${at}`);
  const playground = await startPlayground({
    suite: 'bench-screen',
    sandbox: { bigOrganizations: Object.fromEntries(names.map((name) => [name, robots])) },
  });
  try {
    const { window } = playground;
    await importAccount(window);
    const page = await window.page.context().newCDPSession(window.page);
    // Time of the processor: what else the machine does is not in it.
    await page.send('Performance.enable', { timeDomain: 'threadTicks' });
    const own = await inPalette(window, page);
    const ours = await inQuickOpen(window, page);
    return [
      {
        name: `quick-open on screen, one key among ${(organizations * robots).toLocaleString('en')} robots`,
        value: median(ours),
        unit: 'ms',
        limit: 16,
        note: `work of the page’s main thread, “${typed}” key by key, ${range(ours)}; the least are keys that find the same rows`,
      },
      {
        name: 'that, and one key of the editor’s own palette',
        value: median(ours) / median(own),
        unit: '×',
        limit: 1.5,
        note: `the palette takes ${median(own).toFixed(0)} ms, ${range(own)}`,
      },
    ];
  } finally {
    await playground[Symbol.asyncDispose]();
  }
}

async function inPalette(window: WorkbenchWindow, page: CDPSession): Promise<number[]> {
  await window.press('F1');
  await window.quickInput.waitFor(({ value }) => value === '>');
  const busy = await perKey(window, page, 'view: toggle');
  await window.quickInput.cancel();
  return busy;
}

async function inQuickOpen(window: WorkbenchWindow, page: CDPSession): Promise<number[]> {
  await window.runCommand('Registry Tokens: Copy Token');
  await window.quickInput.waitFor('Copy Token');
  // The first letter asks the registry; what counts is every further one.
  await window.quickInput.type('b');
  await waitFor('everything to be found', async () =>
    (await window.quickInput.visibleItems()).length > 5 &&
    (await window.quickInput.state())?.busy === false
      ? true
      : undefined,
  );
  await window.quickInput.fill('');
  return perKey(window, page, typed);
}

/** Milliseconds of work for each key of a text. */
async function perKey(window: WorkbenchWindow, page: CDPSession, text: string): Promise<number[]> {
  await rest(page);
  const busy: number[] = [];
  for (const key of text) {
    const before = await busySeconds(page);
    await window.page.keyboard.press(key);
    await rest(page);
    busy.push(((await busySeconds(page)) - before) * 1_000);
  }
  return busy;
}

/** Seconds that the page's main thread has worked since it was asked first. */
async function busySeconds(page: CDPSession): Promise<number> {
  const { metrics } = await page.send('Performance.getMetrics');
  const found = metrics.find(({ name }) => name === 'TaskDuration');
  if (found === undefined) throw new Error('The browser does not tell how busy a page is.');
  return found.value;
}

/** Waits until the page has hardly worked for a while. */
async function rest(page: CDPSession): Promise<void> {
  await waitFor('the page to rest', async () => {
    const before = await busySeconds(page);
    await new Promise((resolve) => setTimeout(resolve, quiet));
    return (await busySeconds(page)) - before < 0.002 ? true : undefined;
  });
}
