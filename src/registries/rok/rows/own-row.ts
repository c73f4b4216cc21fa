import { t } from '../../../core/l10n.ts';
import type { Detail, Item } from '../../contract/item.ts';
import type { RokContext } from '../context.ts';
import { ownPath } from '../paths.ts';

/** Nothing is published that would revoke a token or list them (docs/registries/rok.md §1). */
export const notRevocable = (): string =>
  t('Rok has no way to revoke a token: it ends by itself. Forget removes it from this machine.');

/** The one row of an account: the tokens below it are those issued here. */
export function ownRow(context: RokContext): Item {
  const { connection, options } = context;
  return {
    path: ownPath,
    type: 'user',
    label: connection.account.userName || options.user,
    description: t('you'),
    details: details(context),
    hasChildren: true,
    can: ['issue'],
    within: ['verify'],
    blocked: { revoke: notRevocable() },
  };
}

/** What is known without asking the cluster. */
export function details({ options, manage, directory }: RokContext): readonly Detail[] {
  const { context, namespace, service, user } = options;
  const { place } = manage;
  const account = directory.known(user);
  return [
    { label: t('Context'), value: context },
    { label: t('Service'), value: `${namespace}/${service}` },
    ...(place === undefined
      ? []
      : [{ label: t('Pod'), value: `${place.pod} (${place.container})` }]),
    ...(account === undefined ? [] : [{ label: t('UUID'), value: account.uuid }]),
  ];
}
