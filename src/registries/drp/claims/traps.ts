import { t } from '../../../core/l10n.ts';
import type { Remark } from '../../contract/form.ts';
import { type Catalog, knowsAction } from './catalog.ts';
import { type Claim, names, wildcard } from './claim.ts';
import { containsAll } from './contains.ts';
import { enumerate } from './explain.ts';

/** What the user of a token may do; `undefined` when the server does not tell. */
export type Rights = readonly (readonly Claim[])[] | undefined;

/**
 * What a person should know of a triplet before it is asked for (docs/registries/drp.md §2.4): it
 * is allowed, but will not do what it seems to. `rights` are the claims of the user's roles, role
 * by role.
 */
export function traps(claim: Claim, catalog: Catalog, rights: Rights): readonly Remark[] {
  return [
    ...unknownScopes(claim, catalog),
    ...unknownActions(claim, catalog),
    ...starInList(claim),
    ...listsNothing(claim),
    ...everything(claim),
    ...dropped(claim, catalog, rights),
  ];
}

const warning = (message: string): Remark => ({ severity: 'warning', message });

export function unknownScopes(
  { scope }: Pick<Claim, 'scope'>,
  catalog: Catalog,
): readonly Remark[] {
  if (scope === wildcard) return [];
  const unknown = names(scope).filter((name) => !catalog.has(name) && name !== wildcard);
  return unknown.length === 0
    ? []
    : [warning(t('The server knows no scope {0}: it grants nothing.', enumerate(unknown)))];
}

export function unknownActions(
  { scope, action }: Pick<Claim, 'scope' | 'action'>,
  catalog: Catalog,
): readonly Remark[] {
  if (action === wildcard) return [];
  const scopes = (scope === wildcard ? [...catalog.keys()] : names(scope)).filter((name) =>
    catalog.has(name),
  );
  if (scopes.length === 0) return [];
  const unknown = names(action).filter(
    (verb) => verb !== wildcard && !scopes.some((name) => knowsAction(catalog, name, verb)),
  );
  return unknown.length === 0
    ? []
    : [
        warning(
          t('The server knows no action {0} on {1}: it grants nothing.', enumerate(unknown), scope),
        ),
      ];
}

function starInList(claim: Claim): readonly Remark[] {
  const parts = [claim.scope, claim.action, claim.specific];
  return parts.some((part) => part !== wildcard && names(part).includes(wildcard))
    ? [warning(t('A “*” inside a list is not a wildcard: only a “*” alone means everything.'))]
    : [];
}

function listsNothing({ action, specific }: Claim): readonly Remark[] {
  if (specific === wildcard) return [];
  const without = names(action).filter((verb) => verb === 'list' || verb === 'create');
  if (without.length > 0) {
    return [
      warning(
        t(
          '{0} needs the specific *: with a name, lists come back empty and nothing can be created.',
          enumerate(without),
        ),
      ),
    ];
  }
  return action === wildcard
    ? [warning(t('With a name, nothing can be listed or created: that needs the specific *.'))]
    : [];
}

function everything({ scope, action, specific }: Claim): readonly Remark[] {
  return [scope, action, specific].every((part) => part === wildcard)
    ? [warning(t('This is a full wildcard: the token is not narrowed at all.'))]
    : [];
}

function dropped(claim: Claim, catalog: Catalog, rights: Rights): readonly Remark[] {
  if (rights === undefined || rights.some((role) => containsAll(role, [claim], catalog))) return [];
  return [
    warning(
      t('No role of the user allows all of this: the server drops rights the user does not have.'),
    ),
  ];
}
