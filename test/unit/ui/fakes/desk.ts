import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Account } from '../../../../src/core/account.ts';
import { Places } from '../../../../src/delivery/places/places.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { Services } from '../../../../src/ui/services.ts';
import type { ItemNode } from '../../../../src/ui/tree/node.ts';
import type { TokenTree } from '../../../../src/ui/tree/provider.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import { account as makeAccount, openWindow, type Window } from '../../vault/window.ts';
import { doors } from './doors.ts';
import './editor.ts';

const { Offers } = await import('../../../../src/ui/accounts/offers.ts');
const { Clipboard } = await import('../../../../src/ui/editor/clipboard.ts');
const { Log } = await import('../../../../src/ui/editor/log.ts');
const { settings } = await import('../../../../src/ui/editor/settings.ts');
const { PastedText } = await import('../../../../src/ui/editor/pasted-text.ts');
const { Late } = await import('../../../../src/ui/delivery/late.ts');
const { forgetConsents } = await import('../../../../src/ui/delivery/runs/consents.ts');
const { ServingDoor } = await import('../../../../src/ui/delivery/serving-door.ts');
const { nodeId, togetherOf } = await import('../../../../src/ui/tree/node.ts');
const { openTree } = await import('../../../../src/ui/tree/open.ts');
const { TokensView } = await import('../../../../src/ui/tree/view.ts');
const { LifeTimer } = await import('../../../../src/ui/watch/life-timer.ts');
const { Memory } = await import('../../../../src/ui/wizard/memory.ts');

export { pages, registryOf, row } from './registry.ts';

/** Fri, 21 Aug 2026 10:00:00 UTC. */
export const now = Date.UTC(2026, 7, 21, 10);

/** A window of the editor, with what the composition root makes, over a registry of the test. */
export interface Desk {
  readonly services: Services;
  readonly tree: TokenTree;
  readonly window: Window;
  readonly clock: ReturnType<typeof frozenClock>;
  readonly account: Account;
  /** The accounts whose registry was opened, in order. */
  readonly opened: string[];
  /** The row of an item, as a command gets it. */
  readonly node: (item: Item) => ItemNode;
}

const clipboards: InstanceType<typeof Clipboard>[] = [];
// A copied secret's timer would hold the process until its time has come.
after(() => Promise.all(clipboards.map((clipboard) => clipboard.close())));

const timers: InstanceType<typeof LifeTimer>[] = [];
after(() => timers.forEach((timer) => timer.dispose()));

/** What desks keep in files, for as long as the process lives. */
const storage = mkdtempSync(join(tmpdir(), 'rt-desks-'));
process.on('exit', () => rmSync(storage, { recursive: true, force: true }));

const nobodyServes = () => Promise.reject(new Error('nothing is served'));

/** Opens a window with one account, which is stored. */
export async function openDesk(
  registry: Registry | ((account: Account) => Registry),
  more: Partial<Account> = {},
): Promise<Desk> {
  const window = openWindow();
  const { vault } = window;
  const account = makeAccount('a1', { label: 'acme', ...more });
  await vault.addAccount(account, {});
  const clock = frozenClock(now);
  const opened: string[] = [];
  const sessions = {
    registry: (of: Account) => {
      opened.push(of.id);
      return Promise.resolve(typeof registry === 'function' ? registry(of) : registry);
    },
    connection: () => Promise.resolve({ account, clock }),
    drop: () => undefined,
    dropAll: () => undefined,
  } as unknown as Services['sessions'];
  const clipboard = new Clipboard();
  clipboards.push(clipboard);
  const lives = new LifeTimer(clock);
  timers.push(lives);
  const places = new Places(join(storage, randomUUID()), vault.exclusive);
  const memory = new Memory(window.memento as never, settings.presets);
  const services = {
    ...doors,
    vault,
    sessions,
    view: new TokensView(() => Promise.resolve(tree)),
    clipboard,
    memory,
    offers: new Offers(vault),
    pasted: new PastedText(),
    serving: new ServingDoor('/nowhere', vault, nobodyServes, () => undefined),
    runs: new Late(nobodyServes),
    forgetConsents: (accountId?: string) => forgetConsents(window.workspace as never, accountId),
    places: () => Promise.resolve(places),
    log: new Log(),
    clock,
    lives,
  } as unknown as Services;
  const tree = openTree(services, window.workspace);
  const { actions } = typeof registry === 'function' ? registry(account) : registry;
  const node = (item: Item): ItemNode => ({
    type: 'item',
    id: nodeId(account.id, item.path),
    account,
    item,
    parent: { type: 'account', id: nodeId(account.id, []), account },
    together: togetherOf(item, actions),
  });
  return { services, tree, window, clock, account, opened, node };
}
