import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { oneLine } from '../../core/one-line.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { Adapter } from '../../registries/contract/registry.ts';
import { askForAccount, draft, type Entered, type Named } from '../accounts/account-form.ts';
import { stillAsked } from '../accounts/connect-found.ts';
import type { Offer } from '../accounts/offer.ts';
import { loadAdapter } from '../accounts/sessions.ts';
import { askForTrust } from '../accounts/trust.ts';
import { attempt } from '../actions/attempt.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';

/** Imports accounts that a file on this machine offers, after the person said which. */
export async function importAccounts(services: Services): Promise<void> {
  await attempt(undefined, services, async () => {
    await importSome(await services.offers.pending(), services);
  });
}

async function importSome(offers: readonly Offer[], services: Services): Promise<void> {
  if (offers.length === 0) {
    await services.messages.info(t('No accounts are offered for import.'));
    return;
  }
  const imported: Account[] = [];
  for (const offer of await choose(offers, services)) {
    const account = await importOne(offer, services);
    if (account !== undefined) imported.push(account);
  }
  const [first, second] = imported;
  if (first === undefined) return;
  services.messages.brief(
    second === undefined
      ? t('{0} imported', first.label)
      : t('{0} accounts imported', imported.length),
  );
  await services.view.show(first.id, []);
}

async function choose(
  offers: readonly Offer[],
  { steps, messages }: Services,
): Promise<readonly Offer[]> {
  const confirm = async (question: string, detail: string): Promise<boolean> =>
    (await messages.confirm(question, detail, { label: t('Import'), value: true })) === true;
  const needs = await needingSignIn(offers);
  const [only] = offers;
  if (offers.length === 1 && only !== undefined) {
    const yes = await confirm(t('Import the account “{0}”?', only.label), describe(only, needs));
    return yes ? [only] : [];
  }
  const picked = await steps.pickMany<Offer>({
    frame: { title: t('Import Accounts'), step: 1, totalSteps: 1 },
    placeholder: t('Which accounts do you want?'),
    rows: offers.map((offer) => ({
      label: offer.label,
      description: comesWith(offer, needs),
      detail: [offer.url, ...offer.preview, t('offered by {0}', offer.source)].join(' · '),
      value: offer,
    })),
    isCurrent: () => true,
  });
  if (picked.kind !== 'value' || picked.value.length === 0) return [];
  // A list cuts its lines: what is trusted, and where things go, must be seen as a whole.
  const lines = picked.value
    .map((offer) => `${oneLine(offer.label)}\n${describe(offer, needs)}`)
    .join('\n\n');
  const yes = await confirm(t('Import {0} accounts?', picked.value.length), lines);
  return yes ? picked.value : [];
}

/** Those of a kind that is signed in to: a cluster's user is none of ours. */
async function needingSignIn(offers: readonly Offer[]): Promise<ReadonlySet<Offer>> {
  const needing = new Set<Offer>();
  for (const offer of offers) {
    const fields = (await loadAdapter(offer.kind)).connectFields();
    if (fields.some(({ signIn }) => signIn === true)) needing.add(offer);
  }
  return needing;
}

/** All that a yes would be said to. */
const describe = (offer: Offer, needs: ReadonlySet<Offer>): string =>
  [
    oneLine(offer.url),
    signInOf(offer, needs),
    t('Offered by {0}', offer.source),
    ...offer.preview.map(oneLine),
  ].join('\n');

function comesWith(offer: Offer, needs: ReadonlySet<Offer>): string {
  if (offer.hasSteps === true) return t('with steps to sign in');
  if (!needs.has(offer)) return '';
  return offer.hasSignIn ? t('with its sign-in') : t('without a sign-in');
}

function signInOf(offer: Offer, needs: ReadonlySet<Offer>): string {
  if (offer.hasSteps === true) return t('You will be guided through its sign-in.');
  if (!needs.has(offer)) return t('It needs no sign-in of its own.');
  return offer.hasSignIn
    ? t('Its sign-in comes with it and is kept in the secret storage of the editor.')
    : t('It comes without a sign-in: sign in at its row later.');
}

/** An account is worth having although its registry does not answer now: its row will say so. */
async function importOne(offer: Offer, services: Services): Promise<Account | undefined> {
  const { vault } = services;
  let imported: Account | undefined;
  await attempt(undefined, services, async () => {
    const adapter = await loadAdapter(offer.kind);
    const label = vault.accounts.freeLabel(offer.label);
    const base = { id: randomUUID(), kind: offer.kind, label };
    const entered = await complete(offer, base, adapter, services);
    if (entered === undefined) return;
    const account = draft(base, adapter, entered.values, entered.trust);
    const hasSignIn = offer.hasSignIn || offer.hasSteps === true;
    const signIn = hasSignIn ? adapter.signIn(entered.values) : undefined;
    const signedIn =
      signIn === undefined ? account : await trySignIn(account, adapter, signIn, services);
    await vault.addAccount(signedIn, signIn);
    imported = signedIn;
  });
  return imported;
}

/** Leads through what remains of Add Account; `undefined` when the person leaves it. */
async function complete(
  { label, values, tls, hasSteps }: Offer,
  base: Named,
  adapter: Adapter,
  services: Services,
): Promise<Entered | undefined> {
  if (hasSteps !== true) return { values, trust: tls === undefined ? {} : { tls } };
  const account: Account = { ...base, url: '', userName: '', options: {} };
  const title = t('Import Account: {0}', label);
  const fields = stillAsked(adapter.connectFields(), values);
  const result = await askForAccount(title, adapter, fields, account, services, {}, values);
  return result.kind === 'value' ? result.value : undefined;
}

/** The account as the registry names it; a certificate that is not trusted is judged on the spot. */
async function trySignIn(
  account: Account,
  adapter: Adapter,
  signIn: SignIn,
  services: Services,
): Promise<Account> {
  try {
    const { userName, options } = await services.progress(
      t('Signing in to {0}…', account.label),
      async (signal) =>
        adapter.connect(await services.sessions.connection(account, () => signIn), signal),
    );
    return { ...account, userName, options: { ...account.options, ...options } };
  } catch (error) {
    const failure = toRegistryError(error);
    services.log.error(account.label, failure);
    const { certificate } = failure;
    const tls = certificate === undefined ? undefined : await askForTrust(certificate, services);
    return tls === undefined ? account : trySignIn({ ...account, tls }, adapter, signIn, services);
  }
}
