import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neverEnds, unknownLifetime, until } from '../../../src/core/lifetime.ts';
import { Secret } from '../../../src/core/secret.ts';
import { Machine, settled } from './fakes.ts';
import { issued, openWindow } from './window.ts';

describe('Tokens', () => {
  it('gives back record and secrets', async () => {
    const { vault } = openWindow();
    const token = issued('a/acme/ci');
    const secrets = {
      token: new Secret('t'),
      refresh: new Secret('r'),
      reference: new Secret('f'),
    };
    const record = {
      ...token.record,
      loginName: 'acme+ci',
      registryHost: 'h:5000',
      issuedAt: 7,
      caution: 'It may do more than was asked for.',
    };
    await vault.tokens.keep({ record, secrets });
    assert.deepEqual(vault.tokens.get('a/acme/ci'), record);
    assert.equal(await vault.tokens.held('a/acme/ci'), true);
    const found = await vault.tokens.secrets('a/acme/ci');
    assert.equal(found?.token.reveal(), 't');
    assert.equal(found.refresh?.reveal(), 'r');
    assert.equal(found.reference?.reveal(), 'f');
  });

  it('keeps every sort of lifetime, and one that is no number as unknown', async () => {
    const { vault } = openWindow();
    const cases = [
      [neverEnds, neverEnds],
      [unknownLifetime, unknownLifetime],
      [until(5), until(5)],
      [until(NaN), unknownLifetime],
      [until(Infinity), unknownLifetime],
    ] as const;
    for (const [given, expected] of cases) {
      const token = issued('a/x');
      await vault.tokens.keep({ ...token, record: { ...token.record, lifetime: given } });
      assert.deepEqual(vault.tokens.get('a/x')?.lifetime, expected);
    }
  });

  it('stores the secret first, then the record; removes in the same order', async () => {
    const machine = new Machine();
    const { vault, secrets, memento } = openWindow(machine);
    const calls: string[] = [];
    Object.assign(secrets, { calls });
    Object.assign(memento, { calls });
    await vault.tokens.keep(issued('a/x'));
    await vault.tokens.forget('a/x');
    assert.deepEqual(
      calls.filter((call) => !call.startsWith('get')),
      [
        'write secret-key:token:a/x',
        'store token:a/x',
        'write token:a/x',
        'delete token:a/x',
        'remove secret-key:token:a/x',
        'remove token:a/x',
      ],
    );
    assert.deepEqual(memento.keys(), []);
    assert.equal(machine.secrets.size, 0);
  });

  it('lists no record when the secret could not be stored', async () => {
    const { vault, secrets } = openWindow();
    secrets.fails = 'store';
    await assert.rejects(vault.tokens.keep(issued('a/x')), /cannot store/);
    assert.deepEqual(vault.tokens.list(), []);
    assert.equal(await vault.tokens.held('a/x'), false);
  });

  it('keeps the row of a secret that could not be removed', async () => {
    const { vault, secrets } = openWindow();
    await vault.tokens.keep(issued('a/x'));
    await vault.tokens.keep(issued('a/y'));
    secrets.fails = 'delete';
    await assert.rejects(vault.tokens.end(['a/x', 'a/y']), AggregateError);
    assert.equal(vault.tokens.list().length, 2);
    secrets.fails = undefined;
    await vault.tokens.end(['a/x', 'a/y', 'a/nothing']);
    assert.deepEqual(vault.tokens.list(), []);
  });

  it('lists by account and by the row above', async () => {
    const { vault } = openWindow();
    for (const id of ['a/acme/ci', 'a/acme/build', 'a/app', 'b/acme/ci', 'a/acme/ci/deep']) {
      await vault.tokens.keep(issued(id));
    }
    const ids = (records: readonly { id: string }[]): string[] => records.map(({ id }) => id);
    assert.deepEqual(ids(vault.tokens.list('b')), ['b/acme/ci']);
    assert.deepEqual(ids(vault.tokens.below('a', ['acme'])), ['a/acme/build', 'a/acme/ci']);
    assert.deepEqual(ids(vault.tokens.below('a', [])), ['a/app']);
    assert.deepEqual(ids(vault.tokens.below('c', [])), []);
  });

  it('settles an outcome: the new token stays though the old one had its id', async () => {
    const { vault } = openWindow();
    await vault.tokens.keep(issued('a/x', 'old'));
    await vault.tokens.keep(issued('a/y'));
    await vault.tokens.settle({ issued: issued('a/x', 'new'), ended: ['a/x', 'a/y'] });
    assert.equal((await vault.tokens.secrets('a/x'))?.token.reveal(), 'new');
    assert.equal(vault.tokens.get('a/y'), undefined);
    await vault.tokens.settle({});
    assert.equal(vault.tokens.list().length, 1);
  });

  it('stores no token again that is kept already: another window may have ended it', async () => {
    const { vault } = openWindow();
    const outcome = { issued: issued('a/x'), isKept: true, ended: [] };
    await vault.tokens.keep(outcome.issued);
    await vault.tokens.forget('a/x');
    await vault.tokens.settle(outcome);
    assert.deepEqual(vault.tokens.list(), []);
  });

  it('revises the record of the token that the server told of, and none but that', async () => {
    const machine = new Machine();
    const { vault } = openWindow(machine);
    const [first, second] = [new Secret('first'), new Secret('second')];
    await vault.tokens.revise('a/x', first, until(5));
    assert.deepEqual(vault.tokens.list(), []);
    await vault.tokens.keep(issued('a/x', 'first'));
    await vault.tokens.setKeepAlive('a/x', true);
    const secret = machine.secrets.get('token:a/x');
    await vault.tokens.revise('a/x', first, until(5));
    await vault.tokens.revise('a/x', second, until(6));
    assert.deepEqual(vault.tokens.get('a/x')?.lifetime, until(5));
    assert.equal(vault.tokens.get('a/x')?.keepAlive, true);
    assert.equal(machine.secrets.get('token:a/x'), secret);
  });

  it('replaces what is kept by what was read again, unless it is another one by now', async () => {
    const { vault } = openWindow();
    const kept = async () => (await vault.tokens.secrets('a/x'))?.token.reveal();
    await vault.tokens.replace(new Secret('old'), issued('a/x', 'read again'));
    assert.equal(await kept(), undefined);
    await vault.tokens.keep(issued('a/x', 'old'));
    await vault.tokens.replace(new Secret('old'), issued('a/x', 'read again'));
    assert.equal(await kept(), 'read again');
    await vault.tokens.replace(new Secret('old'), issued('a/x', 'too late'));
    assert.equal(await kept(), 'read again');
  });

  it('is not confused by keeping and forgetting at the same time', async () => {
    const { vault, memento } = openWindow();
    await Promise.all([
      vault.tokens.keep(issued('a/x')),
      vault.tokens.forget('a/x'),
      vault.tokens.keep(issued('a/x', 'last')),
    ]);
    assert.equal((await vault.tokens.secrets('a/x'))?.token.reveal(), 'last');
    assert.equal(vault.tokens.list().length, 1);
    await Promise.all([vault.tokens.keep(issued('a/x')), vault.tokens.forget('a/x')]);
    assert.equal(await vault.tokens.held('a/x'), false);
    assert.deepEqual(memento.keys(), []);
  });

  it('tells of a new secret under an unchanged record, once in either window', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.tokens.keep(issued('a/x', 'old'));
    await settled();
    there.memento.sync();
    assert.equal(await there.vault.tokens.held('a/x'), true);
    there.vault.tokens.refresh();
    here.events.length = there.events.length = 0;
    await here.vault.tokens.keep(issued('a/x', 'new'));
    await settled();
    assert.deepEqual(here.events, ['tokens a/x']);
    assert.deepEqual(there.events, ['tokens a/x']);
  });

  it('shows a vanished secret as not held and keeps the record', async () => {
    const machine = new Machine();
    const { vault, events } = openWindow(machine);
    await vault.tokens.keep(issued('a/x'));
    await settled();
    events.length = 0;
    machine.secrets.delete('token:a/x');
    machine.announce('token:a/x');
    await settled();
    assert.deepEqual(events, ['tokens a/x']);
    assert.equal(await vault.tokens.held('a/x'), false);
    assert.equal(vault.tokens.list().length, 1);
  });

  it('passes over records that it cannot read and leaves them', () => {
    const { record } = issued('a/x');
    const bad: unknown[] = [
      'text',
      { ...record, id: 'a/y' },
      { ...record, scope: [1] },
      { ...record, path: 'x' },
      { ...record, lifetime: { kind: 'until' } },
      { ...record, lifetime: { kind: 'until', at: '5' } },
      { ...record, lifetime: undefined },
      { ...record, issuedAt: 'yesterday' },
      { ...record, loginName: 5 },
    ];
    for (const value of bad) {
      const machine = new Machine();
      machine.plain = JSON.stringify({ 'token:a/x': value });
      const before = machine.plain;
      const { vault } = openWindow(machine);
      assert.deepEqual(vault.tokens.list(), [], before);
      assert.equal(machine.plain, before);
    }
  });
});

describe('ActiveToken', () => {
  it('is one per window', async () => {
    const machine = new Machine();
    const [here, there] = [openWindow(machine), openWindow(machine)];
    await here.vault.tokens.keep(issued('a/x'));
    await here.vault.active.set('a/x');
    await here.vault.active.set('a/x');
    assert.equal(here.vault.active.token?.id, 'a/x');
    assert.equal(there.vault.active.token, undefined);
    assert.deepEqual(
      here.events.filter((event) => event === 'active'),
      ['active'],
    );
  });

  it('follows its token: renewed, forgotten, held again', async () => {
    const { vault, events } = openWindow();
    await vault.tokens.keep(issued('a/x'));
    await vault.active.set('a/x');
    events.length = 0;
    await vault.tokens.keep(issued('a/y'));
    assert.deepEqual(events, ['tokens a/y']);
    await vault.tokens.keep(issued('a/x', 'new'));
    await vault.tokens.forget('a/x');
    const shown = (): string | undefined => vault.active.token?.id;
    assert.equal(shown(), undefined);
    await vault.tokens.keep(issued('a/x'));
    assert.equal(shown(), 'a/x');
    assert.equal(events.filter((event) => event === 'active').length, 3);
  });
});
