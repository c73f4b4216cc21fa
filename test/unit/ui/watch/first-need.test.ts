import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../../../src/core/emitter.ts';
import { onFirstNeed } from '../../../../src/ui/watch/first-need.ts';
import { settled } from '../../vault/fakes.ts';

/** A watch whose need and whose start the test decides. */
function watchWith(start: () => Promise<unknown> = () => Promise.resolve()) {
  const changed = new Emitter<void>();
  const seen: string[] = [];
  const state = { isNeeded: false };
  const watch = onFirstNeed({
    changed: changed.event,
    isNeeded: () => state.isNeeded,
    start: async () => {
      seen.push('started');
      await start();
      return { dispose: () => seen.push('ended') };
    },
    onError: (error) => seen.push(String(error)),
  });
  return { changed, seen, state, watch };
}

describe('a watch that starts on first need', () => {
  it('starts with the change that needs it, and once', async () => {
    const { changed, seen, state, watch } = watchWith();
    changed.fire();
    assert.deepEqual(seen, []);
    state.isNeeded = true;
    changed.fire();
    changed.fire();
    await settled();
    changed.fire();
    assert.deepEqual(seen, ['started']);
    watch.dispose();
    await settled();
    assert.deepEqual(seen, ['started', 'ended']);
  });

  it('says why it could not be started, and tries again with the next change', async () => {
    const faults = ['no such file'];
    const { changed, seen, state } = watchWith(() => {
      const fault = faults.pop();
      return fault === undefined ? Promise.resolve() : Promise.reject(new Error(fault));
    });
    state.isNeeded = true;
    changed.fire();
    await settled();
    changed.fire();
    await settled();
    assert.deepEqual(seen, ['started', 'Error: no such file', 'started']);
  });

  it('ends what is still starting when it is no longer wanted', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { changed, seen, state, watch } = watchWith(() => promise);
    state.isNeeded = true;
    changed.fire();
    watch.dispose();
    resolve(undefined);
    await settled();
    changed.fire();
    await settled();
    assert.deepEqual(seen, ['started', 'ended']);
  });
});
