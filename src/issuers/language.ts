import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import { textOf, type Values } from '../core/values.ts';
import { visible } from '../core/visible.ts';

/** An issuer as data: its name, whom its tokens act as, and what its claims say. */
export interface Issuer {
  /** The product's name; not translated. Said beside each meaning, as the one who defined it. */
  readonly name: string;
  readonly who?: (claims: Values) => string | undefined;
  /** What it may do, wherever the issuer puts that: permissions, or else roles, or else groups. */
  readonly permissions?: (claims: Values) => readonly string[];
  readonly roles?: (claims: Values) => readonly string[];
  readonly groups?: (claims: Values) => readonly string[];
  readonly meanings: Readonly<Record<string, () => string>>;
  /** What members of the header say. */
  readonly headers?: Readonly<Record<string, () => string>>;
  readonly lines?: (name: string, claims: Values) => readonly string[] | undefined;
}

/** The language of an issuer's tokens. */
export function issuerLanguage(issuer: Issuer): TokenLanguage {
  const { name, who, meanings, headers = {}, lines } = issuer;
  const meaningIn = (table: Issuer['meanings'], member: string): string | undefined => {
    const meaning = Object.hasOwn(table, member) ? table[member] : undefined;
    return meaning && t('{0} ({1})', meaning(), name);
  };
  return {
    meaning: (claim) => meaningIn(meanings, claim),
    headerMeaning: (member) => meaningIn(headers, member),
    ...(who === undefined ? {} : { who }),
    what: (claims) => {
      const [rights = [], roles = [], groups = []] = [
        issuer.permissions,
        issuer.roles,
        issuer.groups,
      ].map((read) => read?.(claims).map((text) => visible(text, 40)));
      if (rights.length > 0) return { kind: 'rights', rights };
      if (roles.length > 0) return { kind: 'roles', roles };
      return groups.length > 0 ? { kind: 'groups', groups } : undefined;
    },
    ...(lines === undefined ? {} : { lines }),
  };
}

/** A claim for a sentence; `undefined` unless it is a text that says something. */
export function said(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  return text === undefined ? undefined : visible(text, 80);
}
