import type { TokenRecord } from '../../../core/token.ts';
import type { Connection } from '../../contract/connection.ts';
import { heldSignIn } from '../../shared/held-sign-in.ts';
import { apiTokenType } from '../records.ts';

/** The held API token that the account signs in with: known for one that was issued from here. */
export const ownApiToken = (connection: Connection): Promise<TokenRecord | undefined> =>
  heldSignIn(connection, ({ type }) => type === apiTokenType);
