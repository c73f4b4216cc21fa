import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { startWebHost } from '../../host/runner/web.ts';
import { privateHome } from '../../tools/editor/environment.ts';
import { prepareEditor, type Editor } from '../../tools/editor/prepare.ts';
import { currentVersion } from '../../tools/editor/versions.ts';
import { copyWithoutEvents } from '../../tools/package/on-demand.ts';
import { outDir, temporaryDirectory } from '../../tools/paths.ts';
import { accounts, robots } from '../find/entries.ts';
import { median, range, type Row } from '../row.ts';
import { figuresVariable, type HostFigures } from './figures.ts';

const starts = 5;

/** A start that takes longer hangs; in milliseconds. */
const patience = 90_000;

/** What the extension costs a real extension host; wants the built extension in `dist/`. */
export async function measureActivation(): Promise<readonly Row[]> {
  const editor = await prepareEditor(currentVersion);
  const directory = await temporaryDirectory('bench');
  try {
    const extension = path.join(directory, 'extension');
    await copyWithoutEvents(extension);
    const entry = await bundleProbe();
    const figures: HostFigures[] = [];
    for (let start = 0; start < starts; start += 1) {
      const place = path.join(directory, String(start));
      await mkdir(place);
      figures.push(await startOnce(editor, place, extension, entry));
    }
    return rowsOf(figures);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

function rowsOf(figures: readonly HostFigures[]): Row[] {
  const place = `VS Code ${currentVersion}, ${starts} starts`;
  const time = (name: string, of: (one: HostFigures) => number, note: string): Row => {
    const times = figures.map(of);
    return { name, value: median(times), unit: 'ms', note: `${note}, ${range(times)}` };
  };
  const found = (name: string, of: (one: HostFigures) => readonly string[]): Row => {
    const names = [...new Set(figures.flatMap(of))];
    const note = names.length === 0 ? place : names.join(', ');
    return { name, value: names.length, unit: 'found', limit: 0, note };
  };
  return [
    { ...time('activate()', (one) => one.activate, `${place}, by the host's clock`), limit: 6 },
    time('what it does in a second turn', (one) => one.finish, "by the host's clock"),
    time('loading in the host', (one) => one.load, "by the host's clock"),
    time('from the call to the result', (one) => one.whole, "with the host's own work"),
    ratio(figures),
    found('timers without an active token', (one) => one.timers),
    found('globals changed by activation', (one) => one.globals),
  ];
}

/** The first rows of the quick-open against the editor's own with as many, which are sent whole. */
function ratio(figures: readonly HostFigures[]): Row {
  const ratios = figures.map(({ quickOpen: { ours, plain } }) => ours / plain);
  const [ours, plain] = (['ours', 'plain'] as const).map((which) =>
    median(figures.map(({ quickOpen }) => quickOpen[which])).toFixed(0),
  );
  const count = (accounts * robots).toLocaleString('en');
  return {
    name: `first rows of the quick-open among ${count}`,
    value: median(ratios),
    unit: '×',
    limit: 1.5,
    note: `of a quick pick with all of them; ${ours} and ${plain} ms, ${range(ratios)}`,
  };
}

async function bundleProbe(): Promise<string> {
  const entry = path.join(outDir, 'bench', 'probe.js');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'probe.ts')],
    outfile: entry,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return entry;
}

/** One fresh editor, without accounts, from its start to its end. */
async function startOnce(
  editor: Editor,
  directory: string,
  extension: string,
  entry: string,
): Promise<HostFigures> {
  const [home, folder] = [path.join(directory, 'home'), path.join(directory, 'folder')];
  const figuresFile = path.join(directory, 'figures.json');
  await Promise.all([home, folder].map((place) => mkdir(place)));
  const host = await startWebHost(editor, {
    dataDir: path.join(directory, 'data'),
    extensionsDir: path.join(directory, 'extensions'),
    env: { ...privateHome(home), [figuresVariable]: figuresFile },
    extension,
    entry,
    folder,
    logFile: path.join(outDir, 'bench', 'host.log'),
  });
  const over = new AbortController();
  try {
    const silence = delay(patience, 'nothing was heard of it', { signal: over.signal });
    silence.catch(() => undefined);
    const how = await Promise.race([host.ended, silence]);
    const figures = await readFile(figuresFile, 'utf8').catch(() => undefined);
    if (figures === undefined) throw new Error(`The editor told no figures: ${how}`);
    return JSON.parse(figures) as HostFigures;
  } finally {
    over.abort();
    await host.stop();
  }
}
