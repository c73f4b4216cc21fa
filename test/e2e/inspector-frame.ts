import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { waitFor } from './driver/index.ts';
import type { WorkbenchWindow } from './driver/index.ts';

/** Waits for an inspector that shows all of some texts, and gives the frame of its page. */
export function inspectorShowing(
  { page, quickInput }: WorkbenchWindow,
  ...texts: readonly string[]
): Promise<Frame> {
  const shown: string[] = [];
  return waitFor(
    `an inspector that shows ${texts.join(' and ')}`,
    async () => {
      shown.length = 0;
      for (const frame of page.frames()) {
        const text = await frame
          .locator('main#page')
          .innerText({ timeout: 200 })
          .catch(() => '');
        if (text !== '' && texts.every((wanted) => text.includes(wanted))) return frame;
        shown.push(text);
      }
      return undefined;
    },
    async () => ({ pages: shown, question: await quickInput.state() }),
  );
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
