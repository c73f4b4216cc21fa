import { Secret } from '../../../../src/core/secret.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { AccountKeeping } from '../../../../src/vault/keeping.ts';
import type { Vault } from '../../../../src/vault/vault.ts';
import type { ApiToken } from '../../../sandbox/quay/model.ts';
import { oneWindow, openWindow, type Window } from '../../vault/window.ts';
import type { Bench } from './support.ts';

const nobody = () => Promise.reject(new Error('nothing is spent here'));

/** A window with a saved account of dana's, which signs in with what is stored. */
export interface Saved extends Pick<Window, 'secrets' | 'memento'> {
  readonly registry: Registry;
  readonly connection: Connection;
  readonly vault: Vault;
  /** The account as it is stored by now. */
  readonly connect: () => Connection;
  /** The same account in a window that is opened later. */
  readonly reopen: () => Registry;
}

export async function saved(
  bench: Bench,
  token: ApiToken = bench.quay.tokens.everything,
): Promise<Saved> {
  const { vault, secrets, memento } = openWindow();
  const bare = bench.connection(token);
  await vault.addAccount(bare.account, { token: new Secret(token.secret) });
  const connect = (): Connection => {
    const account = vault.accounts.get(bare.account.id) ?? bare.account;
    const keeping = new AccountKeeping(vault, account, {
      exclusive: oneWindow(),
      singleUse: { spend: nobody, refuse: nobody, giveBack: nobody },
    });
    return { ...bare, account, keeping, signIn: () => vault.signIns.get(account) };
  };
  const connection = connect();
  return {
    registry: openQuay(connection, bench.timer),
    connection,
    vault,
    secrets,
    memento,
    connect,
    reopen: () => openQuay(connect(), bench.timer),
  };
}
