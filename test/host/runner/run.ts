import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describeSandbox } from '../../sandbox/describe.ts';
import type { SandboxDescription } from '../../sandbox/describe.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { add, failure, none } from '../../tools/counts.ts';
import type { Counts } from '../../tools/counts.ts';
import { privateHome } from '../../tools/editor/environment.ts';
import { copyWithoutEvents } from '../../tools/package/on-demand.ts';
import { outDir, root, temporaryDirectory } from '../../tools/paths.ts';
import { bundleSuites } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { hostRuns } from './plan.ts';
import type { HostRun } from './plan.ts';
import { orderVariable, sandboxVariable } from './protocol.ts';
import type { HostOrder } from './protocol.ts';
import { receiveResults } from './results.ts';
import type { Results } from './results.ts';
import type { HostStart, StartedHost } from './web.ts';

export interface HostOptions {
  /** Names the editor in lines and file names, like `VS Code 1.139.1`. */
  readonly label: string;
  /** Starts the editor. */
  readonly start: (options: HostStart) => Promise<StartedHost>;
  readonly grep?: string | undefined;
}

/** A host that tells nothing for so long hangs; in milliseconds. */
const patience = 90_000;

/** How long an editor may take to end after its last test; in milliseconds. */
const parting = 5_000;

/** A copy of the extension for the suites that activate it themselves, inside the real one. */
const onDemand = path.join(outDir, 'host', 'extension');

/**
 * Runs all suites of test/host inside extension hosts, with a new editor and a new sandbox for each
 * run of plan.ts, and prints a line for each test.
 * @returns the counts; an editor that breaks counts as one failure
 */
export async function runHostSuites(options: HostOptions): Promise<Counts> {
  await rm(onDemand, { recursive: true, force: true });
  await copyWithoutEvents(onDemand);
  const bundle = await bundleSuites(path.join(onDemand, 'suites'));
  let total = none;
  for (const run of hostRuns) {
    const suites = bundle.suites.filter((suite) => run.takes(suite));
    if (suites.length === 0) continue;
    total = add(total, await runOnce(options, run, { ...bundle, suites }));
  }
  return total;
}

async function runOnce(options: HostOptions, run: HostRun, bundle: Bundle): Promise<Counts> {
  const label = `${options.label}, ${run.name}`;
  const results = await receiveResults(label);
  const sandbox = await startSandbox();
  const directory = await temporaryDirectory('host');
  const logFile = path.join(outDir, 'host', `${label.replaceAll(/[^\w.]+/g, '-')}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  let host: StartedHost | undefined;
  let broken: string | undefined;
  try {
    const order = { port: results.port, suites: bundle.suites, grep: options.grep };
    host = await options.start({
      ...(await place(directory, run, order, await describeSandbox(sandbox))),
      extension: run.onDemand === true ? onDemand : root,
      entry: bundle.entry,
      logFile,
    });
    broken = await outcome(host, results);
  } catch (error) {
    broken = error instanceof Error ? error.message : String(error);
  } finally {
    await host?.stop();
    results.close();
    await sandbox.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
  if (broken === undefined) return results.counts();
  const message = `${broken} (log: ${path.relative(root, logFile)})`;
  console.log(`  ✖ ${label}: ${message}`);
  return add(results.counts(), failure(label, message));
}

/** Everything of one run that lies in its temporary directory, and what the host is told. */
async function place(
  directory: string,
  run: HostRun,
  order: HostOrder,
  sandbox: SandboxDescription,
): Promise<Omit<HostStart, 'extension' | 'entry' | 'logFile'>> {
  const home = path.join(directory, 'home');
  const folder = path.join(directory, 'folder');
  await mkdir(home);
  await mkdir(folder);
  await writeFile(path.join(folder, 'README.md'), 'A folder for tests.\n');
  await run.fill?.(folder);
  return {
    dataDir: path.join(directory, 'data'),
    extensionsDir: path.join(directory, 'extensions'),
    folder,
    workspaceTrust: run.restricted === true,
    settings: {
      // Restricted without a question that nobody would answer.
      ...(run.restricted === true ? { 'security.workspace.trust.startupPrompt': 'never' } : {}),
      ...run.settings,
    },
    env: {
      ...privateHome(home),
      [sandboxVariable]: JSON.stringify(sandbox),
      ...run.env,
      [orderVariable]: JSON.stringify(order),
    },
  };
}

/** Waits for the end; returns what went wrong with the editor itself, if anything did. */
async function outcome(host: StartedHost, results: Results): Promise<string | undefined> {
  const over = new AbortController();
  const silence = async (): Promise<string> => {
    for (;;) {
      const left = results.lastEvent() + patience - performance.now();
      if (left <= 0) return `nothing was heard for ${patience / 1000} s`;
      await delay(left, undefined, { signal: over.signal });
    }
  };
  const wentWrong = Promise.race([host.ended, silence()]);
  // The losing wait ends with a rejection that nobody awaits.
  wentWrong.catch(() => undefined);
  try {
    const problem = await Promise.race([results.ended, wentWrong]);
    // After its end the entry returns to VS Code, which passes on what is left of the log.
    if (problem === undefined)
      await Promise.race([host.ended, delay(parting, undefined, { ref: false })]);
    return problem;
  } finally {
    over.abort();
  }
}
