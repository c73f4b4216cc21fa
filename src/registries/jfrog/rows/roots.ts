import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { lines } from '../../shared/details.ts';
import { type Facts, hasFeature } from '../client/facts.ts';
import { needsVersion } from '../client/version.ts';
import { fileSharing } from '../connect/shared-refresh.ts';
import { generationOf, type JfrogContext } from '../context.ts';
import { minePath, pairingPath, usersPath } from '../paths.ts';
import { tokenOrders, userOrders } from './orders.ts';

/** The rows of an account: own tokens and, for admins, everybody's and pairings. */
export async function roots(context: JfrogContext, signal: AbortSignal): Promise<readonly Item[]> {
  context.facts.forget();
  const facts = await context.facts.get(signal);
  const generation = generationOf(context, facts);
  const noRevokeByValue = generation.noRevokeByValue(facts);
  const own = mine(facts, generation.remarks(facts), await unrenewed(context));
  return facts.isAdmin
    ? [own, withRevokeByValue(everybody(), noRevokeByValue), pairing(facts)]
    : [
        withRevokeByValue(
          {
            ...own,
            blocked: { pair: t('Only admins may request a pairing token.') },
          },
          noRevokeByValue,
        ),
      ];
}

/** Why the sign-in is not renewed although it could be. */
async function unrenewed({ connection }: JfrogContext): Promise<string | undefined> {
  const file = await fileSharing(connection, await connection.signIn());
  return (
    file &&
    t(
      'not renewed: the JFrog CLI holds the same refresh token ({0}), and whichever of the two used it first would end the sign-in of the other. Sign in again for one of this account alone.',
      file,
    )
  );
}

/** The own tokens; what an older server lacks is said in the tooltip. */
const mine = (facts: Facts, remarks: readonly string[], obstacle: string | undefined): Item => ({
  path: minePath,
  type: 'group',
  label: t('My tokens'),
  description: facts.userName,
  hasChildren: true,
  details: lines([t('Server'), remarks.join(' ')], [t('Sign-in'), obstacle]),
  orders: tokenOrders(),
  can: ['issue'],
  within: ['refresh', 'revoke', 'verify'],
});

const everybody = (): Item => ({
  path: usersPath,
  type: 'group',
  label: t('All users'),
  description: t('everybody’s tokens'),
  hasChildren: true,
  orders: userOrders(),
  can: ['issue'],
  within: ['issue', 'refresh', 'revoke', 'verify'],
});

/** The row from which a token is revoked by its text, or the reason why it is not. */
const withRevokeByValue = (row: Item, obstacle: string | undefined): Item =>
  obstacle === undefined
    ? { ...row, can: [...row.can, 'revokeValue'] }
    : { ...row, blocked: { ...row.blocked, revokeValue: obstacle } };

function pairing(facts: Facts): Item {
  const can = hasFeature(facts, 'pairing');
  return {
    path: pairingPath,
    type: 'group',
    label: t('Pairing tokens'),
    description: t('five minutes each'),
    hasChildren: true,
    can: can ? ['pair'] : [],
    within: [],
    ...(can ? {} : { blocked: { pair: needsVersion(facts.version, 'pairing') } }),
  };
}
