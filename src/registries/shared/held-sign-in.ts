import type { TokenRecord } from '../../core/token.ts';
import type { Connection } from '../contract/connection.ts';

/**
 * The held token that an account signs in with. No server tells which of its tokens called it: it is
 * known only for one that this machine keeps. `undefined` where it is not.
 *
 * @param isCandidate leaves out tokens whose secrets need not be read for that
 */
export async function heldSignIn(
  connection: Pick<Connection, 'keeping' | 'signIn'>,
  isCandidate: (record: TokenRecord) => boolean,
): Promise<TokenRecord | undefined> {
  const { keeping } = connection;
  const candidates = (keeping?.records() ?? []).filter(isCandidate);
  if (keeping === undefined || candidates.length === 0) return undefined;
  const { token } = await connection.signIn();
  for (const record of candidates) {
    const held = await keeping.secrets(record.id);
    if (token !== undefined && held?.token.equals(token) === true) return record;
  }
  return undefined;
}
