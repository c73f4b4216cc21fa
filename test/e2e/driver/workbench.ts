import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findBrowser } from '../../tools/browser.ts';
import { privateHome } from '../../tools/editor/environment.ts';
import { prepareEditor } from '../../tools/editor/prepare.ts';
import { installExtensions, startCodeServer } from '../../tools/editor/server.ts';
import type { EditorServer, ServerOptions, Settings } from '../../tools/editor/server.ts';
import { currentVersion } from '../../tools/editor/versions.ts';
import { temporaryDirectory, vsixFile } from '../../tools/paths.ts';
import { Screenshots } from './screenshots.ts';
import { patience } from './waiting.ts';
import { WorkbenchWindow } from './window.ts';
import type { Subject } from './window.ts';

export interface WorkbenchOptions {
  /** Names the folder of the screenshots. */
  readonly suite: string;
  /** The packaged extension; `dist/registry-tokens.vsix` by default. */
  readonly vsix?: string;
  /** More extensions, packaged as well. */
  readonly others?: readonly string[];
  /** VS Code's version; the current one of versions.ts by default. */
  readonly version?: string;
  /** The folder to open; an empty one by default. */
  readonly folder?: string;
  /** Where extensions are installed; a new directory by default. */
  readonly extensionsDir?: string;
  /** More variables for the editor and its extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings from the start. */
  readonly settings?: Settings;
  /** Asks whether the folder is trusted, as VS Code does by default; off here. */
  readonly workspaceTrust?: boolean;
  /** Width and height of the window in pixels. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Another extension than this one. */
  readonly subject?: Subject;
}

const registryTokens: Subject = {
  id: 'registry-tokens.registry-tokens',
  container: 'Registry Tokens',
  view: 'Registry Tokens',
};

/** Settings that only make the screen easier to read for the driver. */
const driverSettings: Settings = {
  'workbench.tree.enableStickyScroll': false,
  'editor.stickyScroll.enabled': false,
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'editor.renderWhitespace': 'none',
  '[markdown]': { 'editor.wordWrap': 'off' },
  '[log]': { 'editor.wordWrap': 'off' },
  '[Log]': { 'editor.wordWrap': 'off' },
};

/** A real VS Code with the packaged extension installed, and a window open. */
export class Workbench {
  /** The first window. */
  readonly window: WorkbenchWindow;
  /** VS Code's user data: settings, logs and state, for tests that look for what must not be there. */
  readonly dataDir: string;
  /** The home directory of everything that runs in the editor. */
  readonly home: string;
  readonly folder: string;
  /** Where everything lies that the editor keeps on disk. */
  readonly directory: string;
  /** Where the pictures lie, each with its markup. */
  readonly pictures: string;
  /** Variables that the editor was given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #parts: Parts;
  readonly #console: string[] = [];

  private constructor(parts: Parts, window: WorkbenchWindow) {
    this.#parts = parts;
    this.window = window;
    this.dataDir = parts.dataDir;
    this.home = parts.home;
    this.folder = parts.folder;
    this.directory = parts.directory;
    this.pictures = parts.screenshots.directory;
    this.environment = parts.env;
    parts.context.on('console', (message) => this.#console.push(message.text()));
  }

  /** Installs the extension into a fresh VS Code, starts it and opens a window. */
  static async start(options: WorkbenchOptions): Promise<Workbench> {
    const editor = await prepareEditor(options.version ?? currentVersion);
    const directory = await temporaryDirectory('e2e');
    const cleaners: (() => Promise<unknown>)[] = [
      () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
    ];
    try {
      const place = await layOut(directory, options);
      const packages = [options.vsix ?? vsixFile, ...(options.others ?? [])];
      await installExtensions(editor, packages, place);
      const server = await startCodeServer(editor, place);
      cleaners.unshift(() => server.service.stop());
      const browser = await chromium.launch((await findBrowser()).launch);
      cleaners.unshift(() => browser.close());
      const context = await browser.newContext({
        permissions: ['clipboard-read', 'clipboard-write'],
        viewport: options.viewport ?? { width: 1280, height: 800 },
      });
      context.setDefaultTimeout(patience);
      const screenshots = await Screenshots.begin(seriesName(options));
      const subject = options.subject ?? registryTokens;
      const parts = { ...place, server, browser, context, screenshots, subject, cleaners };
      const window = new WorkbenchWindow(await context.newPage(), subject, screenshots);
      const workbench = new Workbench(parts, window);
      await window.open(workbench.url);
      return workbench;
    } catch (error) {
      for (const clean of cleaners) await clean();
      throw error;
    }
  }

