import { t } from '../../../core/l10n.ts';
import type { Services } from '../../services.ts';
import { type Node, nodeId, pasted } from '../../tree/node.ts';
import type { FindStepOptions } from '../../wizard/find-step.ts';
import { withSecret } from './able.ts';
import type { TokenTarget } from './token-target.ts';

/** What can be done to a token that was found, whatever it was looked for. */
export const rowButtons = (services: Services): FindStepOptions<TokenTarget>['buttons'] => {
  const { view, run } = services;
  const fits = (target: TokenTarget): boolean => withSecret.can(target, services);
  return [
    {
      icon: 'copy',
      tooltip: t('Copy Token'),
      fits,
      run: (target) => void run('copyToken', nodeOf(target)),
    },
    {
      icon: 'code',
      tooltip: t('Copy Token As…'),
      fits,
      run: (target) => void run('copyTokenAs', nodeOf(target)),
    },
    {
      icon: 'list-tree',
      tooltip: t('Go to Token'),
      run: ({ record }) => void view.goTo(record.accountId, record.path),
    },
  ];
};

/** The row of the tree, as a command takes it, whether the tree shows it or not. */
function nodeOf({ record, account, item }: TokenTarget): Node {
  if (account === undefined || item === undefined) {
    return { type: 'record', id: record.id, account, record, parent: pasted };
  }
  const id = nodeId(account.id, item.path);
  const parent = { type: 'account', id: nodeId(account.id, []), account } as const;
  return { type: 'item', id, account, item, parent };
}
