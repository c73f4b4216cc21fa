import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { RegistryError } from '../../src/core/errors.ts';
import { WireFault } from '../../src/net/http/fault.ts';
import { WireError } from '../../src/registries/shared/rest/wire.ts';
import { draws } from './draws.ts';
import { readers } from './fuzz-readers.ts';

/** Inputs of each reader: `FUZZ_INPUTS=200000` on demand; `FUZZ_SEED` repeats a run. */
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_126);

// Most inputs end in an error, and what led to it costs more than all of the reading.
if (inputs > 10_000) Error.stackTraceLimit = 0;

const hostile = [
  ...['', '\0', '\ud800', '\u202e', '{', '[', '"', '\\', '-', ':', '|', '\n', '&a *a', '<<: '],
  ...['null', '-1', '1e999', '{}', '[]', '__proto__', 'constructor', '"__proto__":{"x":1},'],
  ...['!!js/function', '.'.repeat(3), 'A'.repeat(2000), '['.repeat(500), ' '.repeat(2000)],
];

function mutate(text: string, next: () => number): string {
  let mutated = text;
  for (let rounds = 1 + Math.floor(next() * 4); rounds > 0; rounds -= 1) {
    const at = Math.floor(next() * (mutated.length + 1));
    const length = Math.floor(next() * next() * (mutated.length + 1));
    const piece = hostile[Math.floor(next() * hostile.length)] ?? '';
    const kind = Math.floor(next() * 4);
    const inserted =
      kind === 0
        ? piece
        : kind === 1
          ? ''
          : kind === 2
            ? mutated.slice(at, at + length)
            : undefined;
    mutated =
      inserted === undefined
        ? mutated.slice(0, at) +
          String.fromCharCode(mutated.charCodeAt(at) ^ (1 << Math.floor(next() * 8))) +
          mutated.slice(at + 1)
        : mutated.slice(0, at) + inserted + mutated.slice(at + (kind === 1 ? length : 0));
  }
  return mutated.slice(0, 100_000);
}

const isTyped = (error: unknown): boolean =>
  [RegistryError, WireError, WireFault].some((type) => error instanceof type);

describe(`readers of what others wrote, ${String(inputs)} inputs each, seed ${String(seed)}`, () => {
  const clean = Object.getOwnPropertyNames(Object.prototype).toSorted().join();
  for (const { name, samples, read } of readers) {
    it(`${name}: nothing but the typed error, and no prototype touched`, async () => {
      const next = draws(seed);
      for (let count = 0; count < inputs; count += 1) {
        // Secrets that were read are forgotten only between the turns of the event loop.
        if (count % 500 === 499) await setImmediate();
        const sample = samples[count % samples.length] ?? '';
        const text = count < samples.length ? sample : mutate(sample, next);
        try {
          await read(text);
        } catch (error) {
          if (isTyped(error)) continue;
          assert.fail(`input ${String(count)}: ${JSON.stringify(text)} → ${inspect(error)}`);
        }
      }
      assert.equal(Object.getOwnPropertyNames(Object.prototype).toSorted().join(), clean);
      assert.equal(Reflect.get({}, 'x'), undefined);
    });
  }
});
