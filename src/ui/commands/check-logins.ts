import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { attempt } from '../actions/attempt.ts';
import { type Act, actsOn } from '../delivery/doctor/acts.ts';
import { checkFound } from '../delivery/doctor/check.ts';
import { findInCluster, findLogins, type Namespace } from '../delivery/doctor/find.ts';
import { type FoundLogin, isCheckable, type Verdict } from '../delivery/doctor/found-login.ts';
import { namespaceForm, readNamespace } from '../delivery/doctor/namespace-form.ts';
import { type Choice, rowsOf } from '../delivery/doctor/rows.ts';
import { untrustedFolders } from '../editor/untrusted-folders.ts';
import type { Services } from '../services.ts';
import { runForm } from '../wizard/form.ts';

/** What was learned while the list was open; it is forgotten with it. */
interface Learned {
  readonly verdicts: Map<string, Verdict>;
  readonly namespaces: Namespace[];
}

/**
 * Lists the logins that the tools of this machine keep, and what can be done with each, until the
 * person leaves the list. Nothing is asked of a registry that the person did not say yes to.
 */
export async function checkLogins(services: Services): Promise<void> {
  const learned: Learned = { verdicts: new Map(), namespaces: [] };
  await attempt(undefined, services, async () => {
    if (untrustedFolders().length > 0) {
      throw new RegistryError(
        'forbidden',
        t('This workspace is not trusted, so the logins of this machine are not looked at.'),
        { repair: null },
      );
    }
    for (;;) {
      const choice = await chooseLogin(learned, services);
      if (choice === undefined) return;
      if (choice === 'serve') {
        await services.run('serveToken');
        return;
      }
      if (choice === 'cluster') await addNamespace(learned, services);
      else await doSomething(choice.found, learned, services);
    }
  });
}

async function chooseLogin(learned: Learned, services: Services): Promise<Choice | undefined> {
  const findings = await findLogins(services);
  const inClusters: FoundLogin[] = [];
  for (const namespace of learned.namespaces) {
    inClusters.push(...(await findInCluster(namespace, services)));
  }
  const logins = [...findings.logins, ...inClusters];
  const picked = await services.steps.pick<Choice>({
    frame: { title: t('Logins on This Machine'), step: 1, totalSteps: 1 },
    placeholder: foundText(logins.length),
    rows: rowsOf({ ...findings, logins }, learned.verdicts, services.clock.now()),
  });
  return picked.kind === 'value' ? picked.value : undefined;
}

function foundText(count: number): string {
  if (count === 0) return t('No login was found');
  return count === 1 ? t('1 login was found') : t('{0} logins were found', count);
}

async function addNamespace({ namespaces }: Learned, services: Services): Promise<void> {
  const kube = await services.sessions.kubernetes();
  const values = await runForm(namespaceForm(kube), { doors: services });
  if (values !== undefined) namespaces.push(readNamespace(values));
}

async function doSomething(
  found: FoundLogin,
  { verdicts }: Learned,
  services: Services,
): Promise<void> {
  const { login } = found;
  const picked = await services.steps.pick<Act>({
    frame: { title: login.host, step: 1, totalSteps: 1 },
    placeholder: t('What do you want to do?'),
    canGoBack: true,
    rows: [...checkAct(found, verdicts, services), ...(await actsOn(found, services))].map(
      (act) => ({
        icon: act.icon,
        label: act.label,
        detail: act.detail,
        value: act,
      }),
    ),
  });
  if (picked.kind === 'value') await attempt(undefined, services, picked.value.run);
}

/** A login with nothing to send, or with nobody to ask, cannot be checked. */
function checkAct(
  found: FoundLogin,
  verdicts: Map<string, Verdict>,
  services: Services,
): readonly Act[] {
  if (!isCheckable(found.login)) return [];
  return [
    {
      icon: 'search',
      label: t('Check with Registry…'),
      detail: t('Asks it once whether it accepts the login, and for what.'),
      run: async () => {
        const verdict = await checkFound(found, services);
        if (verdict === undefined) return;
        verdicts.set(found.login.id, verdict);
        // In full: the row has no room for it.
        if (verdict.state !== 'accepted') void services.messages.warn(verdict.message);
      },
    },
  ];
}
