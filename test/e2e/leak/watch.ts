import { readdir, readFile } from 'node:fs/promises';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Workbench } from '../driver/index.ts';
import { Needles, secretPart } from './needles.ts';
import { browserStorage, commandLines, filesBelow, leaks } from './places.ts';
import type { Place } from './places.ts';
import { plantedIn } from './planted.ts';

/** Where a story is told. */
interface Told {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  readonly directory: string;
}

/**
 * Looks for the secrets of the sandbox's registries wherever a workbench leaves something: files
 * and temporary files, the browser's storage, the markup of pages and webviews, pictures' markup,
 * what was printed, command lines and environments.
 */
export class LeakWatch {
  readonly #told: Told;
  readonly #needles = new Needles();

  constructor(told: Told) {
    this.#told = told;
  }

  /** How many secrets it knows. */
  get secrets(): number {
    return this.#needles.secrets;
  }

  /** Takes up what the registries hold now; what they replace later is looked for as well. */
  async learn(): Promise<void> {
    for (const [name, secret] of await plantedIn(this.#told.sandbox)) {
      this.#needles.add(name, secretPart(secret));
    }
  }

  /** A secret of which the registries know nothing. */
  add(name: string, secret: string): void {
    this.#needles.add(name, secretPart(secret));
  }

  /** What the pages and their webviews show, and hide, at this moment. */
  async inMarkup(): Promise<string[]> {
    await this.learn();
    return leaks(await markup(this.#told.workbench), this.#needles);
  }

  /** Ends the windows, and resolves to what was found where, by the names of secrets. */
  async search(): Promise<string[]> {
    const { workbench, directory } = this.#told;
    const found = await this.inMarkup();
    found.push(...leaks([await commandLines(), ...(await environments(workbench))], this.#needles));
    const storage = await browserStorage(await workbench.leave());
    found.push(...leaks(storage, this.#needles));
    const { folder, pictures } = workbench;
    for (const below of new Set([workbench.directory, folder, pictures, directory])) {
      found.push(...leaks(await filesBelow(below, isSealed), this.#needles));
    }
    found.push(...leaks([{ name: 'what was printed', text: workbench.printed() }], this.#needles));
    return found;
  }
}

/** Files that hold secrets because a person keeps them there, or has them written. */
const isSealed = (name: string): boolean =>
  /(?:^|\/)(?:accounts|docker\/config|\.docker\/config)\.json$/.test(name);

async function markup(workbench: Workbench): Promise<Place[]> {
  const frames = workbench.pages().flatMap((page) => page.frames());
  return Promise.all(
    frames.map(async (frame, index) => ({
      name: `markup of frame ${index}`,
      // A frame that goes meanwhile has nothing to show any more.
      text: await frame.content().catch(() => ''),
    })),
  );
}

/** Environments of the processes in the workbench's home, without what they were started with. */
async function environments({ home, environment }: Workbench): Promise<Place[]> {
  if (process.platform !== 'linux') return [];
  const places: Place[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const text = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    if (!text.includes(`HOME=${home}\0`)) continue;
    const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const own = text.split('\0').filter((entry) => !given.includes(entry));
    places.push({ name: 'environment of a process', text: own.join('\n') });
  }
  return places;
}
