import { t } from '../../core/l10n.ts';
import type { Plan } from '../../delivery/cluster/put.ts';

/** As many hosts are named in a line. */
const mostHosts = 5;

/** What becomes of one Secret, in a line of a question: hosts, and nothing of their logins. */
export function planLine(plan: Plan, host: string): string {
  const { accounts, managedBy } = plan;
  return [
    `• ${whatChanges(plan, host)}`,
    ...(accounts.length === 0
      ? []
      : [t('Pods of these service accounts use it automatically: {0}.', accounts.join(', '))]),
    ...(managedBy === undefined
      ? []
      : [t('{0} manages this Secret and may write it anew.', managedBy)]),
  ].join(' ');
}

function whatChanges({ change, target, others }: Plan, host: string): string {
  const { namespace, secret } = target;
  switch (change) {
    case 'create':
      return t('{0}/{1}: a new Secret with {2}.', namespace, secret, host);
    case 'add':
      return t('{0}/{1}: {2} is added. {3}', namespace, secret, host, whatStays(others));
    case 'replace':
      return t(
        '{0}/{1}: the login for {2} is replaced. {3}',
        namespace,
        secret,
        host,
        whatStays(others),
      );
    case 'none':
      return t('{0}/{1}: has this login already.', namespace, secret);
  }
}

function whatStays(others: readonly string[]): string {
  if (others.length === 0) return t('It has no other hosts.');
  const named = others.slice(0, mostHosts).join(', ');
  const rest = others.length - mostHosts;
  return rest > 0 ? t('Unchanged: {0} and {1} more.', named, rest) : t('Unchanged: {0}.', named);
}
