import path from 'node:path';
import { add, none } from '../counts.ts';
import type { Counts } from '../counts.ts';
import { root } from '../paths.ts';
import { run } from '../process.ts';

const program = (...parts: readonly string[]): string => path.join(root, 'node_modules', ...parts);

/** Each check by its name, with the program and what it is given. */
const checks: Readonly<Record<string, readonly string[]>> = {
  types: [program('typescript', 'bin', 'tsc')],
  lint: [program('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
  format: [program('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn'],
};

/** Types, lint and format; each counts as one test. */
export async function checksStage(): Promise<Counts> {
  const results = await Promise.all(
    Object.entries(checks).map(([name, command]) => check(name, command)),
  );
  return results.reduce(add, none);
}

async function check(name: string, command: readonly string[]): Promise<Counts> {
  try {
    await run(process.execPath, command, { cwd: root });
    console.log(`✔ ${name}`);
    return { ...none, passed: 1 };
  } catch (error) {
    console.log(`✖ ${name}\n${error instanceof Error ? error.message : String(error)}`);
    return { ...none, failed: 1 };
  }
}
