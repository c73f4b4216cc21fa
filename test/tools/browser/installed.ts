import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process.ts';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium or Chrome that the machine has, or `undefined`. */
export async function installedBrowser(): Promise<string | undefined> {
  for (const candidate of candidates()) {
    if (existsSync(candidate) && (await works(candidate))) return candidate;
  }
  return undefined;
}

function candidates(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
        .map((variable) => process.env[variable])
        .filter((directory) => directory !== undefined)
        .map((directory) => path.join(directory, 'Google', 'Chrome', 'Application', 'chrome.exe'));
    default: {
      const directories = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
      return programs.flatMap((name) => directories.map((directory) => path.join(directory, name)));
    }
  }
}

/** Tells a browser from a script that only says how to install one, as some Linux have. */
async function works(program: string): Promise<boolean> {
  // On Windows `--version` opens a window instead.
  if (process.platform === 'win32') return true;
  try {
    return /\d+\.\d+/.test(await run(program, ['--version']));
  } catch {
    return false;
  }
}
