import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Needles } from './needles.ts';

/** A place where a secret could have ended up, and what is there. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Where secrets were found; the texts themselves are not repeated. */
export function leaks(places: Iterable<Place>, needles: Needles): string[] {
  return [...places].flatMap(({ name, text }) =>
    needles.foundIn(text).map((secret) => `${secret} in ${name}`),
  );
}

/**
 * Every file below a directory. Bytes become characters one by one, so nothing gets lost.
 * @param isSealed tells by its relative name a file that is left out
 */
export async function filesBelow(
  directory: string,
  isSealed: (name: string) => boolean = () => false,
): Promise<Place[]> {
  const places: Place[] = [];
  for (const entry of await entriesBelow(directory)) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(directory, file).replaceAll(path.sep, '/');
    if (isSealed(name)) continue;
    try {
      places.push({ name, text: `${name}\n${await readFile(file, 'latin1')}` });
    } catch (error) {
      ignoreHidden(error);
    }
  }
  return places;
}

async function entriesBelow(directory: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    const below = await Promise.all(
      folders.map(({ name }) => entriesBelow(path.join(directory, name))),
    );
    return [...entries, ...below.flat()];
  } catch (error) {
    ignoreHidden(error);
    return [];
  }
}

/** The editor removes files and folders of its own while it runs; a client's images may be closed. */
function ignoreHidden(error: unknown): void {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['ENOENT', 'EACCES'].includes(code)) throw error;
}

/**
 * What the frames of a page show and hide: their markup, what stands in their fields, and what they
 * keep for themselves. A webview is a frame; its state stands in the editor's storage as well.
 */
export async function contentOf(page: Page): Promise<Place[]> {
  const places = await Promise.all(
    page.frames().map(async (frame, index): Promise<Place[]> => {
      try {
        const state = await frame.evaluate<string>(dumpFrame);
        return [
          { name: `markup of frame ${index}`, text: await frame.content() },
          { name: `state of frame ${index}`, text: state },
        ];
      } catch {
        // A frame that goes meanwhile has nothing to show any more.
        return [];
      }
    }),
  );
  return places.flat();
}

/** Runs inside a frame, hence as text. Some frames may keep nothing, and say so by throwing. */
const dumpFrame = `(() => {
  const tried = (read) => { try { return read(); } catch { return undefined; } };
  const fields = [...document.querySelectorAll('input, textarea, select')];
  return [
    ...fields.map((field) => field.value),
    window.name,
    location.href,
    ...[() => history.state, () => ({ ...localStorage }), () => ({ ...sessionStorage })].map(
      (read) => JSON.stringify(tried(read)) ?? '',
    ),
  ].join('\\n');
})()`;

/** What a page keeps in the browser: each database's content, and the local storage. */
export async function browserStorage(page: Page): Promise<Place[]> {
  const content = await page.evaluate<Record<string, string>>(dumpStorage);
  return Object.entries(content).map(([name, text]) => ({ name, text }));
}

/** Runs inside the page, hence as text. */
const dumpStorage = `(async () => {
  const wait = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const content = { 'local storage': JSON.stringify({ ...localStorage }) };
  content['session storage'] = JSON.stringify({ ...sessionStorage });
  content.cookies = document.cookie;
  for (const { name } of await indexedDB.databases()) {
    const database = await wait(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await wait(database.transaction(store).objectStore(store).getAll());
      const texts = values.map((value) =>
        value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
      );
      content[name + '/' + store] = texts
        .map((text) => (typeof text === 'string' ? text : JSON.stringify(text)))
        .join('\\n');
    }
    database.close();
  }
  return content;
})()`;
