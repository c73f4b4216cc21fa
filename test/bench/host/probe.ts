/** The test entry of the bench: activates the extension, which nobody has done yet, and watches. */
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { figuresVariable, type HostFigures } from './figures.ts';
import { changes, snapshot } from './globals.ts';
import { measureQuickOpen } from './quick-open.ts';
import { watchTimers } from './timers.ts';

const id = 'registry-tokens.registry-tokens';

/** Other extensions start at the same time; their work is not ours. In milliseconds. */
const quiet = 1500;

/** Set by the editor's own extensions, which may start while ours does. */
const theirs = new Set(['process.env.VSCODE_L10N_BUNDLE_LOCATION']);

/** How long the extension may show that something ticks; in milliseconds. */
const watching = 3000;

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) throw new Error(`${id} is not there`);
  await delay(quiet);
  if (extension.isActive) throw new Error(`${id} is active already`);
  const before = snapshot();
  const watch = watchTimers(extension.extensionPath);
  const start = performance.now();
  await extension.activate();
  const whole = performance.now() - start;
  await delay(watching);
  const timers = watch.end();
  const globals = changes(before, snapshot()).filter((name) => !theirs.has(name));
  const times = await activationTimes();
  const quickOpen = await measureQuickOpen();
  const figures: HostFigures = { whole, ...times, timers, globals, quickOpen };
  await writeFile(process.env[figuresVariable] ?? '', JSON.stringify(figures));
}

/** The host's own times, out of the table on its page. */
async function activationTimes(): Promise<Pick<HostFigures, 'load' | 'activate' | 'finish'>> {
  await vscode.commands.executeCommand('perfview.show');
  const line =
    /^\|\s*registry-tokens\.registry-tokens\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|/m;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const [, load, activate, finish] = line.exec(page?.getText() ?? '') ?? [];
    if (finish !== undefined) {
      return { load: Number(load), activate: Number(activate), finish: Number(finish) };
    }
    await delay(100);
  }
  throw new Error('the page "Startup Performance" does not tell the times of the extension');
}
