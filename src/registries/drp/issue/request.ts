import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { escapePart, type Query } from '../../../net/http/url.ts';
import type { FormValues } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { type Claim, readClaim } from '../claims/claim.ts';
import { rectangle } from '../claims/rectangle.ts';

/** What a token is asked to be limited to. */
export type Rights =
  | { readonly kind: 'everything' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] }
  /** Triplets through a role that is made for them. */
  | { readonly kind: 'new-role'; readonly name: string; readonly claims: readonly Claim[] };

/** Seconds that stand for “never”: 36 500 days (docs/registries/drp.md §3). */
const neverSeconds = 3_153_600_000;

/** The longest life that is asked for. */
export const longest = () => ({ seconds: neverSeconds, inWords: t('100 years') });

/** The longest query that is sent; proxies cut off what is much longer. */
const longestQuery = 6000;

/** Reads the answers of the issue wizard. Rejects with `invalid-input` what no request can carry. */
export function readRights(values: FormValues): Rights {
  switch (text(values, 'rights')) {
    case 'roles': {
      const roles = list(values, 'roles');
      if (roles.length === 0) throw invalid(t('Choose at least one role.'));
      return { kind: 'roles', roles };
    }
    case 'claims': {
      const claims = readClaims(list(values, 'claims'));
      return text(values, 'via') === 'role'
        ? { kind: 'new-role', name: text(values, 'roleName'), claims }
        : { kind: 'claims', claims };
    }
    default:
      return { kind: 'everything' };
  }
}

function readClaims(lines: readonly string[]): readonly Claim[] {
  if (lines.length === 0) throw invalid(t('Add at least one triplet.'));
  return lines.map((line) => {
    const claim = readClaim(line);
    if (claim === undefined)
      throw invalid(t('“{0}” is not a triplet of scope, action and specific.', line));
    return claim;
  });
}

/** Whole seconds of the answer. */
export function readSeconds(values: FormValues): number {
  const lifetime = text(values, 'lifetime');
  if (lifetime === 'never') return neverSeconds;
  const seconds = Number(lifetime);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw invalid(t('The lifetime is not whole seconds.'));
  return seconds;
}

/** The parameters of a token request. One triplet at most (docs/registries/drp.md §2.3). */
export function queryOf(rights: Rights): Query {
  switch (rights.kind) {
    case 'everything':
      return {};
    case 'roles':
      return { roles: rights.roles.join(',') };
    case 'new-role':
      return { roles: rights.name };
    case 'claims': {
      const problem = whyNotDirect(rights.claims);
      const claim = rectangle(rights.claims);
      if (problem !== undefined || claim === undefined) throw invalid(problem ?? '');
      return { ...claim };
    }
  }
}

/** Why triplets cannot go into a request as they are; `undefined` when they can. */
export function whyNotDirect(claims: readonly Claim[]): string | undefined {
  const claim = rectangle(claims);
  if (claim === undefined) {
    return t(
      'A token request carries one triplet, and these {0} cannot be said in one without granting more.',
      claims.length,
    );
  }
  const { length } = escapePart(`${claim.scope}${claim.action}${claim.specific}`);
  return length > longestQuery
    ? t('These {0} triplets are too long for one request.', claims.length)
    : undefined;
}

/** Why a server before 3.9, which takes each part word for word, cannot grant it (§8). */
export function whyNotLiteral(claims: readonly Claim[]): string | undefined {
  const [first, ...others] = claims;
  if (first === undefined || others.length > 0) {
    return t('DRP before 3.9 accepts one triplet; these are {0}.', claims.length);
  }
  const list = [first.scope, first.action, first.specific].find((part) => part.includes(','));
  return list === undefined
    ? undefined
    : t('DRP before 3.9 reads “{0}” as one name, which no object has: choose one, or *.', list);
}

const invalid = (message: string) => new RegistryError('invalid-input', message);
