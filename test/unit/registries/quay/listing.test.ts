import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpClient, HttpReply } from '../../../../src/net/http/http.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { Bench, InstantTimer, never, now, walk } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

/** A server that answers when it is told to, and counts what it holds. */
class HeldClient implements HttpClient {
  readonly held: PromiseWithResolvers<HttpReply>[] = [];

  send(): Promise<HttpReply> {
    const reply = Promise.withResolvers<HttpReply>();
    this.held.push(reply);
    return reply.promise;
  }

  answer(index: number, status = 200, body = '{"permissions":[]}'): void {
    this.held[index]?.resolve({ status, headers: new Map(), body: new OutsideText(body), url: '' });
  }
}

describe('listing', () => {
  it('brings ten thousand robots at once and in order, with one request', async () => {
    await using bench = await Bench.start({ bigOrganizations: { 'big-org': 10_000 } });
    const registry = bench.registry();
    const row = await walk(registry, 'big-org');
    bench.requests();
    const robots = await collect(registry.children(row, never));
    assert.equal(robots.length, 10_000);
    assert.equal(bench.requests().length, 1);
    const names = robots.map(({ label }) => label);
    assert.deepEqual(names, names.toSorted());
    assert.equal(new Set(robots.map(({ path }) => path.join('/'))).size, 10_000);
  });

  it('asks no more than four questions at a time, and waits out limits in between', async () => {
    const http = new HeldClient();
    const timer = new InstantTimer();
    const registry = openQuay(
      {
        account: {
          id: 'a',
          kind: 'quay',
          label: 'a',
          url: 'https://quay.example.test',
          userName: 'dana',
          options: {},
        },
        http,
        clock: frozenClock(now),
        signIn: () => Promise.resolve({ token: new Secret('x'.repeat(40)) }),
      },
      timer,
    );
    const item = (short: string) => ({
      path: ['user:dana', `robot:${short}`, 'repositories'],
      type: 'group' as const,
      label: 'Repositories',
      hasChildren: true,
      can: [],
      within: [],
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const abort = new AbortController();
    const lists = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((short, index) =>
      collect(registry.children(item(short), index === 5 ? abort.signal : never)),
    );
    await settled();
    assert.equal(http.held.length, 4);
    abort.abort();
    assert(lists[5]);
    await failure(lists[5], 'cancelled');
    http.answer(0, 429, '<html>');
    await settled();
    assert.equal(http.held.length, 5, 'the place is kept while waiting, then asked again');
    assert.deepEqual(timer.waits, [500]);
    http.answer(4);
    await lists[0];
    await settled();
    assert.equal(http.held.length, 6);
    for (const index of [1, 2, 3, 5]) http.answer(index);
    await Promise.all(lists.slice(0, 5));
  });
});
