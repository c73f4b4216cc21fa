import type { Account } from '../../core/account.ts';
import type { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { originOf } from '../../core/origin.ts';
import type { Field, FormValues } from '../../registries/contract/form.ts';
import type { Adapter } from '../../registries/contract/registry.ts';
import { findKind } from '../../registries/kinds.ts';
import type { Services } from '../services.ts';
import { type FormOptions, runFormSteps } from '../wizard/form.ts';
import type { StepResult } from '../wizard/step.ts';
import { askForTrust } from './trust.ts';

/** What a person decided on the way about how far a server's connection is trusted. */
export type Trust = Pick<Account, 'tls' | 'allowPlainHttp'>;

/** What the steps of an account's form gave, and the trust decided on the way. */
export interface Entered {
  readonly values: FormValues;
  readonly trust: Trust;
}

/** What the steps of an account need: the doors that they ask through, and connections. */
type FormServices = Pick<Services, 'sessions' | 'steps' | 'progress' | 'messages' | 'files'>;

/**
 * Runs the steps of an adapter that describe an account or its sign-in. A certificate that is not
 * trusted is judged on the spot, and the check made again; nothing is stored here.
 */
export async function askForAccount(
  title: string,
  adapter: Adapter,
  fields: readonly Field[],
  base: Account,
  services: FormServices,
  around: Pick<FormOptions, 'stepsBefore' | 'stepsAfter'> = {},
  given: FormValues = {},
): Promise<StepResult<Entered>> {
  // An account that is still to be described has no values: the boxes begin with what is usual.
  const initial = { ...(base.url === '' ? {} : adapter.values(base)), ...given };
  const draftOf = (values: FormValues) => adapter.draft({ ...initial, ...values });
  // What was decided about one server says nothing about another whose address is typed after it.
  let decided = { origin: originOf(base.url), trust: trustOf(base) };
  let asked = decided.origin;
  const trustIn = (origin: string): Trust => (origin === decided.origin ? decided.trust : {});
  const result = await runFormSteps(
    { title, fields },
    {
      doors: services,
      initial,
      ...around,
      ...pageOf(base.kind, draftOf),
      connection: (entered) => {
        const all = { ...initial, ...entered };
        asked = originOf(draftOf(entered).url);
        return services.sessions.connection(draft(base, adapter, all, trustIn(asked)), () =>
          adapter.signIn(all),
        );
      },
      repair: async (error) => {
        const decision = await decide(error, services);
        if (decision === undefined) return false;
        decided = { origin: asked, trust: { ...trustIn(asked), ...decision } };
        return true;
      },
    },
  );
  if (result.kind !== 'value') return result;
  const values = { ...initial, ...result.value };
  return { kind: 'value', value: { values, trust: trustIn(originOf(draftOf(values).url)) } };
}

/** The page of a kind where a sign-in is made, at the address that was entered. */
function pageOf(
  name: string,
  draftOf: (values: FormValues) => Pick<Account, 'url'>,
): Pick<FormOptions, 'page'> {
  const kind = findKind(name);
  if (kind?.signInPage === undefined) return {};
  const { label, signInPage } = kind;
  return {
    page: (values) => ({
      label: t('Open {0} in Browser', label),
      url: `${draftOf(values).url}${signInPage}`,
    }),
  };
}

/** What an account has before anybody has said where it is. */
export type Named = Pick<Account, 'id' | 'kind' | 'label'>;

/** The account as the values entered so far describe it. */
export function draft(
  { id, kind, label }: Named,
  adapter: Adapter,
  values: FormValues,
  trust: Trust,
): Account {
  return { id, kind, label, ...trust, ...adapter.draft(values) };
}

function trustOf({ tls, allowPlainHttp }: Account): Trust {
  return {
    ...(tls === undefined ? {} : { tls }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
  };
}

/** Asks about what keeps a connection from being made, where it is the person's to decide. */
async function decide(error: RegistryError, services: FormServices): Promise<Trust | undefined> {
  if (error.code === 'plain-http') return askForPlainHttp(error, services);
  if (error.code !== 'tls' || error.certificate === undefined) return undefined;
  const tls = await askForTrust(error.certificate, services);
  return tls === undefined ? undefined : { tls };
}

async function askForPlainHttp(
  error: RegistryError,
  { messages }: FormServices,
): Promise<Trust | undefined> {
  const yes = await messages.confirmDanger(
    t('Use a connection that is not encrypted?'),
    [
      error.message,
      t('Everybody between this machine and the registry can read the sign-in and every token.'),
    ].join('\n\n'),
    t('Do Not Use It'),
    { label: t('Use It Unencrypted'), value: true },
  );
  return yes === true ? { allowPlainHttp: true } : undefined;
}
