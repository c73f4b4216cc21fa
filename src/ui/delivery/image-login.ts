import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';

/** Where a token logs in, and as whom. */
interface ImageLogin {
  readonly host: string;
  readonly user: string;
  readonly account: Account;
}

/**
 * The login of a token at its image registry. Throws `RegistryError` `unsupported` for a token that
 * logs in to none.
 */
export function imageLogin(
  { label, registryHost: host, loginName: user }: TokenRecord,
  account: Account | undefined,
): ImageLogin {
  if (account === undefined || host === undefined || user === undefined) {
    throw new RegistryError('unsupported', t('{0} logs in to no image registry.', label), {
      repair: null,
    });
  }
  return { host, user, account };
}
