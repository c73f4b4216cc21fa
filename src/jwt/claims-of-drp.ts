import { t } from '../core/l10n.ts';
import { memberOf, textOf } from './values.ts';
import type { Values } from './values.ts';
import { visible } from './visible.ts';

/** A right of Digital Rebar: comma lists, `*` for everything (docs/registries/drp.md §2.4, §4). */
interface DrpClaim {
  readonly scope: string;
  readonly action: string;
  readonly specific: string;
}

/** `undefined` when the claim is not of this form. */
export function drpClaimsOf(claims: unknown): readonly DrpClaim[] | undefined {
  if (!Array.isArray(claims)) return undefined;
  const found: DrpClaim[] = [];
  for (const claim of claims as readonly unknown[]) {
    const [scope, action, specific] = ['scope', 'action', 'specific'].map((name) =>
      memberOf(claim, name),
    );
    if (typeof scope !== 'string' || typeof action !== 'string') return undefined;
    found.push({ scope, action, specific: typeof specific === 'string' ? specific : '' });
  }
  return found;
}

/** `get, list on machines`, `do everything` */
export function drpClaimText({ scope, action, specific }: DrpClaim): string {
  if (scope === '*' && action === '*' && (specific === '*' || specific === '')) {
    return t('do everything');
  }
  const acts = action === '*' ? t('do everything') : list(action);
  const what = scope === '*' ? t('all objects') : list(scope);
  return specific === '*' || specific === ''
    ? t('{0} on {1}', acts, what)
    : t('{0} on {1}: {2}', acts, what, list(specific));
}

export function isDrpWildcard({ scope, action }: DrpClaim): boolean {
  return scope === '*' || action === '*';
}

/** The user's name is in `jti`; `sub` is never set (docs/registries/drp.md §4). */
export function drpUser(values: Values): string | undefined {
  return textOf(memberOf(values, 'iss')) === 'digitalrebar provision'
    ? textOf(memberOf(values, 'jti'))
    : undefined;
}

/** Who vouches for the token. Of the secrets beside the names nothing is said. */
export function grantorLines(grantor: unknown): readonly string[] {
  const by = textOf(memberOf(grantor, 'grantor_id'));
  const user = textOf(memberOf(grantor, 'user_id'));
  const machine = textOf(memberOf(grantor, 'machine_uuid'));
  return [
    ...(by === 'secret'
      ? [t('granted by the system')]
      : by === undefined
        ? []
        : [t('granted by {0}; ends when that user’s secret changes', visible(by, 60))]),
    ...(user === undefined ? [] : [t('acts as {0}', visible(user, 60))]),
    ...(machine === undefined ? [] : [t('for the machine {0}', visible(machine, 60))]),
  ];
}

const list = (text: string): string =>
  text
    .split(',')
    .map((part) => visible(part.trim(), 60))
    .join(', ');
