import type { Account, TlsTrust } from '../../core/account.ts';
import type { RegistryError } from '../../core/errors.ts';
import type { Field, FormValues } from '../../registries/form.ts';
import type { Adapter } from '../../registries/registry.ts';
import type { Services } from '../services.ts';
import { askForTrust } from '../trust.ts';
import { runForm } from '../wizard/form.ts';

/** What the steps of an account's form gave, and the trust decided on the way. */
export interface Entered {
  readonly values: FormValues;
  readonly tls: TlsTrust | undefined;
}

/**
 * Runs the steps of an adapter that describe an account or its sign-in. A certificate that is not
 * trusted is judged on the spot, and the check made again; nothing is stored here.
 */
export async function askForAccount(
  title: string,
  adapter: Adapter,
  fields: readonly Field[],
  base: Account,
  services: Pick<Services, 'sessions'>,
): Promise<Entered | undefined> {
  let { tls } = base;
  const initial = adapter.values(base);
  const values = await runForm(
    { title, fields },
    {
      initial,
      connection: (entered) => {
        const all = { ...initial, ...entered };
        return services.sessions.connection(draft(base, adapter, all, tls), () =>
          adapter.signIn(all),
        );
      },
      repair: async (error: RegistryError) => {
        if (error.code !== 'tls' || error.certificate === undefined) return false;
        const chosen = await askForTrust(error.certificate);
        if (chosen === undefined) return false;
        tls = chosen;
        return true;
      },
    },
  );
  return values === undefined ? undefined : { values: { ...initial, ...values }, tls };
}

/** The account as the values entered so far describe it. */
export function draft(
  base: Account,
  adapter: Adapter,
  values: FormValues,
  tls: TlsTrust | undefined,
): Account {
  const { id, kind, label, allowPlainHttp } = base;
  return {
    id,
    kind,
    label,
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...adapter.draft(values),
    ...(tls === undefined ? {} : { tls }),
  };
}
