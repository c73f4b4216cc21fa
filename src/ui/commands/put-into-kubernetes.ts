import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { type Plan, planDelivery } from '../../delivery/cluster/put.ts';
import type { Login } from '../../delivery/docker/helper.ts';
import { mustBeHost } from '../../delivery/docker/login.ts';
import { kubernetesName } from '../../registries/shared/copy-as/quoting.ts';
import { mayHandOut } from '../actions/caution.ts';
import { forImages } from '../actions/pick/able.ts';
import { withToken } from '../actions/with-token.ts';
import { type ClusterAnswers, clusterForm, readAnswers } from '../delivery/cluster-form.ts';
import { imageLogin } from '../delivery/image-login.ts';
import { planLine } from '../delivery/plan-line.ts';
import { carryOut } from '../delivery/put-into-cluster.ts';
import type { Services } from '../services.ts';
import { runForm } from '../wizard/form.ts';

/** Puts a token into pull secrets of a cluster, as one login beside those that are there. */
export async function putIntoKubernetes(row: unknown, services: Services): Promise<void> {
  const title = t('Put into Kubernetes');
  await withToken(row, title, services, forImages, async ({ record, secrets }, target) => {
    const { host, user } = imageLogin(record, target.account);
    mustBeHost(host);
    if (!(await mayHandOut(record, services.messages))) return;
    const login = { host, user, secret: secrets.token };
    const answers = await ask(record, services);
    if (answers === undefined) return;
    const plans = await plan(answers, login, services);
    if (!(await confirmed(record, plans, answers, services))) return;
    await carryOut(plans, record, host, services);
  });
}

async function ask(
  { subject }: TokenRecord,
  services: Services,
): Promise<ClusterAnswers | undefined> {
  const kube = await services.sessions.kubernetes();
  const values = await runForm(clusterForm(kube, kubernetesName(`${subject}-pull-secret`)), {
    doors: services,
    remember: { memory: services.memory, name: 'kubernetes' },
  });
  return values === undefined ? undefined : readAnswers(values);
}

/** What it comes to in each namespace; the server has judged it then, and changed nothing. */
async function plan(
  { context, namespaces, secret, accounts }: ClusterAnswers,
  login: Login,
  { sessions, progress }: Services,
): Promise<readonly Plan[]> {
  const kube = await sessions.kubernetes();
  return progress(
    t('Asking the cluster of “{0}” whether it can be done…', context),
    async (signal) => {
      const plans: Plan[] = [];
      for (const namespace of namespaces) {
        const target = { context, namespace, secret };
        plans.push(await planDelivery(kube, target, login, accounts, signal));
      }
      return plans;
    },
  );
}

/** Shows what will be different, by hosts alone, and in which cluster. */
async function confirmed(
  { label, registryHost = '' }: TokenRecord,
  plans: readonly Plan[],
  { context }: ClusterAnswers,
  { messages, sessions }: Services,
): Promise<boolean> {
  if (plans.every(({ isNeeded }) => !isNeeded)) return true;
  const contexts = await (await sessions.kubernetes()).contexts();
  const server = contexts.find(({ name }) => name === context)?.server ?? '';
  const detail = [
    plans.map((one) => planLine(one, registryHost)).join('\n'),
    t(
      'The server of the cluster is {0}. Whoever may read Secrets in these namespaces can read the token.',
      server,
    ),
  ].join('\n\n');
  const yes = await messages.confirm(
    t('Put {0} into the cluster of the context “{1}”?', label, context),
    detail,
    { label: t('Put It There'), value: true },
  );
  return yes === true;
}
