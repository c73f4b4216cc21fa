import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { waitFor } from './driver/index.ts';
import type { WorkbenchWindow } from './driver/index.ts';

/** Waits for an inspector that shows a text, and gives the frame of its page. */
export function inspectorShowing({ page }: WorkbenchWindow, text: string): Promise<Frame> {
  return waitFor(`an inspector that shows ${text}`, async () => {
    for (const frame of page.frames()) {
      const shown = await frame
        .locator('main#page')
        .innerText({ timeout: 200 })
        .catch(() => '');
      if (shown.includes(text)) return frame;
    }
    return undefined;
  });
}

/** As much of axe's report as is looked at. */
interface AxeReport {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds fault with in a page, each with the first place. */
export async function faultsOf(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  const { violations } = await frame.evaluate<AxeReport>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}
