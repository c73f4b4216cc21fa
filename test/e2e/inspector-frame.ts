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
