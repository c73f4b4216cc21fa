import { t } from '../core/l10n.ts';
import { member } from './decoded.ts';
import type { TokenObject } from './decoded.ts';
import { rightsOf, rightText } from './rights.ts';
import { visible } from './visible.ts';

/** `robot acme+ci at quay`: whom the claims name, and by whom it is vouched for. */
export function whoText({ values }: TokenObject): string {
  const context = member(values, 'context');
  const entity = isObject(context) ? context : {};
  const named =
    text(member(entity, 'entity_reference')) ??
    text(member(values, 'sub')) ??
    text(member(values, 'preferred_username')) ??
    text(member(values, 'email')) ??
    text(member(values, 'client_id'));
  const who = named === undefined ? t('nobody in particular') : visible(named, 80);
  const robot = member(entity, 'entity_kind') === 'robot';
  const subject = robot && named !== undefined ? t('robot {0}', who) : who;
  const issuer = text(member(values, 'iss'));
  return issuer === undefined ? subject : t('{0} at {1}', subject, visible(issuer, 80));
}

/** `may pull acme/web`; `undefined` when the claims do not say what they allow. */
export function whatText({ values }: TokenObject): string | undefined {
  const rights = rightsOf(member(values, 'access'));
  if (rights !== undefined) {
    if (rights.length === 0) return t('may do nothing with images');
    const shown = rights.slice(0, 3).map(rightText).join('; ');
    return rights.length > 3
      ? t('may {0} and {1} more', shown, rights.length - 3)
      : t('may {0}', shown);
  }
  const scope = text(member(values, 'scope')) ?? text(member(values, 'scp'));
  return scope === undefined ? undefined : t('with scope {0}', visible(scope, 120));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
