import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, until, type Lifetime } from '../../../../src/core/lifetime.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { Alive, longestWait } from '../../../../src/ui/watch/alive.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';

const start = 1_800_000_000_000;
const minute = 60_000;
const hour = 60 * minute;

/** A token of twenty hours, due two hours before its end. */
const token = (id: string, endsIn: number, lifetime: Lifetime = until(start + endsIn)) => ({
  ...issued(`a/${id}`).record,
  lifetime,
  issuedAt: start + endsIn - 20 * hour,
});

/** Time and timers that the test moves. */
class Bench {
  readonly clock = frozenClock(start);
  records: TokenRecord[];
  answer: 'done' | 'later' = 'done';
  readonly refreshed: string[] = [];
  /** The timer that is set, in milliseconds from when it was. */
  timer: { readonly wait: number; readonly act: () => void } | undefined;
  /** How many were ever set. */
  set = 0;
  readonly alive: Alive;

  constructor(...records: TokenRecord[]) {
    this.records = records;
    this.alive = new Alive({
      clock: this.clock,
      records: () => this.records,
      refresh: (record) => {
        this.refreshed.push(record.label);
        if (this.answer === 'done') this.records = this.records.filter((one) => one !== record);
        return Promise.resolve(this.answer);
      },
      after: (wait, act) => {
        assert.equal(this.timer, undefined, 'two timers at once');
        this.set += 1;
        const timer = (this.timer = { wait, act });
        return () => {
          if (this.timer === timer) this.timer = undefined;
        };
      },
    });
  }

  /** Lets the timer that is set go off. */
  async fire(): Promise<void> {
    const { timer } = this;
    assert.ok(timer, 'nothing ticks');
    this.timer = undefined;
    this.clock.advance(timer.wait);
    timer.act();
    await settled();
  }
}

describe('keeping tokens alive', () => {
  it('ticks not at all without a token that is to stay alive', () => {
    const bench = new Bench();
    bench.alive.aim();
    assert.equal(bench.set, 0);
  });

  it('ticks not at all for a token that never ends', () => {
    assert.equal(new Bench(token('forever', 0, neverEnds)).set, 0);
  });

  it('refreshes a token in time, once, and stops ticking then', async () => {
    const bench = new Bench(token('ci', 2 * hour + minute));
    assert.equal(bench.timer?.wait, minute);
    await bench.fire();
    assert.deepEqual(bench.refreshed, ['ci']);
    assert.equal(bench.timer, undefined);
  });

  it('looks at least every five minutes, for a machine that slept', async () => {
    const bench = new Bench(token('ci', 3 * hour));
    assert.equal(bench.timer?.wait, longestWait);
    await bench.fire();
    assert.deepEqual(bench.refreshed, []);
    bench.clock.advance(2 * hour);
    await bench.fire();
    assert.deepEqual(bench.refreshed, ['ci']);
  });

  it('aims at the first of several, and leaves those that are not due', async () => {
    const bench = new Bench(
      token('later', 2 * hour + 4 * minute),
      token('first', 2 * hour + minute),
      token('second', 2 * hour + minute),
    );
    await bench.fire();
    assert.deepEqual(bench.refreshed, ['first', 'second']);
    assert.equal(bench.timer?.wait, 3 * minute);
  });

  it('aims anew when records change, with one timer', () => {
    const bench = new Bench(token('ci', 2 * hour + 4 * minute));
    bench.records = [token('other', 2 * hour + minute)];
    bench.alive.aim();
    assert.equal(bench.timer?.wait, minute);
    bench.records = [];
    bench.alive.aim();
    assert.equal(bench.timer, undefined);
  });

  it('tries again after a while what may pass, and not at once', async () => {
    const bench = new Bench(token('ci', 2 * hour));
    bench.answer = 'later';
    await bench.fire();
    assert.equal(bench.timer?.wait, longestWait);
    bench.answer = 'done';
    await bench.fire();
    assert.deepEqual(bench.refreshed, ['ci', 'ci']);
    assert.equal(bench.timer, undefined);
  });

  it('ticks no more when it is disposed', async () => {
    const bench = new Bench(token('ci', 2 * hour));
    bench.answer = 'later';
    const { timer } = bench;
    bench.alive.dispose();
    assert.equal(bench.timer, undefined);
    timer?.act();
    await settled();
    assert.deepEqual(bench.refreshed, []);
    assert.equal(bench.timer, undefined);
  });
});
