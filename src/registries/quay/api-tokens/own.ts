import type { TokenRecord } from '../../../core/token.ts';
import type { Connection } from '../../contract/connection.ts';
import { apiTokenType } from '../records.ts';

/**
 * The held API token that the account signs in with. The server does not tell which of its tokens
 * called it: it is known only for one that was issued from here. `undefined` where it is not.
 */
export async function ownApiToken(connection: Connection): Promise<TokenRecord | undefined> {
  const { keeping } = connection;
  const issuedHere = (keeping?.records() ?? []).filter(({ type }) => type === apiTokenType);
  if (keeping === undefined || issuedHere.length === 0) return undefined;
  const { token } = await connection.signIn();
  for (const record of issuedHere) {
    const held = await keeping.secrets(record.id);
    if (token !== undefined && held?.token.equals(token) === true) return record;
  }
  return undefined;
}
