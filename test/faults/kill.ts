import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs a process to its end. Resolves to what it was killed at; `undefined` when it was not. */
export async function kill(child: string, sentence: object): Promise<string | undefined> {
  const life = spawn(process.execPath, [child, JSON.stringify(sentence)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, failed] = await Promise.all([
    textOf(life.stdout),
    textOf(life.stderr),
    once(life, 'close'),
  ]);
  const { exitCode, signalCode } = life;
  if (exitCode === 0) return undefined;
  assert.equal(signalCode, 'SIGKILL', failed);
  return said;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Locks of a process that died count no more after a while. */
export async function letTimePass(locks: string): Promise<void> {
  const ago = new Date(Date.now() - 60_000);
  for (const name of await readdir(locks).catch((): string[] => [])) {
    if (name.endsWith('.lock')) await utimes(join(locks, name), ago, ago);
  }
}
