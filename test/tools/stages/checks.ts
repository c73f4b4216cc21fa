import path from 'node:path';
import { add, failure, none } from '../counts.ts';
import type { Counts } from '../counts.ts';
import { root } from '../paths.ts';
import { npm, run } from '../process.ts';

const program = (...parts: readonly string[]): string => path.join(root, 'node_modules', ...parts);
const node = (...args: readonly string[]): Promise<string> =>
  run(process.execPath, args, { cwd: root });

const checks: Readonly<Record<string, () => Promise<string>>> = {
  types: () => npm(['run', '--silent', 'typecheck'], { cwd: root }),
  lint: () => node(program('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'),
  format: () =>
    node(program('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn'),
  circles: () =>
    node(
      program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      'src',
    ),
  'dead exports': () => node(program('knip', 'bin', 'knip.js'), '--no-progress'),
};

/** Types, lint, format, circles and dead exports; each counts as one test. */
export async function checksStage(): Promise<Counts> {
  const results = await Promise.all(
    Object.entries(checks).map(([name, work]) => check(name, work)),
  );
  return results.reduce(add, none);
}

async function check(name: string, work: () => Promise<unknown>): Promise<Counts> {
  try {
    await work();
    console.log(`✔ ${name}`);
    return { ...none, passed: 1 };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(`✖ ${name}\n${message}`);
    return failure(name, message);
  }
}
