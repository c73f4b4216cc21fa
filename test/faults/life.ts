import { join } from 'node:path';
import type { Account, TlsTrust } from '../../src/core/account.ts';
import { systemTimer, type Timer } from '../../src/core/concurrency/timer.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { createHttpClient } from '../../src/net/http/client.ts';
import type { HttpClient } from '../../src/net/http/http.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import type { Connection } from '../../src/registries/contract/connection.ts';
import type { Item } from '../../src/registries/contract/item.ts';
import type { Registry } from '../../src/registries/contract/registry.ts';
import { openDrp } from '../../src/registries/drp/open.ts';
import { openJfrog } from '../../src/registries/jfrog/open.ts';
import { openQuay } from '../../src/registries/quay/open.ts';
import type { Alone } from '../../src/vault/alone.ts';
import { AccountKeeping } from '../../src/vault/keeping.ts';
import { exclusive } from '../../src/vault/machine-lock.ts';
import { SingleUseFiles } from '../../src/vault/single-use.ts';
import { Vault } from '../../src/vault/vault.ts';
import { frozenClock } from '../sandbox/clock.ts';
import { never, now, run, walk } from '../unit/registries/quay/support.ts';
import { userItem } from '../unit/registries/drp/support.ts';
import { issued } from '../unit/vault/window.ts';
import { fileStores, type Guard } from './file-stores.ts';

/** What one life of an editor is about, as its parent tells it. */
export interface Plan {
  readonly directory: string;
  readonly ca: string;
  readonly jfrog: string;
  readonly quay: string;
  /** It has a certificate of its own, as servers of its kind do. */
  readonly drp: { readonly url: string; readonly fingerprint256: string };
}

const userNames = { jfrog: 'ada', quay: 'dana', drp: 'rocketskates' } as const;

export const accountAt = (id: keyof typeof userNames, url: string): Account => ({
  id,
  kind: id,
  label: id,
  url,
  userName: userNames[id],
  options: {},
});

/** An editor over files: it lives until its process is killed, and another one goes on from there. */
export class Life {
  readonly vault: Vault;
  readonly jfrog: Registry;
  readonly quay: Registry;
  readonly drp: Registry;

  private constructor(vault: Vault, open: (id: keyof typeof userNames) => Registry) {
    this.vault = vault;
    this.jfrog = open('jfrog');
    this.quay = open('quay');
    this.drp = open('drp');
  }

  static async begin(plan: Plan, guard: Guard, timer: Timer = systemTimer): Promise<Life> {
    const alone = guarded(plan.directory, guard, timer);
    const vault = new Vault({
      ...(await fileStores(plan.directory, guard)),
      exclusive: alone.exclusive,
      timer,
    });
    const connect = (account: Account, tls: TlsTrust = { ca: plan.ca }): Connection => ({
      account,
      clock: frozenClock(now),
      http: guarding(createHttpClient({ tls, proxy: () => noProxySettings }), guard),
      signIn: () => vault.signIns.get(account),
      keeping: new AccountKeeping(vault, account, alone),
    });
    const { url, fingerprint256 } = plan.drp;
    return new Life(vault, (id) => {
      switch (id) {
        case 'jfrog':
          return openJfrog(connect(accountAt(id, plan.jfrog)), timer);
        case 'quay':
          return openQuay(connect(accountAt(id, plan.quay)), timer);
        case 'drp':
          return openDrp(connect(accountAt(id, url), { fingerprint256 }), timer);
      }
    });
  }

  /** Runs an operation and keeps what came of it, as the UI does. */
  async operate(
    registry: Registry,
    id: 'issue' | 'refresh' | 'regenerate' | 'revoke',
    row: Item,
    values = {},
  ): Promise<Outcome> {
    const accountId = registry === this.jfrog ? 'jfrog' : registry === this.quay ? 'quay' : 'drp';
    return this.vault.operate(
      accountId,
      row.path,
      async () => {
        const outcome = await run(registry, id, row, values);
        await this.vault.tokens.settle(outcome);
        return outcome;
      },
      never,
    );
  }
}

export const description = 'of the story';

/** What a process may be killed at. Each begins where the row is known, as for a person. */
export const stories = {
  issue: async (life: Life) => {
    const mine = await walk(life.jfrog, 'My tokens');
    return () =>
      life.operate(life.jfrog, 'issue', mine, {
        subject: 'ada',
        scopes: ['user'],
        lifetime: '86400',
        options: ['refreshable'],
        description,
      });
  },
  refresh: async (life: Life) => {
    const row = await walk(life.jfrog, 'My tokens', description);
    return () => life.operate(life.jfrog, 'refresh', row);
  },
  regenerate: async (life: Life) => {
    const row = await walk(life.quay, 'acme-platform', 'release');
    return () => life.operate(life.quay, 'regenerate', row);
  },
  mint: (life: Life) =>
    Promise.resolve(() =>
      life.operate(life.drp, 'issue', userItem(userNames.drp), { lifetime: '3600' }),
    ),
  revoke: (life: Life) =>
    Promise.resolve(() => life.operate(life.drp, 'revoke', userItem(userNames.drp))),
  keep: (life: Life) => Promise.resolve(() => life.vault.tokens.keep(issued('pasted/one'))),
  remove: (life: Life) => Promise.resolve(() => life.vault.removeAccount('jfrog')),
} as const;
export type Story = keyof typeof stories;

/** Tells of every request. */
const guarding = (http: HttpClient, guard: Guard): HttpClient => ({
  send: (request) => guard(`${request.method} ${request.url}`, () => http.send(request)),
});

/** The locks and marks of windows, with a time that a test can make pass. */
function guarded(directory: string, guard: Guard, timer: Timer): Alone {
  const singleUse = new SingleUseFiles(join(directory, 'spent'));
  return {
    exclusive: (name, work, signal) =>
      guard(`turn at ${name}`, () =>
        exclusive(
          join(directory, 'locks'),
          name,
          (turn) =>
            guard(`work of ${name}`, () =>
              work({ ...turn, leave: (note) => guard(`note of ${name}`, () => turn.leave(note)) }),
            ),
          signal,
          timer,
        ),
      ),
    singleUse: {
      spend: (secret) => guard('mark as sent', () => singleUse.spend(secret)),
      refuse: (secret) => guard('mark as refused', () => singleUse.refuse(secret)),
      giveBack: (secret) => guard('take the mark away', () => singleUse.giveBack(secret)),
    },
  };
}
