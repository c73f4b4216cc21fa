import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TwoWindows } from './two-windows.ts';

/** Seeds that are tried: `WINDOWS_SEEDS=100000` on demand; `WINDOWS_FIRST` repeats one. */
const seeds = Number(process.env['WINDOWS_SEEDS'] ?? 150);
const first = Number(process.env['WINDOWS_FIRST'] ?? 1);

describe('two windows', () => {
  it(`lose no write, no secret and no row, seeds ${first} to ${first + seeds - 1}`, async () => {
    const failures: string[] = [];
    for (let seed = first; seed < first + seeds; seed += 1) {
      const windows = new TwoWindows(seed);
      await windows.run().catch((error: unknown) => {
        failures.push(`seed ${seed}: ${String(error)}\n${windows.describe()}`);
      });
    }
    assert.deepEqual(failures.slice(0, 3), [], `${failures.length} of ${seeds} failed`);
  });
});
