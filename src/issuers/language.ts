import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import { textOf, type Values } from '../core/values.ts';
import { visible } from '../core/visible.ts';

/** An issuer as data: its name, whom its tokens act as, and what its claims say. */
export interface Issuer {
  /** The product's name; not translated. Said beside each meaning, as the one who defined it. */
  readonly name: string;
  readonly who?: (claims: Values) => string | undefined;
  /** Roles, groups or permissions, wherever the issuer puts them. */
  readonly roles?: (claims: Values) => readonly string[];
  readonly meanings: Readonly<Record<string, () => string>>;
  readonly lines?: (name: string, claims: Values) => readonly string[] | undefined;
}

/** The language of an issuer's tokens. */
export function issuerLanguage({ name, who, roles, meanings, lines }: Issuer): TokenLanguage {
  return {
    meaning: (claim) => {
      const meaning = Object.hasOwn(meanings, claim) ? meanings[claim] : undefined;
      return meaning && t('{0} ({1})', meaning(), name);
    },
    ...(who === undefined ? {} : { who }),
    ...(roles === undefined
      ? {}
      : {
          what: (claims) => {
            const found = roles(claims).map((role) => visible(role, 40));
            return found.length === 0 ? undefined : { kind: 'roles', roles: found };
          },
        }),
    ...(lines === undefined ? {} : { lines }),
  };
}

/** A claim for a sentence; `undefined` unless it is a text that says something. */
export function said(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : textOf(value);
  return text === undefined ? undefined : visible(text, 80);
}
