import { t } from '../../core/l10n.ts';
import type { TokenLanguage } from '../../core/token-language.ts';
import { memberOf, textOf, textsOf } from '../../core/values.ts';
import { visible } from '../../core/visible.ts';
import { type Claim, names, wildcard } from './claims/claim.ts';

/** What the words of Digital Rebar's tokens mean (docs/registries/drp.md §4). */
export const tokenLanguage: TokenLanguage = {
  // The user's name is in `jti`; `sub` is never set.
  who: ({ iss, jti }) => {
    const user = iss === 'digitalrebar provision' ? textOf(jti) : undefined;
    return user && visible(user, 80);
  },
  what: (claims) => {
    const direct = claimsOf(claims['drp_claims']) ?? [];
    if (direct.length > 0) return { kind: 'rights', rights: direct.map(claimText) };
    const roles = textsOf(claims['DrpRoles']).map((role) => visible(role, 40));
    return roles.length > 0 ? { kind: 'roles', roles } : undefined;
  },
  allowsEverything: (claims) =>
    claimsOf(claims['drp_claims'])?.some(
      ({ scope, action }) => scope === wildcard || action === wildcard,
    ) === true,
  meaning: (name) => {
    switch (name) {
      case 'drp_claims':
        return t('what it may do without any role (Digital Rebar)');
      case 'DrpRoles':
        return t('its roles; what they allow is looked up at each request (Digital Rebar)');
      case 'grantor_claims':
        return t('whose secrets must still be the same (Digital Rebar)');
      default:
        return undefined;
    }
  },
  lines: (name, claims) => {
    switch (name) {
      case 'drp_claims':
        return claimsOf(claims[name])?.map(claimText);
      case 'DrpRoles':
        return textsOf(claims[name]).map((text) => visible(text, 80));
      case 'grantor_claims':
        return grantorLines(claims[name]);
      default:
        return undefined;
    }
  },
  opaque: (id) =>
    id === 'drp'
      ? {
          title: t('An encrypted token, in form one of Digital Rebar'),
          note: t('Its claims and its end are encrypted with a key that only its server has.'),
          advice: t(
            'The tree shows when a token of an account ends. When a pasted one ends, nobody else knows.',
          ),
        }
      : undefined,
};

/** The triplets of a claim; `undefined` when it is not of this form. */
function claimsOf(claims: unknown): readonly Claim[] | undefined {
  if (!Array.isArray(claims)) return undefined;
  const found: Claim[] = [];
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
function claimText({ scope, action, specific }: Claim): string {
  const anything = specific === wildcard || specific === '';
  if (scope === wildcard && action === wildcard && anything) return t('do everything');
  const acts = action === wildcard ? t('do everything') : list(action);
  const what = scope === wildcard ? t('all objects') : list(scope);
  return anything ? t('{0} on {1}', acts, what) : t('{0} on {1}: {2}', acts, what, list(specific));
}

/** Who vouches for the token. Of the secrets beside the names nothing is said. */
function grantorLines(grantor: unknown): readonly string[] {
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

const list = (part: string): string =>
  names(part)
    .map((name) => visible(name, 60))
    .join(', ');
