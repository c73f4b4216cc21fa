import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Item } from '../../../../src/registries/contract/item.ts';
import { Bench, look, run, walk, type JfrogWindow } from './support.ts';
import { failure } from '../../failure.ts';

describe('refreshing', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());

  /** Issues a refreshable token in a window and keeps it, as the UI does. */
  const issue = async (window: JfrogWindow, description: string): Promise<Item> => {
    const mine = await walk(window.registry, 'My tokens');
    const outcome = await run(window.registry, 'issue', mine, {
      subject: 'ada',
      scopes: ['user'],
      lifetime: '86400',
      options: ['refreshable', 'reference'],
      description,
    });
    await window.vault.tokens.settle(outcome);
    return walk(window.registry, 'My tokens', description);
  };

  it('gives a new pair in the place of the old one, which is dead', async () => {
    const window = bench.window();
    const row = await issue(window, 'one');
    const old = await window.vault.tokens.secrets(row.token?.id ?? '');
    const outcome = await run(window.registry, 'refresh', row);
    const { issued } = outcome;
    assert.ok(issued && old);
    assert.equal(issued.record.replaces, row.token?.id);
    assert.equal(issued.record.label, 'one');
    assert.deepEqual(outcome.ended, [row.token?.id]);
    assert.notEqual(issued.secrets.refresh?.reveal(), old.refresh?.reveal());
    assert.ok(issued.secrets.reference);
    // Stored before it is used, without waiting for the caller.
    assert.ok(await window.vault.tokens.secrets(issued.record.id));
    const verification = await window.registry.verify(issued.record, old, AbortSignal.timeout(9e3));
    assert.equal(verification.state, 'refused');
  });

  it('happens once when two windows try in the same moment', async () => {
    const [one, other] = [bench.window(), bench.window()];
    const row = await issue(one, 'two');
    const before = bench.jfrog.world.tokens.size;
    const outcomes = await Promise.all([
      run(one.registry, 'refresh', row),
      run(other.registry, 'refresh', row),
    ]);
    assert.equal(bench.jfrog.world.tokens.size, before + 1);
    const messages = outcomes.map(({ message }) => message).sort();
    assert.deepEqual(messages, [
      'two has been refreshed already, in another window.',
      'two was refreshed; the old token no longer works.',
    ]);
    const issued = outcomes.find((outcome) => outcome.issued !== undefined)?.issued;
    for (const { vault } of [one, other]) {
      await vault.refresh();
      const held = await vault.tokens.secrets(issued?.record.id ?? '');
      assert.equal(held?.token.reveal(), issued?.secrets.token.reveal());
    }
  });

  it('takes over what another window has stored when the server knows the old one no more', async () => {
    const [one, other] = [bench.window(), bench.window()];
    const row = await issue(one, 'three');
    await one.vault.tokens.settle(await run(one.registry, 'refresh', row));
    const outcome = await run(other.registry, 'refresh', row);
    assert.match(outcome.message, /already, in another window/);
  });

  it('waits for what another window has stored, and does not spend the old pair again', async () => {
    const [one, other] = [bench.window(), bench.window()];
    const row = await issue(one, 'late');
    const known = new Set(await one.secrets.keys());
    await run(one.registry, 'refresh', row);
    let looks = 0;
    other.secrets.sees = (key, value) => (known.has(key) || (looks += 1) > 10 ? value : undefined);
    bench.requests();
    bench.timer.waits.length = 0;
    const outcome = await run(other.registry, 'refresh', row);
    assert.equal(outcome.message, 'late has been refreshed already, in another window.');
    assert.deepEqual(
      bench.requests().filter((request) => request.startsWith('POST')),
      [],
    );
    assert.ok(bench.timer.waits.length > 0);
  });

  it('says so when the other window’s pair does not come', async () => {
    const [one, other] = [bench.window(), bench.window()];
    const row = await issue(one, 'lost');
    const known = new Set(await one.secrets.keys());
    await run(one.registry, 'refresh', row);
    other.secrets.sees = (key, value) => (known.has(key) ? value : undefined);
    bench.requests();
    const error = await failure(run(other.registry, 'refresh', row), 'timeout');
    assert.match(error.message, /Reload this window to have it here/);
    // In a browser, its writes would overwrite what the other window has stored.
    assert.ok(!other.secrets.calls.some((call) => /^(store|delete) /.test(call)));
    assert.deepEqual(
      bench.requests().filter((request) => request.startsWith('POST')),
      [],
    );
  });

  it('explains a refresh token that was spent elsewhere', async () => {
    const window = bench.window();
    const row = await issue(window, 'four');
    const token = bench.jfrog.world.tokens.get(row.token?.id.split(':')[1] ?? '');
    assert.ok(token?.refresh);
    bench.jfrog.world.byRefresh.delete(token.refresh);
    const error = await failure(run(window.registry, 'refresh', row), 'not-found');
    assert.match(error.message, /was used already: by another program/);
    assert.equal(error.repair, undefined);
  });

  it('looks whether a lost answer has spent it', async () => {
    const window = bench.window();
    const row = await issue(window, 'five');
    bench.jfrog.faults.add({ kind: 'cut-after', method: 'POST' });
    const spent = await failure(run(window.registry, 'refresh', row), 'lost-answer');
    assert.match((await look(spent)).message, /the new token was lost on the way/);
    const unspent = await issue(window, 'six');
    bench.jfrog.faults.add({ kind: 'cut', method: 'POST' });
    const error = await failure(run(window.registry, 'refresh', unspent), 'lost-answer');
    assert.match((await look(error)).message, /was not refreshed/);
  });

  it('says that a token is not held here', async () => {
    const row = await walk(bench.registry(), 'All users', 'bob', 'laptop');
    const error = await failure(run(bench.window().registry, 'refresh', row), 'not-found');
    assert.match(error.message, /is not kept on this machine/);
  });

  it('keeps what the person decided about the token', async () => {
    const window = bench.window();
    const row = await issue(window, 'seven');
    await window.vault.tokens.setKeepAlive(row.token?.id ?? '', true);
    await window.vault.active.set(row.token?.id);
    const outcome = await run(window.registry, 'refresh', row);
    await window.vault.tokens.settle(outcome);
    const record = window.vault.tokens.get(outcome.issued?.record.id ?? '');
    assert.equal(record?.keepAlive, true);
    assert.equal(window.vault.active.token?.id, record.id);
  });
});
