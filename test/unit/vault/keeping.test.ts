import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Account } from '../../../src/core/account.ts';
import type { Alone } from '../../../src/vault/alone.ts';
import { AccountKeeping } from '../../../src/vault/keeping.ts';
import { account, openWindow } from './window.ts';

const chosen = account('1', { options: { context: 'c' } });
const nobody = () => Promise.reject(new Error('nobody asked to be alone'));
const alone: Alone = {
  exclusive: nobody,
  singleUse: { spend: nobody, refuse: nobody, giveBack: nobody },
};

describe('what is learned for an account', () => {
  const window = async (present: Account = chosen) => {
    const { vault, events } = openWindow();
    await vault.accounts.add(present);
    events.length = 0;
    return { vault, events, keeping: new AccountKeeping(vault, chosen, alone) };
  };

  it('is kept among its options, replaced and forgotten', async () => {
    const { vault, keeping } = await window();
    await keeping.learn('uuid', 'u-1');
    assert.deepEqual(vault.accounts.get('1'), {
      ...chosen,
      options: { context: 'c', uuid: 'u-1' },
    });
    await keeping.learn('uuid', 'u-2');
    assert.equal(vault.accounts.get('1')?.options['uuid'], 'u-2');
    await keeping.learn('uuid', undefined);
    assert.deepEqual(vault.accounts.get('1'), chosen);
  });

  it('is told once, and not when it is known already', async () => {
    const { events, keeping } = await window();
    await keeping.learn('uuid', 'u-1');
    await keeping.learn('uuid', 'u-1');
    assert.deepEqual(events, ['accounts 1']);
  });

  for (const [what, edited] of [
    ['another address', { url: 'https://other.example.test' }],
    ['other choices', { options: { context: 'd' } }],
  ] as const) {
    it(`is not kept for an account that was given ${what} meanwhile`, async () => {
      const { vault, keeping } = await window({ ...chosen, ...edited });
      await keeping.learn('uuid', 'u-1');
      assert.deepEqual(vault.accounts.get('1'), { ...chosen, ...edited });
    });
  }

  it('does not bring back an account that was removed', async () => {
    const { vault, keeping } = await window();
    await vault.accounts.remove('1');
    await keeping.learn('uuid', 'u-1');
    assert.equal(vault.accounts.get('1'), undefined);
  });
});
