import { t } from '../../../core/l10n.ts';
import { neverEnds } from '../../../core/lifetime.ts';
import type { Item } from '../../contract/item.ts';
import { belowRobot } from '../paths.ts';
import type { RobotName } from './names.ts';

/**
 * The rows below a robot: its token, where it may read and write, whom it trusts, what it did. None
 * costs a request, and each of the latter fails on its own when it is expanded.
 */
export function robotChildren(robot: RobotName, row: Item): readonly Item[] {
  const can = row.can.filter((action) => action !== 'delete');
  const token: Item = {
    path: belowRobot(robot, 'token'),
    type: 'token',
    label: t('Robot token'),
    lifetime: neverEnds,
    ...(row.token === undefined ? {} : { token: row.token }),
    hasChildren: false,
    can: can.filter(
      (action) => action === 'fetch' || action === 'verify' || action === 'regenerate',
    ),
    within: [],
    ...(row.blocked === undefined ? {} : { blocked: row.blocked }),
  };
  const repositories: Item = {
    path: belowRobot(robot, 'repositories'),
    type: 'group',
    label: t('Repositories'),
    hasChildren: true,
    can: can.filter((action) => action === 'setPermissions'),
    within: ['setPermissions'],
  };
  const issuers: Item = {
    path: belowRobot(robot, 'issuers'),
    type: 'group',
    label: t('Trusted issuers'),
    hasChildren: true,
    can: can.filter((action) => ['makeKeyless', 'addIssuer', 'exchange'].includes(action)),
    within: ['removeIssuer'],
  };
  const acts: Item = {
    path: belowRobot(robot, 'acts'),
    type: 'group',
    label: t('Recent activity'),
    hasChildren: true,
    can: [],
    within: [],
  };
  return [
    token,
    repositories,
    ...(row.can.includes('addIssuer') ? [issuers] : []),
    // The logs are for those who may read the token as well.
    ...(row.can.includes('fetch') ? [acts] : []),
  ];
}
