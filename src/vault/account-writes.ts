import type { Account } from '../core/account.ts';
import type { Exclusive } from '../core/concurrency/exclusive.ts';
import { originOf } from '../core/origin.ts';
import type { SignIn } from '../core/sign-in.ts';
import type { Accounts } from './accounts.ts';
import type { SignIns } from './sign-ins.ts';

/** Where accounts and their sign-ins are kept, and what holds other windows off. */
export interface AccountStores {
  readonly accounts: Accounts;
  readonly signIns: SignIns;
  readonly exclusive: Exclusive;
}

/** See `Vault.changeAccount`. */
export async function changeAccount(
  stores: AccountStores,
  account: Account,
  signIn: SignIn | undefined,
): Promise<void> {
  const { accounts, signIns } = stores;
  accounts.check(account);
  await alone(stores, account.id, async () => {
    if (signIn !== undefined && accounts.get(account.id) !== undefined) {
      await signIns.put(account, signIn);
    }
    await accounts.update(account);
  });
}

/** See `Vault.renewSignIn`. */
export async function renewSignIn(
  stores: AccountStores,
  account: Account,
  former: SignIn,
  signIn: SignIn,
): Promise<boolean> {
  const { accounts, signIns } = stores;
  return alone(stores, account.id, async () => {
    const current = accounts.get(account.id);
    if (current === undefined || originOf(current.url) !== originOf(account.url)) return false;
    const present = await signIns.find(current);
    if (present === undefined || !isSame(present, former)) return false;
    await signIns.put(current, signIn);
    return true;
  });
}

const isSame = (one: SignIn, other: SignIn): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, secret]) => other[name]?.equals(secret));

/** Removes the sign-in and then the entry, which is there as long as the other might be. */
export async function removeEntries(stores: AccountStores, id: string): Promise<void> {
  await alone(stores, id, async () => {
    await stores.signIns.remove(id);
    await stores.accounts.remove(id);
  });
}

/**
 * Writes an account and its sign-in while nobody else does. Where no lock can be made, as on a full
 * disk, it goes on without one: forgetting must always be possible.
 */
async function alone<T>(
  { exclusive }: AccountStores,
  id: string,
  write: () => Promise<T>,
): Promise<T> {
  const turn = { begun: false };
  try {
    return await exclusive(
      `account ${id}`,
      () => {
        turn.begun = true;
        return write();
      },
      new AbortController().signal,
    );
  } catch (error) {
    if (turn.begun) throw error;
    return write();
  }
}
