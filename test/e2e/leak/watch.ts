import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Workbench } from '../driver/index.ts';
import { Needles, secretPart } from './needles.ts';
import { browserStorage, contentOf, filesBelow, leaks } from './places.ts';
import { plantedIn } from './planted.ts';
import { ProcessWatch } from './processes.ts';

/** Where a story is told. */
interface Told {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  readonly directory: string;
}

/**
 * Looks for the secrets of the sandbox's registries wherever a workbench leaves something: files
 * and temporary files, the browser's storage, the markup, fields and state of pages and webviews,
 * pictures' markup, what was printed, command lines and environments of whatever ran meanwhile.
 */
export class LeakWatch {
  readonly #told: Told;
  readonly #needles = new Needles();
  readonly #processes: ProcessWatch;

  constructor(told: Told) {
    this.#told = told;
    this.#processes = new ProcessWatch(told.workbench);
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

  /** A variable of processes in which the person wants a token. */
  expectInVariable(name: string): void {
    this.#processes.expect(name);
  }

  /** What the pages and their webviews show, and hide, at this moment. */
  async inMarkup(): Promise<string[]> {
    await this.learn();
    const content = await Promise.all(this.#told.workbench.pages().map(contentOf));
    return leaks(content.flat(), this.#needles);
  }

  /** What the clipboard holds, where nothing that a person copied may be any more. */
  async inClipboard(): Promise<string[]> {
    await this.learn();
    const text = await this.#told.workbench.window.readClipboard();
    return leaks([{ name: 'the clipboard', text }], this.#needles);
  }

  /** Ends the windows, and resolves to what was found where, by the names of secrets. */
  async search(): Promise<string[]> {
    const { workbench, directory } = this.#told;
    const found = await this.inMarkup();
    found.push(...leaks(await this.#processes.places(), this.#needles));
    const storage = await browserStorage(await workbench.leave());
    found.push(...leaks(storage, this.#needles));
    const { folder, pictures } = workbench;
    for (const below of new Set([workbench.directory, folder, pictures, directory])) {
      found.push(...leaks(await filesBelow(below, isSealed), this.#needles));
    }
    found.push(...leaks([{ name: 'what was printed', text: workbench.printed() }], this.#needles));
    return [...new Set(found)];
  }

  stop(): void {
    this.#processes.stop();
  }
}

/** Files that hold secrets because a person keeps them there, or has them written. */
const isSealed = (name: string): boolean =>
  /(?:^|\/)(?:(?:accounts|docker\/config|\.docker\/config)\.json|npm\/npmrc)$/.test(name);
