import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { add, failure } from '../counts.ts';
import type { Counts } from '../counts.ts';
import { cacheDir, root, temporaryDirectory } from '../paths.ts';

const countingReporter = path.join(import.meta.dirname, 'counting-reporter.ts');

export interface NodeTestOptions {
  /** How many files may run at once; as many as Node likes by default. */
  readonly atOnce?: number;
  /** A regular expression that the names of tests must match. */
  readonly grep?: string | undefined;
  /** Whether to print at the end how much of `src` was run. */
  readonly coverage?: boolean;
}

/**
 * Runs test files with Node's own test runner, which prints what it does.
 * @param patterns globs, relative to the root
 */
export async function runNodeTests(
  patterns: readonly string[],
  options: NodeTestOptions = {},
): Promise<Counts> {
  const { atOnce, grep, coverage = false } = options;
  const directory = await temporaryDirectory('counts');
  const countsFile = path.join(directory, 'counts.json');
  try {
    const child = spawn(
      process.execPath,
      [
        '--test',
        ...['--test-reporter', 'spec', '--test-reporter-destination', 'stdout'],
        ...['--test-reporter', countingReporter, '--test-reporter-destination', countsFile],
        ...(atOnce === undefined ? [] : [`--test-concurrency=${atOnce}`]),
        ...(grep === undefined ? [] : [`--test-name-pattern=${grep}`]),
        ...(coverage
          ? ['--experimental-test-coverage', '--test-coverage-include=src/**/*.ts']
          : []),
        ...patterns,
      ],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment(coverage) },
    );
    const [code] = (await once(child, 'close')) as [number | null];
    const counts = JSON.parse(await readFile(countsFile, 'utf8')) as Counts;
    // The runner may fail with every test passed, for instance when a file does not end.
    return code !== 0 && counts.failed === 0
      ? add(counts, failure(patterns.join(' '), `the runner ended with ${String(code)}`))
      : counts;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Each test file is a process of its own, and takes the types out of the same hundreds of files:
 * with Node's cache of compiled code that is done once. Coverage would be less precise with it.
 */
function environment(coverage: boolean): NodeJS.ProcessEnv {
  if (coverage) return process.env;
  return { ...process.env, NODE_COMPILE_CACHE: path.join(cacheDir(), 'compiled') };
}
