import type { Locator } from 'playwright-core';
import type { Clip } from './screenshots.ts';

/** Where an element is in the window. Rejects when it is not shown. */
export async function placeOf(element: Locator): Promise<Clip> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${String(element)} is not shown`);
  return box;
}
