import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import type { TokenRecord } from '../../core/token.ts';
import { findKind } from '../../registries/kinds.ts';
import { heldSignIn } from '../../registries/shared/held-sign-in.ts';
import type { Sessions } from './sessions.ts';

/**
 * The held token with an end that an account signs in with, where its kind can put another one in
 * its place; `undefined` where none is known.
 */
export async function renewableSignIn(
  account: Account,
  sessions: Pick<Sessions, 'connection'>,
): Promise<TokenRecord | undefined> {
  if (findKind(account.kind)?.actions.includes('renewSignIn') !== true) return undefined;
  const connection = await sessions.connection(account);
  try {
    return await heldSignIn(connection, ({ lifetime }) => lifetime.kind === 'until');
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'sign-in-missing') return undefined;
    throw error;
  }
}
