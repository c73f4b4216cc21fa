import { run } from '../unit/delivery/helper/support.ts';

/**
 * Runs a program and waits for its end; in milliseconds.
 *
 * @throws when it ends with another code than the one that is expected
 */
export async function timedRun(
  expected: number,
  ...program: Parameters<typeof run>
): Promise<number> {
  const before = performance.now();
  const { code, stdout } = await run(...program);
  const time = performance.now() - before;
  if (code !== expected) throw new Error(`it ended with ${code ?? 'a signal'}: ${stdout}`);
  return time;
}
