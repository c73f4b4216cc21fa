/**
 * The browser that shows the workbench. Looked for in the order in which people expect to be
 * obeyed: the one they name, one that is installed, the one Playwright downloaded, and last one
 * from npm, which runs on a bare Linux.
 *
 * Measured with the npm browser (headless Chromium 147): started with Playwright's own flags, many
 * contexts with several pages each work; with `--single-process`, as its makers recommend for
 * their platform, the browser dies as soon as one context is closed. So nothing is added here.
 */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { LaunchOptions } from 'playwright-core';
import { installedBrowser } from './browser/installed.ts';
import { packagedBrowser } from './browser/packaged.ts';

export interface FoundBrowser {
  /** Where it comes from, for people. */
  readonly description: string;
  /** What `chromium.launch` of Playwright needs. */
  readonly launch: LaunchOptions;
}

const flags = ['--disable-gpu', '--disable-quic', '--disable-component-update', '--disable-sync'];

let found: Promise<FoundBrowser> | undefined;

/** Finds a browser, installs one from npm where there is none, and says once which it is. */
export function findBrowser(): Promise<FoundBrowser> {
  found ??= search().then((browser) => {
    console.log(`Browser: ${browser.description}`);
    return browser;
  });
  return found;
}

async function search(): Promise<FoundBrowser> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    return describe(named, 'named by CHROME_PATH');
  }
  const installed = await installedBrowser();
  if (installed !== undefined) return describe(installed, 'installed on this machine');
  const downloaded = chromium.executablePath();
  if (existsSync(downloaded)) return describe(downloaded, 'downloaded by Playwright');
  const packaged = await packagedBrowser();
  return describe(packaged.executable, 'from npm', packaged.env);
}

function describe(
  executablePath: string,
  origin: string,
  env: Readonly<Record<string, string>> = {},
): FoundBrowser {
  return {
    description: `${executablePath} (${origin})`,
    launch: { executablePath, args: flags, env: { ...process.env, ...env } },
  };
}
