import { t } from '../../../core/l10n.ts';
import type { Item } from '../../item.ts';
import type { JfrogContext } from '../context.ts';
import { hasFeature, type Facts } from '../facts.ts';
import { minePath, pairingPath, usersPath } from '../paths.ts';
import { needsVersion } from '../version.ts';

/** The rows of an account: own tokens and, for admins, everybody's and pairings. */
export async function roots(context: JfrogContext, signal: AbortSignal): Promise<readonly Item[]> {
  context.facts.forget();
  const facts = await context.facts.get(signal);
  const mine: Item = {
    path: minePath,
    type: 'group',
    label: t('My tokens'),
    description: facts.userName,
    hasChildren: true,
    can: ['issue'],
    within: ['refresh', 'revoke', 'verify'],
    ...(facts.isAdmin
      ? {}
      : {
          blocked: {
            pair: t('Only admins may request a pairing token.'),
            revokeValue: t('Only admins may revoke a token by its text.'),
          },
        }),
  };
  return facts.isAdmin ? [mine, everybody(facts), pairing(facts)] : [mine];
}

function everybody(facts: Facts): Item {
  const byValue = hasFeature(facts, 'revokeByValue');
  return {
    path: usersPath,
    type: 'group',
    label: t('All users'),
    description: t('everybody’s tokens'),
    hasChildren: true,
    can: byValue ? ['issue', 'revokeValue'] : ['issue'],
    within: ['issue', 'refresh', 'revoke', 'verify'],
    ...(byValue ? {} : { blocked: { revokeValue: needsVersion(facts.version, 'revokeByValue') } }),
  };
}

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
