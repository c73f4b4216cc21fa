import { t } from '../core/l10n.ts';
import type { TokenLanguage } from '../core/token-language.ts';
import type { Values } from '../core/values.ts';
import { textsOf } from '../core/values.ts';
import { visible } from '../core/visible.ts';
import { member } from './decoded.ts';
import { firstOf } from './languages.ts';
import { rightsOf, rightText } from './rights.ts';

/** What a claim says in words, one thing per line; nothing for those that speak for themselves. */
export function claimLines(
  name: string,
  values: Values,
  languages: readonly TokenLanguage[],
): readonly string[] {
  return firstOf(languages, ({ lines }) => lines?.(name, values)) ?? commonLines(name, values);
}

function commonLines(name: string, values: Values): readonly string[] {
  const value = member(values, name);
  switch (name) {
    case 'access':
      return accessLines(value);
    case 'scp':
    case 'scope':
      return scopeLines(value);
    case 'roles':
    case 'permissions':
    case 'entitlements':
    case 'groups':
      return textsOf(value).map((text) => visible(text, 80));
    default:
      return [];
  }
}

function accessLines(access: unknown): readonly string[] {
  const rights = rightsOf(access);
  if (rights === undefined) return [];
  return rights.length === 0 ? [t('no rights')] : rights.map(rightText);
}

function scopeLines(scope: unknown): readonly string[] {
  const parts = typeof scope === 'string' ? (scope.match(/\S+/g) ?? []) : textsOf(scope);
  // One thing that is just repeated would say nothing.
  return parts.length < 2 ? [] : parts.map((part) => visible(part, 120));
}
