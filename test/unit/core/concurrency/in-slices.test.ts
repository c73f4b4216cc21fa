import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inSlices } from '../../../../src/core/concurrency/in-slices.ts';

describe('work in slices', () => {
  /** So many steps, counted as they are taken. */
  function* steps(count: number): Generator<number> {
    for (let step = 1; step <= count; step += 1) yield step;
  }
  const never = () => false;

  it('lets others run before it is done', async () => {
    const turns: string[] = [];
    const others = setImmediate(() => turns.push('others'));
    await inSlices(steps(10_000), () => undefined, never);
    turns.push('done');
    clearImmediate(others);
    assert.deepEqual(turns, ['others', 'done']);
  });

  it('ends with the first result', async () => {
    let taken = 0;
    const result = await inSlices(
      steps(10_000),
      (step) => {
        taken = step;
        return step === 1_234 ? 'found' : undefined;
      },
      never,
    );
    assert.deepEqual([result, taken], ['found', 1_234]);
  });

  it('ends without one when it is not wanted any more', async () => {
    let taken = 0;
    let isCancelled = false;
    setImmediate(() => {
      isCancelled = true;
    });
    const take = (step: number): string | undefined => {
      taken = step;
      return undefined;
    };
    assert.equal(await inSlices(steps(10_000_000), take, () => isCancelled), undefined);
    assert.ok(taken < 10_000_000);
  });
});
