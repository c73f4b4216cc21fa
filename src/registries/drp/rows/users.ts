import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { type Page, pageOf } from '../../contract/page.ts';
import type { DrpContext } from '../context.ts';
import { userPath } from '../paths.ts';
import { issuesForOthers } from '../wire/info.ts';
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
  const { userName } = context.connection.account;
  const others = issuesForOthers(await context.info.get(signal));
  let found = 0;
  let isSelfSeen = false;
  try {
    for await (const page of context.client.users(signal)) {
      found += page.length;
      isSelfSeen ||= page.some(({ name }) => name === userName);
      const rows = page.map((user) => userRow(context, user, others));
      if (found > 0) yield page.total === undefined ? rows : pageOf(rows, page.total);
    }
  } catch (error) {
    // Before 3.9 who may not list is refused.
    if (found > 0 || !(error instanceof RegistryError) || error.code !== 'forbidden') throw error;
  }
  // A tenant can hide its own users, and all others.
  if (found > 0 && !isSelfSeen) yield [await ownUser(context, signal)];
  if (found === 0) yield [await ownUser(context, signal), noList()];
}

/** @param others whether this version issues tokens for others that live */
function userRow({ connection }: DrpContext, user: User, others: boolean): Item {
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
    can: isSelf || others ? ['issue', 'revoke'] : ['revoke'],
    within: [],
  };
}

async function ownUser(context: DrpContext, signal: AbortSignal): Promise<Item> {
  const { userName } = context.connection.account;
  try {
    return userRow(context, await context.client.user(userName, signal), true);
  } catch (error) {
    // A narrowed token may not even read its own user, nor may one whose tenant hides it.
    const isUnseen = error instanceof RegistryError && /^(?:not-found|forbidden)$/.test(error.code);
    if (!isUnseen) throw error;
    return userRow(context, { name: userName, description: '', roles: undefined }, true);
  }
}

const noList = (): Item => ({
  path: ['no-list'],
  type: 'note',
  label: t('Other users are not shown'),
  description: t('the sign-in lacks the right users:list, or its tenant shows none'),
  hasChildren: false,
  can: [],
  within: [],
});
