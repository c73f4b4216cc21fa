import type { Account } from '../../../src/core/account.ts';
import type { Exclusive } from '../../../src/core/concurrency/exclusive.ts';
import { KeyedQueue } from '../../../src/core/concurrency/keyed-queue.ts';
import { until } from '../../../src/core/lifetime.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { IssuedToken } from '../../../src/core/token.ts';
import { Vault } from '../../../src/vault/vault.ts';
import { FakeMemento, FakeSecrets, Machine } from './fakes.ts';

export interface Window {
  readonly vault: Vault;
  readonly secrets: FakeSecrets;
  readonly memento: FakeMemento;
  readonly workspace: FakeMemento;
  /** What the vault told, in order. */
  readonly events: string[];
  /** Sees what other windows wrote, as the editor lets it a moment later, and gains focus. */
  focus(): Promise<void>;
}

export function openWindow(machine = new Machine()): Window {
  const secrets = new FakeSecrets(machine);
  const memento = new FakeMemento(machine);
  const workspace = new FakeMemento(new Machine());
  const vault = new Vault({ global: memento, workspace, secrets, exclusive: oneWindow() });
  const events: string[] = [];
  vault.accounts.onDidChange((ids) => events.push(`accounts ${ids.join(' ')}`));
  vault.signIns.onDidChange((id) => events.push(`sign-in ${id}`));
  vault.tokens.onDidChange((ids) => events.push(`tokens ${ids.join(' ')}`));
  vault.active.onDidChange(() => events.push('active'));
  const focus = (): Promise<void> => {
    memento.sync();
    return vault.refresh();
  };
  return { vault, secrets, memento, workspace, events, focus };
}

/** Holds calls of one window off each other. */
export function oneWindow(): Exclusive {
  const queue = new KeyedQueue();
  return (name, work) =>
    queue.run(name, () => work({ note: undefined, leave: () => Promise.resolve() }));
}

export function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    kind: 'quay',
    label: `label of ${id}`,
    url: 'https://quay.example.test',
    userName: 'dana',
    options: {},
    ...more,
  };
}

export const signIn = (text: string): Readonly<Record<string, Secret>> => ({
  token: new Secret(text),
});

export function issued(id: string, text = `secret of ${id}`): IssuedToken {
  const [accountId = '', ...rest] = id.split('/');
  return {
    record: {
      id,
      accountId,
      type: 'robot',
      label: rest.join('/'),
      subject: 'acme+ci',
      scope: ['acme/web: write'],
      lifetime: until(1_900_000_000_000),
      path: rest,
    },
    secrets: { token: new Secret(text) },
  };
}
