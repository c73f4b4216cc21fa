import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { run } from '../../tools/process.ts';
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
      ignoreRemoved(error);
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
    ignoreRemoved(error);
    return [];
  }
}

/** The editor removes files and folders of its own while it runs. */
function ignoreRemoved(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

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

/** The command lines of all processes of this machine that may be seen. */
export async function commandLines(): Promise<Place> {
  if (process.platform === 'win32') {
    const list = 'Get-CimInstance Win32_Process | Select-Object -ExpandProperty CommandLine';
    return { name: 'command lines', text: await run('powershell', ['-Command', list]) };
  }
  if (process.platform !== 'linux') {
    return { name: 'command lines', text: await run('ps', ['-axww', '-o', 'command']) };
  }
  const texts: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // Processes end, and those of others may be hidden.
    texts.push(await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => ''));
  }
  return { name: 'command lines', text: texts.join('\n') };
}
