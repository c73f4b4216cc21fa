import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { pageOf, type Page } from '../../contract/page.ts';
import type { DrpContext } from '../context.ts';
import { userPath } from '../paths.ts';
import type { User } from '../wire/user.ts';

/**
 * The rows of an account: all users in pages. Who may not list them sees the own user alone, which
 * everybody may read, and why.
 */
export async function* users(
  context: DrpContext,
  signal: AbortSignal,
): AsyncGenerator<Page<Item>, void, undefined> {
  context.info.forget();
  context.roles.forget();
  let found = 0;
  try {
    for await (const page of context.client.users(signal)) {
      found += page.length;
      const rows = page.map((user) => userRow(context, user));
      if (found > 0) yield page.total === undefined ? rows : pageOf(rows, page.total);
    }
  } catch (error) {
    // Before 3.9 who may not list is refused.
    if (found > 0 || !(error instanceof RegistryError) || error.code !== 'forbidden') throw error;
  }
  if (found === 0) yield [await ownUser(context, signal), noList()];
}

function userRow({ connection }: DrpContext, user: User): Item {
  const isSelf = user.name === connection.account.userName;
  const words = [isSelf ? t('you') : '', user.roles?.join(', ') ?? '', user.description];
  return {
    path: userPath(user.name),
    type: 'user',
    label: user.name,
    description: words.filter((word) => word !== '').join(' · '),
    details: [
      ...(user.roles === undefined
        ? []
        : [
            {
              label: t('Roles'),
              value: user.roles.length === 0 ? t('none') : user.roles.join(', '),
            },
          ]),
      ...(user.description === '' ? [] : [{ label: t('Description'), value: user.description }]),
    ],
    hasChildren: true,
    can: ['issue', 'revoke'],
    within: [],
  };
}

async function ownUser(context: DrpContext, signal: AbortSignal): Promise<Item> {
  const { userName } = context.connection.account;
  try {
    return userRow(context, await context.client.user(userName, signal));
  } catch (error) {
    // A narrowed token may not even read its own user, nor may one whose tenant hides it.
    const isUnseen = error instanceof RegistryError && /^(?:not-found|forbidden)$/.test(error.code);
    if (!isUnseen) throw error;
    return userRow(context, { name: userName, description: '', roles: undefined });
  }
}

const noList = (): Item => ({
  path: ['no-list'],
  type: 'note',
  label: t('Other users are not shown'),
  description: t('the sign-in lacks the right users:list'),
  hasChildren: false,
  can: [],
  within: [],
});
