import { t } from '../core/l10n.ts';
import { drpClaimsOf, drpClaimText, drpUser } from './claims-of-drp.ts';
import { jfrogScopeText, jfrogUser, splitScope } from './claims-of-jfrog.ts';
import { serviceAccountText } from './claims-of-kubernetes.ts';
import { member } from './decoded.ts';
import type { TokenObject } from './decoded.ts';
import { rightsOf, rightText } from './rights.ts';
import { memberOf, textOf, textsOf } from './values.ts';
import type { Values } from './values.ts';
import { visible } from './visible.ts';

/** `robot acme+ci at quay`: whom the claims name, and by whom it is vouched for. */
export function whoText({ values }: TokenObject): string {
  const subject = subjectText(values);
  const issuer = textOf(member(values, 'iss'));
  return issuer === undefined ? subject : t('{0} at {1}', subject, visible(issuer, 80));
}

function subjectText(values: Values): string {
  const context = member(values, 'context');
  const entity = textOf(memberOf(context, 'entity_reference'));
  if (entity !== undefined) {
    const who = visible(entity, 80);
    return memberOf(context, 'entity_kind') === 'robot' ? t('robot {0}', who) : who;
  }
  const subject = textOf(member(values, 'sub'));
  if (subject !== undefined) {
    return serviceAccountText(subject) ?? visible(jfrogUser(subject) ?? subject, 80);
  }
  const named =
    textOf(member(values, 'preferred_username')) ??
    textOf(member(values, 'email')) ??
    textOf(member(values, 'client_id')) ??
    drpUser(values);
  return named === undefined ? t('nobody in particular') : visible(named, 80);
}

/** `may pull acme/web`; `undefined` when the claims do not say what they allow. */
export function whatText({ values }: TokenObject): string | undefined {
  const rights = rightsOf(member(values, 'access'));
  if (rights !== undefined) {
    return rights.length === 0 ? t('may do nothing with images') : may(rights.map(rightText));
  }
  const direct = drpClaimsOf(member(values, 'drp_claims'));
  if (direct !== undefined && direct.length > 0) return may(direct.map(drpClaimText));
  const roles = textsOf(member(values, 'DrpRoles')).map((role) => visible(role, 40));
  if (roles.length > 0) return t('with the roles {0}', some(roles).join(', '));
  const scope = textOf(member(values, 'scope')) ?? textOf(member(values, 'scp'));
  if (scope === undefined) return undefined;
  const known = splitScope(scope).map(jfrogScopeText);
  return known.length > 0 && known.every((text) => text !== undefined)
    ? may(known)
    : t('with scope {0}', visible(scope, 120));
}

function may(rights: readonly string[]): string {
  const shown = some(rights).join('; ');
  return rights.length > 3
    ? t('may {0} and {1} more', shown, rights.length - 3)
    : t('may {0}', shown);
}

const some = (texts: readonly string[]): readonly string[] => texts.slice(0, 3);
