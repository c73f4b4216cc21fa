import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, look, never, run, walk } from './support.ts';
import { failure } from '../../failure.ts';

const hour = 3600;

describe('revoking', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  const token = (description: string, lifetime: number): JfrogToken =>
    bench.jfrog.world.issue({ username: 'ada', description, lifetime });

  it('ends a token by its id, and once more is no error', async () => {
    const registry = bench.registry();
    const made = token('gone', 24 * hour);
    const row = await walk(registry, 'My tokens', 'gone');
    const outcome = await run(registry, 'revoke', row);
    assert.deepEqual(outcome.ended, [`account-1/access:${made.id}`]);
    // The list of users says how many tokens each has.
    assert.deepEqual(outcome.changed, [['mine'], ['users']]);
    assert.equal(made.isRevoked, true);
    await run(registry, 'revoke', row);
  });

  it('warns of the token that signed this account in, and of several at once', async () => {
    const registry = bench.registry();
    token('other', 24 * hour);
    token('short', 4 * hour);
    const rows = await Promise.all(
      ['editor', 'other', 'short'].map((label) => walk(registry, 'My tokens', label)),
    );
    const consequence = await consequenceOf(registry, 'revoke', rows);
    assert.equal(consequence?.message, 'Revoke 3 tokens?');
    assert.match(
      consequence.detail,
      /This account signs in with one of them: you must sign in to platform/,
    );
    assert.match(consequence.detail, /One of them lives under 6 hours/);
    const one = await consequenceOf(registry, 'revoke', rows.slice(1, 2));
    assert.equal(one?.message, 'Revoke other, a token of ada?');
    assert.doesNotMatch(one.detail, /signed in with/);
  });

  it('explains in hours why a token cannot be revoked', async () => {
    const registry = bench.registry();
    token('firm', 4 * hour);
    const row = await walk(registry, 'My tokens', 'firm');
    const error = await failure(run(registry, 'revoke', row), 'unsupported');
    assert.match(
      error.message,
      /it lives for 4 hours, and this server revokes only tokens that live for 6 hours/,
    );
  });

  it('is possible from six hours on', async () => {
    const registry = bench.registry();
    const made = token('six', 6 * hour);
    await run(registry, 'revoke', await walk(registry, 'My tokens', 'six'));
    assert.equal(made.isRevoked, true);
  });

  it('takes the text of a token as well, from an admin', async () => {
    const registry = bench.registry();
    const made = bench.jfrog.world.issue({
      username: 'bob',
      lifetime: 24 * hour,
      withReference: true,
    });
    const row = await walk(registry, 'All users');
    for (const text of [made.reference ?? '', bench.jwt(token('jwt', 24 * hour))]) {
      const outcome = await run(registry, 'revokeValue', row, { value: new Secret(text) });
      assert.match(outcome.message, /^The token [0-9a-f-]{36} was revoked\.$/);
    }
    assert.equal(made.isRevoked, true);
    bench.jfrog.settings.version = '7.67.0';
    const old = await walk(bench.registry(), 'All users');
    assert.match(
      old.blocked?.['revokeValue'] ?? '',
      /needs JFrog 7\.68\.0 or newer; the server is 7\.67\.0/,
    );
    bench.jfrog.settings.version = '7.111.9';
  });

  it('of others’ tokens is refused to users', async () => {
    const registry = bench.registry();
    const row = await walk(registry, 'All users', 'svc/ci', 'metrics');
    const error = await failure(
      run(bench.registry(bench.jfrog.tokens.user), 'revoke', row),
      'forbidden',
    );
    assert.match(error.message, /Only its owner and admins/);
  });

  it('looks when the answer was lost', async () => {
    const registry = bench.registry();
    token('maybe', 24 * hour);
    const row = await walk(registry, 'My tokens', 'maybe');
    bench.jfrog.faults.add({ kind: 'cut', method: 'DELETE' });
    const kept = await failure(run(registry, 'revoke', row), 'lost-answer');
    assert.equal((await look(kept)).message, 'maybe is still there.');
    bench.jfrog.faults.add({ kind: 'cut-after', method: 'DELETE' });
    const gone = await failure(run(registry, 'revoke', row), 'lost-answer');
    assert.match((await look(gone)).message, /^maybe is gone\./);
  });
});

describe('pairing', () => {
  it('gives a token for five minutes that only this machine knows', async () => {
    await using bench = await Bench.start();
    const registry = bench.registry();
    const row = await walk(registry, 'Pairing tokens');
    const outcome = await run(registry, 'pair', row, { useCase: 'access/mission-control' });
    const { issued } = outcome;
    assert.ok(issued);
    assert.equal(issued.record.unlisted, true);
    assert.deepEqual(issued.record.path[0], 'pairing');
    assert.deepEqual(issued.record.lifetime, {
      kind: 'until',
      at: bench.sandbox.clock.now() + 300_000,
    });
    const verification = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(verification.state, 'unknown');
    const unknown = run(registry, 'pair', row, { useCase: 'other', other: 'access/nothing' });
    assert.match((await failure(unknown, 'not-found')).message, /no pairing for “access\/nothing”/);
  });
});
