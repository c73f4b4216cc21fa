import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';
import { textOf, textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import type { DecodedJwt, TokenObject } from './decoded.ts';
import { member } from './decoded.ts';
import type { JsonObject } from './json.ts';
import { firstOf } from './languages.ts';
import { rightsOf, rightText } from './rights.ts';
import { isTest } from './test-mark.ts';

/** `robot acme+ci at registry.example.com`: whom the claims name, and by whom it is vouched for. */
export function whoText(
  { values, json }: TokenObject,
  languages: readonly TokenLanguage[],
): string {
  const subject =
    firstOf(languages, ({ who }) => who?.(values)) ??
    commonSubject(values, json) ??
    t('nobody in particular');
  const issuer = textOf(member(values, 'iss'));
  // Who vouches for himself is named once.
  return issuer === undefined || visible(issuer, 80) === subject
    ? subject
    : t('{0} at {1}', subject, visible(issuer, 80));
}

/** As `whoText`; of a test token it says that it is one. */
export function nameText(
  { header, claims }: Pick<DecodedJwt, 'header' | 'claims'>,
  languages: readonly TokenLanguage[],
): string {
  const who = whoText(claims, languages);
  return isTest(header) ? t('Test token: {0}', who) : who;
}

/** Claims that name somebody, those that people recognize first. */
const humanFirst = [
  'name',
  'email',
  'preferred_username',
  'upn',
  'unique_name',
  'username',
  'user_name',
  'login',
  'sub',
  'user_id',
  'client_id',
  'azp',
  'appid',
];

function commonSubject(values: Values, json: JsonObject): string | undefined {
  for (const name of humanFirst) {
    const value = member(values, name);
    const text = Number.isInteger(value) ? numberAt(json, name) : textOf(value);
    if (text !== undefined) return visible(text, 80);
  }
  return undefined;
}

/** A number as it is written: beyond 2⁵³ its value would be another one. */
function numberAt({ members }: JsonObject, name: string): string | undefined {
  const value = members.findLast((candidate) => candidate.name === name)?.value;
  return value?.type === 'number' ? value.source : undefined;
}

/** `may pull acme/web`; `undefined` when the claims do not say what they allow. */
export function whatText(
  { values }: TokenObject,
  languages: readonly TokenLanguage[],
): string | undefined {
  const rights = rightsOf(member(values, 'access'));
  if (rights !== undefined) {
    return rights.length === 0
      ? t('may do nothing with images')
      : may(some(rights).map(rightText), rights.length);
  }
  const allowed = firstOf(languages, ({ what }) => what?.(values));
  if (allowed?.kind === 'rights') return may(allowed.rights);
  const texts = (name: string): readonly string[] => {
    const value = member(values, name);
    // Some issuers write a single one without a list around it.
    const text = textOf(value);
    return text === undefined ? textsOf(value) : [text];
  };
  const roles = allowed?.kind === 'roles' ? allowed.roles : texts('roles');
  const groups = allowed?.kind === 'groups' ? allowed.groups : texts('groups');
  const permissions = [...texts('permissions'), ...texts('entitlements')];
  const scope = ['scope', 'scp'].map((name) => scopeText(member(values, name))).find(Boolean);
  const said = [
    ...(permissions.length === 0 ? [] : [may(permissions.map((text) => visible(text, 40)))]),
    ...(roles.length === 0 ? [] : [t('with the roles {0}', names(roles))]),
    ...(groups.length === 0 ? [] : [t('in the groups {0}', names(groups))]),
    ...(scope === undefined ? [] : [t('with scope {0}', visible(scope, 120))]),
  ];
  return said.length === 0 ? undefined : said.join(', ');
}

const scopeText = (scope: unknown): string | undefined =>
  Array.isArray(scope) ? textOf(textsOf(scope).join(' ')) : textOf(scope);

function names(texts: readonly string[]): string {
  const shown = some(texts.map((text) => visible(text, 40))).join(', ');
  return texts.length > 3 ? t('{0} and {1} more', shown, texts.length - 3) : shown;
}

/** @param count of all of them, where only the first are given */
function may(rights: readonly string[], count = rights.length): string {
  const shown = some(rights).join('; ');
  return count > 3 ? t('may {0} and {1} more', shown, count - 3) : t('may {0}', shown);
}

const some = <T>(all: readonly T[]): readonly T[] => all.slice(0, 3);
