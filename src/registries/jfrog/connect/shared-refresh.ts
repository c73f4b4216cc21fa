import type { SignIn } from '../../../core/sign-in.ts';
import type { Connection } from '../../contract/connection.ts';
import { readCli } from './cli-servers.ts';

/**
 * The CLI's configuration, where the refresh token of a sign-in stands there as well: it is good
 * once, and whoever used it first would end the sign-in of the other (docs/registries/jfrog.md §9).
 * `undefined` when it does not, or when that cannot be read: with a master key it is encrypted.
 */
export async function fileSharing(
  { machine }: Connection,
  { refresh }: SignIn,
): Promise<string | undefined> {
  if (refresh === undefined || machine === undefined) return undefined;
  const cli = await readCli(await machine());
  const isShared = cli?.servers.some(({ refreshTokens }) =>
    refreshTokens.some((theirs) => theirs.equals(refresh)),
  );
  return isShared === true ? cli?.file : undefined;
}
