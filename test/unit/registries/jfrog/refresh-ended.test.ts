import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { Bench, run, walk, type JfrogWindow } from './support.ts';
import { failure } from '../../failure.ts';

const day = 86_400;

describe('refreshing a token that has ended', () => {
  let bench: Bench;
  let window: JfrogWindow;
  let own: JfrogToken;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => {
    bench.jfrog.settings.refreshesEnded = false;
    own = bench.jfrog.world.issue({ username: 'ada' });
    window = bench.window(own);
  });

  /** A held pair of a user, whose token has ended meanwhile. */
  const ended = async (subject: string, description: string) => {
    const group = subject === 'ada' ? ['My tokens'] : ['All users', subject];
    const outcome = await run(window.registry, 'issue', await walk(window.registry, ...group), {
      subject,
      scopes: ['user'],
      lifetime: String(day),
      options: ['refreshable'],
      description,
    });
    await window.vault.tokens.settle(outcome);
    const row = await walk(window.registry, ...group, description);
    bench.sandbox.clock.advance((day + 1) * 1000);
    bench.requests();
    return row;
  };
  const sent = () => bench.requests().filter((request) => request.startsWith('POST')).length;

  it('is asked for by the token itself where the platform allows it', async () => {
    bench.jfrog.settings.refreshesEnded = true;
    const outcome = await run(window.registry, 'refresh', await ended('ada', 'allowed'));
    assert.match(outcome.message, /^allowed was refreshed/);
    assert.equal(sent(), 1);
  });

  it('is asked for by the account where it does not, and both are of the same user', async () => {
    const outcome = await run(window.registry, 'refresh', await ended('ada', 'again'));
    assert.match(outcome.message, /^again was refreshed/);
    assert.equal(sent(), 2);
  });

  it('is not asked for in the name of another user, and is not spent', async () => {
    const row = await ended('bob', 'of bob');
    const error = await failure(run(window.registry, 'refresh', row), 'forbidden');
    assert.match(error.message, /at most its owner bob .* this account signs in as ada/);
    assert.equal(sent(), 1);
    bench.jfrog.settings.refreshesEnded = true;
    assert.match((await run(window.registry, 'refresh', row)).message, /^of bob was refreshed/);
  });

  it('waits for a new sign-in where the account’s own is dead', async () => {
    const row = await ended('ada', 'dead');
    bench.jfrog.world.revoke(own);
    const error = await failure(run(window.registry, 'refresh', row), 'forbidden');
    assert.match(error.message, /^dead was not refreshed: .* own sign-in was refused as well/);
    assert.equal(error.repair, 'sign-in');
    const again = bench.window(bench.jfrog.world.issue({ username: 'ada' }));
    assert.match((await run(again.registry, 'refresh', row)).message, /^dead was refreshed/);
  });

  it('can no longer be had when the account was refused as well, nor is it asked again', async () => {
    const row = await ended('ada', 'too late');
    bench.jfrog.faults.add({ kind: 'refusal', status: 401, method: 'POST', times: 2 });
    const error = await failure(run(window.registry, 'refresh', row), 'unsupported');
    assert.match(error.message, /too late can no longer be refreshed/);
    assert.equal(sent(), 2);
    const later = await failure(run(window.registry, 'refresh', row), 'unsupported');
    assert.match(later.message, /has refused before to refresh too late/);
    assert.equal(sent(), 0);
    assert.ok((await window.vault.tokens.secrets(row.token?.id ?? ''))?.refresh);
  });
});
