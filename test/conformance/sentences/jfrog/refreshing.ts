import type { Item } from '../../../../src/registries/contract/item.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { run, walk, type Bench, type JfrogWindow } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { day, lose, type JfrogScene } from './stage.ts';

const lost = 'The answer from {0} was lost: the refresh token of {1} may have been spent or not.';

let count = 0;

/** Issues a refreshable token of a user and keeps it, as a window does. */
async function held(window: JfrogWindow, subject = 'ada'): Promise<Item> {
  const group = subject === 'ada' ? ['My tokens'] : ['All users', subject];
  const description = `pair ${(count += 1)}`;
  const outcome = await run(window.registry, 'issue', await walk(window.registry, ...group), {
    subject,
    scopes: ['user'],
    lifetime: String(day),
    options: ['refreshable'],
    description,
  });
  await window.vault.tokens.settle(outcome);
  return walk(window.registry, ...group, description);
}

const refresh = (show: Show, { registry }: JfrogWindow, row: Item) =>
  show(run(registry, 'refresh', row));

/** Refreshes a pair whose token has ended, on a platform that does not allow that to the token. */
async function ended(
  bench: Bench,
  show: Show,
  subject: string,
  happens: (own: JfrogToken) => unknown = () => undefined,
): Promise<void> {
  bench.jfrog.settings.refreshesEnded = false;
  const own = bench.jfrog.world.issue({ username: 'ada' });
  const window = bench.window(own);
  const row = await held(window, subject);
  bench.sandbox.clock.advance((day + 1) * 1000);
  await happens(own);
  await refresh(show, window, row);
}

async function refreshLost(bench: Bench, show: Show, kind: FaultRule['kind'], later = 0) {
  const own = bench.jfrog.world.issue({ username: 'ada' });
  const window = bench.window(own);
  const row = await held(window);
  bench.sandbox.clock.advance(later);
  bench.jfrog.faults.add({ kind, method: 'POST' });
  await lose(window.registry, show, ['refresh', row, {}]);
}

/** Exchanging a pair for a new one. */
export const refreshing: readonly JfrogScene[] = [
  {
    when: '200 for a pair',
    says: ['{0} was refreshed; the old token no longer works.'],
    play: async (bench, show) => {
      const window = bench.window();
      await refresh(show, window, await held(window));
    },
  },
  {
    when: 'another window has refreshed it, and its pair is here',
    says: ['{0} has been refreshed already, in another window.'],
    play: async (bench, show) => {
      const [one, other] = [bench.window(), bench.window()];
      const row = await held(one);
      await one.vault.tokens.settle(await run(one.registry, 'refresh', row));
      await refresh(show, other, row);
    },
  },
  {
    when: 'another window has refreshed it, and its pair does not come',
    says: [
      '{0} was refreshed in another window, and the new token has not come here. Reload this window to have it here, too.',
    ],
    play: async (bench, show) => {
      const [one, other] = [bench.window(), bench.window()];
      const row = await held(one);
      const known = new Set(await one.secrets.keys());
      await run(one.registry, 'refresh', row);
      other.secrets.sees = (key, value) => (known.has(key) ? value : undefined);
      await refresh(show, other, row);
    },
  },
  {
    when: 'a token that is not held here',
    says: [
      'The refresh token of {0} is not kept on this machine, and the server does not show it again.',
    ],
    play: async (bench, show) => {
      const row = await walk(bench.registry(), 'All users', 'bob', 'laptop');
      await refresh(show, bench.window(), row);
    },
  },
  {
    when: '404: the refresh token was spent elsewhere; and once more',
    says: [
      'The refresh token of {0} was used already: by another program, or by a refresh whose answer was never stored. The token beside it no longer works. Issue a new one, and revoke the one that came in its place if the list shows it.',
      'The server has refused before to refresh {0}: its refresh token was used already, or the token ended too long ago or was revoked. Issue a new one.',
    ],
    play: async (bench, show) => {
      const window = bench.window();
      const row = await held(window);
      const token = bench.jfrog.world.tokens.get(row.token?.id.split(':')[1] ?? '');
      bench.jfrog.world.byRefresh.delete(token?.refresh ?? '');
      await refresh(show, window, row);
      await refresh(show, window, row);
    },
  },
  {
    when: 'the pair was exchanged, and the answer lost',
    says: [
      lost,
      '{0} was refreshed, but the new token was lost on the way and cannot be read again. Issue a new one, and revoke the lost one.',
    ],
    play: (bench, show) => refreshLost(bench, show, 'cut-after'),
  },
  {
    when: 'the pair was not exchanged, and the answer lost',
    says: [lost, '{0} was not refreshed: the old token is still there. Try again.'],
    play: (bench, show) => refreshLost(bench, show, 'cut'),
  },
  {
    when: 'the answer was lost after the token’s own end',
    says: [
      lost,
      'Unknown: {0} has ended, and the server knows it no more, refreshed or not. Issue a new one, and revoke the one that came in its place if the list shows it.',
    ],
    play: (bench, show) => refreshLost(bench, show, 'cut-after', (day + 1) * 1000),
  },
  {
    when: '401 for an ended token of another user',
    says: [
      '{0} no longer accepts {1}, so at most its owner {2} may have it refreshed, and this account signs in as {3}. Issue a new one.',
    ],
    play: (bench, show) => ended(bench, show, 'bob'),
  },
  {
    when: '401 for an ended token, and for the account’s own sign-in',
    says: [
      '{0} was not refreshed: it has ended or was revoked, and the account’s own sign-in was refused as well. Sign in again, and try once more.',
    ],
    play: (bench, show) => ended(bench, show, 'ada', (own) => bench.jfrog.world.revoke(own)),
  },
  {
    when: '401 for an ended token, whoever asks',
    says: [
      '{0} can no longer be refreshed: it ended too long ago, or was revoked. Issue a new one.',
    ],
    play: (bench, show) =>
      ended(bench, show, 'ada', () =>
        bench.jfrog.faults.add({ kind: 'refusal', status: 401, method: 'POST', times: 2 }),
      ),
  },
];
