import { createWriteStream } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../tools/browser.ts';
import { startBareServer } from '../../tools/editor/server.ts';
import type { ServerOptions } from '../../tools/editor/server.ts';
import type { Editor } from '../../tools/editor/prepare.ts';

export interface HostStart extends ServerOptions {
  /** The extension under development. */
  readonly extension: string;
  /** The test entry. */
  readonly entry: string;
  /** The folder that the window opens. */
  readonly folder: string;
  /** Keeps what extensions print. */
  readonly logFile: string;
}

/** An editor with a window in which a test entry runs. */
export interface StartedHost {
  /** Resolves when the editor has ended by itself, with a sentence that says how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts VS Code's server and opens its workbench in a browser, with the test entry. */
export async function startWebHost(editor: Editor, options: HostStart): Promise<StartedHost> {
  const server = await startBareServer(editor, options);
  const { launch } = await findBrowser();
  const browser = await chromium.launch(launch);
  const stop = async (): Promise<void> => {
    await browser.close();
    await server.service.stop();
  };
  try {
    const context = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 1280, height: 800 },
    });
    const page = await context.newPage();
    const log = createWriteStream(options.logFile);
    const exited = Promise.withResolvers<string>();
    // VS Code calls these two by name; an extension host's console comes through the first.
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown) => {
      log.write(`${type} ${JSON.stringify(args)}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => {
      exited.resolve(`the test entry ended with code ${code}`);
    });
    page.on('crash', () => exited.resolve('the page crashed'));
    browser.on('disconnected', () => exited.resolve('the browser ended'));
    await page.goto(developmentUrl(server.url, options));
    return { ended: Promise.race([exited.promise, server.service.ended]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The workbench's address with an extension under development and a test entry in its payload. */
function developmentUrl(base: string, options: HostStart): string {
  const url = new URL(base);
  const remote = (file: string): string => `vscode-remote://${url.host}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(options.extension)],
    ['extensionTestsPath', remote(options.entry)],
    ['skipWelcome', 'true'],
  ];
  url.searchParams.set('folder', options.folder);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
