import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Limiter } from '../../../../src/core/concurrency/limiter.ts';
import { never } from '../../registries/quay/support.ts';
import { failure } from '../../failure.ts';

/** Tasks that end when they are told to, and what the gate made of them. */
function tasks(gate: Limiter) {
  const running = new Set<string>();
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const enter = (name: string, signal = never) => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    return gate.run(async () => {
      running.add(name);
      try {
        return await end.promise;
      } finally {
        running.delete(name);
      }
    }, signal);
  };
  return { running, enter, end: (name: string) => ends.get(name)?.resolve(name), ends };
}

describe('gate', () => {
  it('lets no more through than its limit, and the others in order', async () => {
    const { running, enter, end } = tasks(new Limiter(2));
    const all = ['a', 'b', 'c', 'd'].map((name) => enter(name));
    assert.deepEqual([...running], ['a', 'b']);
    end('b');
    assert.equal(await all[1], 'b');
    assert.deepEqual([...running], ['a', 'c']);
    for (const name of ['a', 'c', 'd']) end(name);
    assert.deepEqual(await Promise.all(all), ['a', 'b', 'c', 'd']);
    assert.equal(running.size, 0);
  });

  it('gives the place on when a task fails', async () => {
    const { running, enter, end, ends } = tasks(new Limiter(1));
    const first = enter('a');
    const second = enter('b');
    ends.get('a')?.reject(new Error('no'));
    await assert.rejects(first, /no/);
    assert.deepEqual([...running], ['b']);
    end('b');
    await second;
  });

  it('lets go of who cancels while waiting, and of nobody else', async () => {
    const { running, enter, end } = tasks(new Limiter(1));
    const abort = new AbortController();
    const first = enter('a');
    const second = enter('b', abort.signal);
    const third = enter('c');
    abort.abort();
    await failure(second, 'cancelled');
    end('a');
    await first;
    assert.deepEqual([...running], ['c']);
    end('c');
    await third;
  });

  it('makes nobody wait who has cancelled already', async () => {
    const { enter, end } = tasks(new Limiter(1));
    const first = enter('a');
    await failure(enter('b', AbortSignal.abort()), 'cancelled');
    end('a');
    await first;
  });
});
