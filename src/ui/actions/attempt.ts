import type { Account } from '../../core/account.ts';
import { RegistryError, type Repair } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { originOf } from '../../core/origin.ts';
import type { Unfinished } from '../../core/outcome.ts';
import { signInAgain } from '../accounts/sign-in.ts';
import { askForTrust } from '../accounts/trust.ts';
import type { Services } from '../services.ts';
import { type AccountNode, nodeId } from '../tree/node.ts';
import { repairLabel } from './error-words.ts';
import { report } from './report.ts';
import { settle } from './settle.ts';

/**
 * Does something, for an account or for none. When it fails, the person reads why and may choose the
 * repair; after a repair that could have helped, it is tried once more from the beginning of `work`.
 */
export async function attempt(
  account: Account | undefined,
  services: Services,
  work: () => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(await mended(error, account, services))) return;
    }
  }
}

/** Tells of a failure; resolves with whether it was repaired, so that another try is worth it. */
async function mended(
  error: unknown,
  account: Account | undefined,
  services: Services,
): Promise<boolean> {
  let again = false;
  await report(error, services, account, (failure) =>
    repairsOf(failure, account).map(({ kind, act }) => ({
      label: repairLabel(kind),
      value: async () => {
        again = await act(services);
      },
    })),
  );
  return again;
}

interface Offered {
  readonly kind: Repair;
  /** As `repair`. */
  readonly act: (services: Services) => Promise<boolean>;
}

/** What is offered for an error: without an account, only what needs none. */
function repairsOf(failure: RegistryError, account: Account | undefined): readonly Offered[] {
  return [failure.repair, failure.otherRepair].flatMap((kind): readonly Offered[] => {
    if (kind === undefined) return [];
    if (account !== undefined) {
      return [{ kind, act: (services) => repair(kind, failure, account, services) }];
    }
    return kind === 'retry' ? [{ kind, act: () => Promise.resolve(true) }] : [];
  });
}

/** Carries out a repair. Resolves with whether the failed work is worth another try. */
export async function repair(
  kind: Repair,
  error: RegistryError,
  account: Account,
  services: Services,
): Promise<boolean> {
  switch (kind) {
    case 'retry':
      return true;
    case 'sign-in':
      return signInAgain(account, services);
    case 'edit-account':
      await services.run('editAccount', accountNode(account));
      return false;
    case 'trust-certificate':
      return trust(error, account, services);
    case 'look':
      await look(error, account, services);
      return false;
    case 'go-back':
      await follow(error.goBack, t('Going back…'), account, services);
      return false;
  }
}

async function trust(error: RegistryError, account: Account, services: Services): Promise<boolean> {
  if (error.certificate === undefined) return false;
  const tls = await askForTrust(error.certificate, services);
  if (tls === undefined) return false;
  const current = services.vault.accounts.get(account.id) ?? account;
  // What was judged is the certificate of the server that was asked.
  if (originOf(current.url) !== originOf(account.url)) return false;
  await services.vault.changeAccount({ ...current, tls });
  services.sessions.drop(account.id);
  services.view.refreshPath(account.id, []);
  return true;
}

async function look(error: RegistryError, account: Account, services: Services): Promise<void> {
  if (error.look === undefined) services.view.refreshPath(account.id, []);
  await follow(error.look, t('Checking whether it happened…'), account, services);
}

/** Tells what of an act was not done; going on and going back are one press each. */
export async function tellUnfinished(
  { message, goOn, goBack }: Unfinished,
  account: Account,
  services: Services,
): Promise<void> {
  const offers = [
    { label: t('Go On'), act: goOn, title: t('Going on…') },
    { label: repairLabel('go-back'), act: goBack, title: t('Going back…') },
  ];
  const error = new RegistryError('conflict', message);
  await report(error, services, account, () =>
    offers.map(({ label, act, title }) => ({
      label,
      value: () => follow(act, title, account, services),
    })),
  );
}

/** Does what an error offers to do, and shows what came of it. */
async function follow(
  act: RegistryError['look'],
  title: string,
  account: Account,
  services: Services,
): Promise<void> {
  if (act === undefined) return;
  await attempt(account, services, async () => {
    const outcome = await services.progress(title, act);
    await settle(outcome, account, services);
  });
}

export function accountNode(account: Account): AccountNode {
  return { type: 'account', id: nodeId(account.id, []), account };
}
