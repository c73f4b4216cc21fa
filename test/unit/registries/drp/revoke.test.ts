import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADMIN } from '../../../sandbox/drp/fixture.ts';
import { consequenceOf } from '../consequence.ts';
import { Bench, issue, issuedOf, never, revoke, userItem } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start();
});
after(() => bench[Symbol.asyncDispose]());

const tokenFor = async (user: string, by = ADMIN) =>
  issuedOf(await issue(bench.registry(by), user, { rights: 'everything' }));

const stateOf = async ({ record, secrets }: Awaited<ReturnType<typeof tokenFor>>) =>
  bench.registry().verify(record, secrets, never);

describe('ending the tokens of a user (docs/registries/drp.md §2.5)', () => {
  it('says what it ends before it does', async () => {
    const consequence = await consequenceOf(bench.registry(), 'revoke', userItem('alice'));
    assert(consequence);
    assert.match(consequence.message, /all tokens of alice/);
    assert.match(consequence.detail, /cannot revoke a single token/);
    assert.match(consequence.detail, /issued for others/);
  });

  it('ends the user’s tokens and those the user granted, and no others', async () => {
    const own = await tokenFor('alice', 'alice');
    const granted = await tokenFor('alice');
    const other = await tokenFor('bob');
    const outcome = await revoke(bench.registry(), 'alice');
    assert.deepEqual(outcome.endedBelow, [['user:alice']]);
    assert.equal(outcome.signInEnded, undefined);
    for (const token of [own, granted]) {
      const { state, message } = await stateOf(token);
      assert.equal(state, 'refused');
      assert.match(message, /new secret/);
    }
    assert.equal((await stateOf(other)).state, 'accepted');
  });

  it('sends the old secret as a test, and a new one of its own', async () => {
    bench.drp.settings.version = '3.13.3';
    bench.requests();
    const old = bench.drp.world.users.get('bob')?.secret;
    await revoke(bench.registry(), 'bob');
    bench.drp.settings.version = '4.11.5';
    const secret = bench.drp.world.users.get('bob')?.secret ?? '';
    assert.notEqual(secret, old);
    assert.equal(secret.length, 24);
    assert.equal(bench.requests().join().includes(secret), false);
  });

  it('of the own user renews a password sign-in silently, and ends all that the account issued', async () => {
    const registry = bench.registry();
    const granted = await tokenFor('bob');
    const outcome = await revoke(registry, ADMIN);
    assert.deepEqual(outcome.endedBelow, [[]]);
    assert.equal(outcome.signInEnded, undefined);
    assert.notEqual((await collect(registry.roots(never))).length, 0);
    assert.equal((await stateOf(granted)).state, 'refused');
  });

  it('is done although the sign-in cannot be asked about afterwards', async () => {
    for (const [user, ended] of [
      ['alice', undefined],
      [ADMIN, true],
    ] as const) {
      for (const kind of ['cut', 'status'] as const) {
        const { secrets } = await tokenFor(ADMIN);
        const registry = bench.registry(ADMIN, { token: secrets.token });
        bench.drp.faults.add({ kind, status: 500, method: 'HEAD', times: 9 });
        const outcome = await revoke(registry, user);
        bench.drp.faults.clear();
        assert.match(outcome.message, /^All tokens of/);
        assert.equal(outcome.signInEnded, ended, `${kind} ${user}`);
      }
    }
  });

  it('of the own user ends a token sign-in, which is told', async () => {
    const { secrets } = await tokenFor(ADMIN);
    const outcome = await revoke(bench.registry(ADMIN, { token: secrets.token }), ADMIN);
    assert.equal(outcome.signInEnded, true);
  });

  it('of the own user shows in the refusal of its token when the answer was lost', async () => {
    const { secrets } = await tokenFor(ADMIN);
    const registry = bench.registry(ADMIN, { token: secrets.token });
    bench.drp.faults.add({ kind: 'cut-after', method: 'PATCH' });
    const { look } = await failure(revoke(registry, ADMIN), 'lost-answer');
    const found = await look?.(never);
    assert.match(found?.message ?? '', /^All tokens of/);
    assert.deepEqual([found?.signInEnded, found?.endedBelow], [true, [[]]]);
    const again = await tokenFor(ADMIN);
    const other = bench.registry(ADMIN, { token: again.secrets.token });
    bench.drp.faults.add({ kind: 'cut', method: 'PATCH' });
    const cut = await failure(revoke(other, ADMIN), 'lost-answer');
    assert.match((await cut.look?.(never))?.message ?? '', /were not revoked/);
  });

  it('of another user leaves a token sign-in alone', async () => {
    const { secrets } = await tokenFor(ADMIN);
    const outcome = await revoke(bench.registry(ADMIN, { token: secrets.token }), 'alice');
    assert.equal(outcome.signInEnded, undefined);
  });

  it('works for the own user without the right to change users: the password is set to itself', async () => {
    const token = await tokenFor('bob', 'bob');
    const password = bench.passwordOf('bob');
    await revoke(bench.registry('bob'), 'bob');
    assert.equal(bench.passwordOf('bob'), password);
    assert.equal((await stateOf(token)).state, 'refused');
  });

  it('names the right that is missing for others', async () => {
    const error = await failure(revoke(bench.registry('alice'), 'bob'), 'forbidden');
    assert.match(error.message, /users update:\/Secret bob/);
  });

  it('tells a user that is not there, or not to be seen', async () => {
    await failure(revoke(bench.registry(), 'nobody'), 'not-found');
    await failure(revoke(bench.registry('bob'), 'alice'), 'not-found');
  });

  it('says that somebody else was faster', async () => {
    bench.drp.faults.add({ kind: 'slow', method: 'PATCH' });
    const fault = bench.drp.faults.faults.at(-1);
    const running = failure(revoke(bench.registry(), 'alice'), 'conflict');
    await fault?.reached;
    const alice = bench.drp.world.users.get('alice');
    assert(alice);
    alice.secret = 'changed meanwhile';
    fault?.release();
    assert.match((await running).message, /somebody else/);
  });

  it('looks whether it happened when the answer is lost', async () => {
    bench.drp.faults.add({ kind: 'cut-after', method: 'PATCH' });
    const done = await failure(revoke(bench.registry(), 'alice'), 'lost-answer');
    assert.deepEqual((await done.look?.(never))?.endedBelow, [['user:alice']]);
    bench.drp.faults.add({ kind: 'cut', method: 'PATCH' });
    const undone = await failure(revoke(bench.registry(), 'alice'), 'lost-answer');
    const outcome = await undone.look?.(never);
    assert.match(outcome?.message ?? '', /were not revoked/);
    assert.equal(outcome?.endedBelow, undefined);
  });

  it('believes no reply about the new secret: newer servers put their own', async () => {
    bench.drp.settings.version = '4.11.5';
    const token = await tokenFor('alice');
    await revoke(bench.registry(), 'alice');
    assert.equal((await stateOf(token)).state, 'refused');
    bench.drp.settings.version = '4.11.5';
  });
});

describe('asking the server about a token', () => {
  it('tells the expired from the unknown', async () => {
    const token = issuedOf(
      await issue(bench.registry(), 'alice', { rights: 'everything', lifetime: '60' }),
    );
    assert.equal((await stateOf(token)).state, 'accepted');
    bench.clock.advance(61_000);
    assert.match((await stateOf(token)).message, /it has expired\.$/);
    const later = { ...token, record: { ...token.record, lifetime: { kind: 'never' } as const } };
    assert.match((await stateOf(later)).message, /not a token at all/);
  });

  it('does not take a broken server for a refusal', async () => {
    const token = await tokenFor('alice');
    bench.drp.faults.add({ kind: 'status', status: 502, path: '/api/v3/users/alice' });
    await failure(stateOf(token), 'server');
  });
});