  /** The address of a window. */
  get url(): string {
    const { server, folder } = this.#parts;
    return `${server.url}/?folder=${encodeURIComponent(folder)}`;
  }

  /** Opens another window that shares the browser's storage with the first. */
  async openWindow(): Promise<WorkbenchWindow> {
    const { context, subject, screenshots } = this.#parts;
    const window = new WorkbenchWindow(await context.newPage(), subject, screenshots);
    await window.open(this.url);
    return window;
  }

  /** All pages that are open. */
  pages(): Page[] {
    return this.#parts.context.pages();
  }

  /**
   * Ends all windows, so that they write what they held back, and gives a page of the same origin
   * that is none of the workbench's.
   */
  async leave(): Promise<Page> {
    const [first, ...others] = this.pages();
    if (first === undefined) throw new Error('no page is open');
    for (const page of others) await page.close({ runBeforeUnload: false });
    await first.goto(`${this.#parts.server.url}/healthz`);
    return first;
  }

  /** Changes user settings on disk; windows take them up when they are reloaded. */
  async changeSettings(changes: Settings): Promise<void> {
    const file = path.join(this.dataDir, 'User', 'settings.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Settings;
    await writeFile(file, JSON.stringify({ ...settings, ...changes }, undefined, 2));
  }

  /** What pages and server have printed so far. */
  printed(): string {
    return [...this.#console, this.#parts.server.service.output()].join('\n');
  }

  /**
   * Keeps pictures of all windows when a test has failed: `afterEach((t) => bench.keepFailure(t))`.
   * @param test the test's context, of which node:test's types do not know all
   */
  async keepFailure(test: { readonly name: string; readonly passed?: boolean }): Promise<void> {
    if (test.passed === true) return;
    const { context, screenshots } = this.#parts;
    for (const page of context.pages()) await screenshots.take(page, `failed ${test.name}`);
  }

  /** Ends everything and removes what it kept on disk, the screenshots excepted. */
  async close(): Promise<void> {
    for (const clean of this.#parts.cleaners) await clean();
  }
}

interface Place extends ServerOptions {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly folder: string;
}

interface Parts extends Place {
  readonly server: EditorServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly screenshots: Screenshots;
  readonly subject: Subject;
  readonly cleaners: readonly (() => Promise<unknown>)[];
}

async function layOut(directory: string, options: WorkbenchOptions): Promise<Place> {
  const home = path.join(directory, 'home');
  const folder = options.folder ?? path.join(directory, 'folder');
  const temporary = path.join(directory, 'tmp');
  await mkdir(home);
  await mkdir(temporary);
  await mkdir(folder, { recursive: true });
  return {
    directory,
    home,
    folder,
    dataDir: path.join(directory, 'data'),
    extensionsDir: options.extensionsDir ?? path.join(directory, 'extensions'),
    env: {
      ...privateHome(home),
      // Elsewhere the paths of the editor's sockets would become too long.
      ...(process.platform === 'linux' ? { TMPDIR: temporary } : {}),
      ...options.env,
    },
    settings: { ...driverSettings, ...options.settings },
    workspaceTrust: options.workspaceTrust ?? false,
  };
}

function seriesName({ suite, version = currentVersion }: WorkbenchOptions): string {
  return version === currentVersion ? suite : `${suite}-${version}`;
}
