import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';

/** What may pass: the token is refreshed later. Anything else is told once, and not tried again. */
const passing: readonly string[] = ['unreachable', 'timeout', 'proxy', 'rate-limited', 'server'];

/** Refreshes a token that is kept alive. Never rejects; `later`: it may be tried again. */
export async function refreshKept(
  record: TokenRecord,
  services: Services,
  signal: AbortSignal,
): Promise<'done' | 'later'> {
  const { sessions, vault, log } = services;
  const account = vault.accounts.get(record.accountId);
  if (account === undefined) return 'later';
  try {
    const action = (await sessions.registry(account)).actions.refresh;
    if (action === undefined) return 'later';
    const { targetOf } = await import('../actions/pick/record-target.ts');
    const { operate } = await import('../actions/settle.ts');
    const { item } = targetOf(record, account, 'refresh');
    const run = () => action.run(item, {}, signal);
    const outcome = await operate(run, { account, item }, services, signal);
    log.info(`${account.label}: ${outcome.message}`);
    return 'done';
  } catch (error) {
    return failed(record, account.label, error, services);
  }
}

async function failed(
  record: TokenRecord,
  label: string,
  error: unknown,
  { vault, log, messages }: Services,
): Promise<'done' | 'later'> {
  const failure = toRegistryError(error);
  if (failure.code === 'cancelled') return 'later';
  log.error(`${label}: ${record.label}`, failure);
  if (passing.includes(failure.code)) return 'later';
  await vault.tokens.setKeepAlive(record.id, false);
  void messages.warn(t('{0} is no longer kept alive. {1}', record.label, failure.message));
  return 'done';
}
