import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { lines } from '../../shared/details.ts';
import type { QuayContext } from '../context.ts';
import { issuerPath } from '../paths.ts';
import type { RobotName } from './names.ts';

/** The outside identities that a robot trusts, in the order of the server. */
export async function issuers(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const found = await context.federation.list(robot, signal);
  return found.map((entry) => ({
    path: issuerPath(robot, entry),
    type: 'issuer',
    label: entry.issuer,
    description: entry.subject,
    details: lines([t('Issuer'), entry.issuer], [t('Subject'), entry.subject]),
    hasChildren: false,
    can: ['removeIssuer'],
    within: [],
  }));
}
