import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { neverEnds, until, type Lifetime } from '../../../../src/core/lifetime.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { now, openDesk, registryOf, type Desk } from '../fakes/desk.ts';
import { editor, person } from '../fakes/editor.ts';

const { KeepAlive } = await import('../../../../src/ui/watch/keep-alive.ts');

const hour = 3_600_000;
const token = (lifetime: Lifetime): IssuedToken => ({
  ...issued('a1/ci'),
  record: { ...issued('a1/ci').record, lifetime, issuedAt: now - 20 * hour },
});

/** What the registry does when it is asked to refresh. */
class Refresh {
  /** Resolves with the signal of the next one. */
  begun = Promise.withResolvers<AbortSignal>();
  answers: () => Promise<Outcome>;
  #told = 0;

  constructor(answers: () => Promise<Outcome>) {
    this.answers = answers;
  }

  readonly run = (_item: unknown, _values: unknown, signal: AbortSignal): Promise<Outcome> => {
    this.begun.resolve(signal);
    return this.answers();
  };

  /** Waits until one was tried, and what came of it was told to the person or the log. */
  async tried(): Promise<void> {
    await this.begun.promise;
    while (told() === this.#told) await settled();
    this.#told = told();
    for (let turns = 0; turns < 5; turns++) await settled();
    this.begun = Promise.withResolvers();
  }
}

const told = (): number => person.log.length + person.seen.length;

const livesOn = (): Promise<Outcome> =>
  Promise.resolve({ message: 'It lives on.', issued: token(neverEnds), changed: [] });

describe('a token that is to stay alive', () => {
  let desk: Desk;
  let watch: InstanceType<typeof KeepAlive>;
  beforeEach(() => person.reset());
  afterEach(() => watch.dispose());

  const open = async (endsIn: number, answers = livesOn): Promise<Refresh> => {
    const refresh = new Refresh(answers);
    desk = await openDesk(registryOf({ actions: { refresh } }));
    const { tokens } = desk.window.vault;
    await tokens.keep(token(until(now + endsIn)));
    await tokens.setKeepAlive('a1/ci', true);
    watch = new KeepAlive(desk.services);
    return refresh;
  };
  const record = () => desk.window.vault.tokens.get('a1/ci');

  it('is refreshed when that is due, and only the log tells of it', async () => {
    const refresh = await open(hour);
    await refresh.tried();
    assert.deepEqual(record()?.lifetime, neverEnds);
    assert.deepEqual(person.seen, []);
    assert.deepEqual(person.log, ['acme: It lives on.']);
  });

  it('is refreshed when a person comes back to a machine that slept', async () => {
    const refresh = await open(10 * hour);
    await settled();
    assert.deepEqual(person.log, []);
    desk.clock.advance(9 * hour);
    editor.focus();
    await refresh.tried();
    assert.deepEqual(person.log, ['acme: It lives on.']);
  });

  it('is tried again later when the registry cannot be reached, without a word', async () => {
    const refresh = await open(hour, () =>
      Promise.reject(new RegistryError('unreachable', 'Nobody answers.')),
    );
    await refresh.tried();
    assert.equal(record()?.keepAlive, true);
    assert.deepEqual(person.seen, []);
    assert.deepEqual(person.log, ['acme: ci: [unreachable] Nobody answers.']);
    refresh.answers = () => Promise.resolve({ message: 'It lives on.', changed: [] });
    desk.clock.advance(hour / 2);
    editor.focus();
    await refresh.tried();
    assert.equal(person.log.at(-1), 'acme: It lives on.');
  });

  it('is given up when the registry refuses, and the person hears why, once', async () => {
    const refresh = await open(hour, () =>
      Promise.reject(new RegistryError('forbidden', 'It was revoked.')),
    );
    await refresh.tried();
    assert.notEqual(record()?.keepAlive, true);
    assert.deepEqual(person.seen, ['warning: ci is no longer kept alive. It was revoked. / []']);
    editor.focus();
    await settled();
    assert.equal(person.seen.length, 1);
  });

  it('is left in peace when the window closes', async () => {
    const { promise: waiting, reject } = Promise.withResolvers<Outcome>();
    const refresh = await open(hour, () => waiting);
    const signal = await refresh.begun.promise;
    watch.dispose();
    assert.equal(signal.aborted, true);
    reject(new RegistryError('cancelled', 'Cancelled.'));
    await settled();
    assert.deepEqual([...person.seen, ...person.log], []);
    assert.equal(record()?.keepAlive, true);
  });
});
