import type { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Plan } from '../../delivery/cluster/put.ts';
import { pullSecret, pullSecretFacts } from '../../delivery/places/pull-secret.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';
import { remember } from './remember.ts';

interface Failed {
  /** Namespace and name of the Secret. */
  readonly where: string;
  readonly error: RegistryError;
}

/** What became of the plans: how many were carried out, and what the others failed by. */
interface CarriedOut {
  readonly done: number;
  readonly failed: readonly Failed[];
}

/**
 * Carries plans out, one after the other, each once; one that fails keeps no other. Where a token
 * went, or may have gone, is remembered.
 */
async function carryOutAll(
  plans: readonly Plan[],
  record: TokenRecord,
  host: string,
  services: Services,
): Promise<CarriedOut> {
  const failed: Failed[] = [];
  let done = 0;
  await services.progress(t('Putting {0} into the cluster…', record.label), async (signal) => {
    for (const { target, carryOut: send } of plans) {
      const facts = pullSecretFacts({ ...target, host });
      try {
        await send(signal);
        done += 1;
        await remember(pullSecret, record, facts, services);
      } catch (error) {
        const failure = toRegistryError(error);
        if (failure.code === 'lost-answer') await remember(pullSecret, record, facts, services);
        const where = `${target.namespace}/${target.secret}`;
        services.log.error(`${target.context}: ${where}`, failure);
        failed.push({ where, error: failure });
      }
    }
  });
  return { done, failed };
}

/** As `carryOutAll`, and says what became of it. Rejects where there was one and it failed. */
export async function carryOut(
  plans: readonly Plan[],
  record: TokenRecord,
  host: string,
  services: Services,
): Promise<void> {
  const { done, failed } = await carryOutAll(plans, record, host, services);
  const [first] = plans;
  const [fault] = failed;
  if (first === undefined) return;
  if (fault !== undefined && plans.length === 1) throw fault.error;
  const { context, secret } = first.target;
  const { label } = record;
  const said =
    plans.length === 1
      ? t('The pull secret {0} of “{1}” logs in to {2} with {3}.', secret, context, host, label)
      : t('{0} of {1} pull secrets of “{2}” have {3}.', done, plans.length, context, label);
  if (fault === undefined) {
    void services.messages.info(said);
    return;
  }
  const why = failed.map(({ where, error }) => `${where}: ${error.message}`);
  void services.messages.warn([said, ...why].join(' '));
}
