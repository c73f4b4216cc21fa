import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Vault } from '../../../src/vault/vault.ts';
import { FakeMemento, Machine } from './fakes.ts';
import { everyChoice, Schedule } from './schedule.ts';
import { SteppedMemento, SteppedSecrets } from './stepped.ts';
import { account, oneWindow, openWindow, signIn } from './window.ts';

const here = account('1', { url: 'https://a.example.test/registry' });
const there = { ...here, url: 'https://b.example.test' };

/** What a person, or a timer, does with the account; each `step` is a wait for the server. */
const deeds = {
  edit: (vault: Vault) => vault.changeAccount(there, signIn('of b')),
  // The form was filled before, and the registry at b has not been asked yet.
  editAlone: (vault: Vault) => vault.changeAccount(there),
  remove: (vault: Vault) => vault.removeAccount('1'),
  forget: (vault: Vault) => vault.forgetAll(),
  renew: async (vault: Vault, schedule: Schedule) => {
    const former = await vault.signIns.find(here);
    if (former === undefined) return;
    await schedule.step();
    await vault.renewSignIn(here, former, signIn('of a, renewed'));
  },
} as const;
type Deed = keyof typeof deeds;

/** What a window that starts now would send, and where. */
async function assertTrue(machine: Machine): Promise<void> {
  const copy = new Machine();
  copy.plain = machine.plain;
  for (const [key, value] of machine.secrets) copy.secrets.set(key, value);
  const { vault } = openWindow(copy);
  await vault.refresh();
  const present = vault.accounts.get('1');
  if (present === undefined) return;
  const found = await vault.signIns.find(present);
  const origin = present.url === there.url ? 'of b' : 'of a';
  const text = found?.['token']?.reveal();
  assert.ok(text === undefined || text.startsWith(origin), `${text} for ${present.url}`);
}

async function interleave(
  pair: readonly Deed[],
  choose: (count: number) => number,
): Promise<Machine> {
  const machine = new Machine();
  const first = openWindow(machine);
  await first.vault.addAccount(here, signIn('of a'));
  first.vault.dispose();
  const schedule = new Schedule();
  const vault = new Vault({
    global: new SteppedMemento(machine, schedule),
    workspace: new FakeMemento(new Machine()),
    secrets: new SteppedSecrets(machine, schedule),
    exclusive: oneWindow(),
  });
  const work = pair.map((deed) => deeds[deed](vault, schedule));
  await schedule.run(work, choose, () => assertTrue(machine));
  vault.dispose();
  return machine;
}

describe('a sign-in and its origin', () => {
  const pairs: readonly (readonly [Deed, Deed])[] = [
    ['renew', 'edit'],
    ['renew', 'editAlone'],
    ['renew', 'remove'],
    ['renew', 'forget'],
    ['renew', 'renew'],
    ['edit', 'remove'],
    ['edit', 'forget'],
    ['remove', 'forget'],
  ];
  for (const pair of pairs) {
    it(`stay together while ${pair.join(' and ')} meet in every order, the editor dying anywhere`, async () => {
      const runs = await everyChoice(async (choose) => {
        const machine = await interleave(pair, choose);
        const { vault } = openWindow(machine);
        await vault.refresh();
        if (!pair.some((deed) => deed === 'remove' || deed === 'forget')) return;
        assert.deepEqual(vault.accounts.list(), []);
        assert.deepEqual([...machine.secrets.keys()], []);
      });
      assert.ok(runs >= 3, String(runs));
    });
  }

  it('stay together when the sign-in of another origin cannot be stored', async () => {
    const { vault, secrets } = openWindow();
    await vault.addAccount(here, signIn('of a'));
    secrets.fails = 'store';
    await assert.rejects(vault.changeAccount(there, signIn('of b')), /cannot store/);
    secrets.fails = undefined;
    assert.equal(vault.accounts.get('1')?.url, here.url);
    assert.equal((await vault.signIns.get(here))['token']?.reveal(), 'of a');
    await assert.rejects(vault.signIns.get(there), { code: 'sign-in-missing', repair: 'sign-in' });
  });

  it('are told by the copy of the account that stands beside a sign-in', async () => {
    const machine = new Machine();
    // As every version so far has stored it.
    const members = { account: here, fields: { token: 'of a' } };
    machine.secrets.set('signin:1', JSON.stringify({ revision: 'r', members }));
    const { vault } = openWindow(machine);
    assert.equal((await vault.signIns.get(here))['token']?.reveal(), 'of a');
    const below = { ...here, url: 'https://a.example.test/elsewhere' };
    assert.equal((await vault.signIns.get(below))['token']?.reveal(), 'of a');
    for (const url of ['http://a.example.test/registry', 'https://a.example.test:8443', '']) {
      assert.equal(await vault.signIns.find({ ...here, url }), undefined, url);
    }
  });

  it('do not matter to an account without secrets', async () => {
    const { vault } = openWindow();
    await vault.addAccount(here, {});
    assert.deepEqual(await vault.signIns.get(there), {});
  });
});
