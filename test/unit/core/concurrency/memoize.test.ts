import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Memoized } from '../../../../src/core/concurrency/memoize.ts';
import { never } from '../../registries/quay/support.ts';
import { failure } from '../../failure.ts';

/** A question whose answers are given by hand. */
function question() {
  const asked: { signal: AbortSignal; answer: PromiseWithResolvers<string> }[] = [];
  const shared = new Memoized((signal) => {
    const answer = Promise.withResolvers<string>();
    asked.push({ signal, answer });
    return answer.promise;
  });
  return { shared, asked };
}

describe('shared answer', () => {
  it('is asked for once by many, and remembered', async () => {
    const { shared, asked } = question();
    const both = [shared.get(never), shared.get(never)];
    asked[0]?.answer.resolve('yes');
    assert.deepEqual(await Promise.all(both), ['yes', 'yes']);
    assert.equal(await shared.get(never), 'yes');
    assert.equal(asked.length, 1);
  });

  it('is asked for again after a failure, and after it was forgotten', async () => {
    const { shared, asked } = question();
    const first = shared.get(never);
    asked[0]?.answer.reject(new Error('no'));
    await assert.rejects(first, /no/);
    const second = shared.get(never);
    asked[1]?.answer.resolve('yes');
    assert.equal(await second, 'yes');
    shared.forget();
    const third = shared.get(never);
    asked[2]?.answer.resolve('still');
    assert.equal(await third, 'still');
  });

  it('goes on for the others when one cancels', async () => {
    const { shared, asked } = question();
    const abort = new AbortController();
    const leaving = shared.get(abort.signal);
    const staying = shared.get(never);
    abort.abort();
    await failure(leaving, 'cancelled');
    assert.equal(asked[0]?.signal.aborted, false);
    asked[0].answer.resolve('yes');
    assert.equal(await staying, 'yes');
  });

  it('is given up when all have cancelled, and asked for anew', async () => {
    const { shared, asked } = question();
    const abort = new AbortController();
    const leaving = shared.get(abort.signal);
    abort.abort();
    await failure(leaving, 'cancelled');
    assert.equal(asked[0]?.signal.aborted, true);
    const next = shared.get(never);
    asked[1]?.answer.resolve('yes');
    assert.equal(await next, 'yes');
  });

  it('is not waited for by who has cancelled already', async () => {
    const { shared, asked } = question();
    await failure(shared.get(AbortSignal.abort()), 'cancelled');
    assert(asked.every(({ signal }) => signal.aborted));
  });
});
