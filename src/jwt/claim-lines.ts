import { t } from '../core/l10n.ts';
import { drpClaimsOf, drpClaimText, grantorLines } from './claims-of-drp.ts';
import { jfrogExtensionLines, jfrogScopeText, jfrogUser, splitScope } from './claims-of-jfrog.ts';
import { kubernetesLines, serviceAccountText } from './claims-of-kubernetes.ts';
import { member } from './decoded.ts';
import { rightsOf, rightText } from './rights.ts';
import { memberOf, textOf, textsOf } from './values.ts';
import type { Values } from './values.ts';
import { visible } from './visible.ts';

/** What a claim says in words, one thing per line; nothing for those that speak for themselves. */
export function claimLines(name: string, values: Values): readonly string[] {
  const value = member(values, name);
  switch (name) {
    case 'access':
      return accessLines(value);
    case 'context':
      return contextLines(value);
    case 'sub':
      return subjectLines(value);
    case 'scp':
    case 'scope':
      return scopeLines(value);
    case 'ext':
      return jfrogExtensionLines(value);
    case 'drp_claims':
      return (drpClaimsOf(value) ?? []).map(drpClaimText);
    case 'DrpRoles':
    case 'roles':
    case 'groups':
      return textsOf(value).map((text) => visible(text, 80));
    case 'grantor_claims':
      return grantorLines(value);
    case 'kubernetes.io':
      return kubernetesLines(value);
    default:
      return [];
  }
}

function accessLines(access: unknown): readonly string[] {
  const rights = rightsOf(access);
  if (rights === undefined) return [];
  return rights.length === 0 ? [t('no rights')] : rights.map(rightText);
}

/** Quay's `context` (docs/registries/quay.md §2.2). */
function contextLines(context: unknown): readonly string[] {
  const named = textOf(memberOf(context, 'entity_reference'));
  if (named === undefined) return [];
  const who = visible(named, 80);
  switch (memberOf(context, 'entity_kind')) {
    case 'robot':
      return [t('robot {0}', who)];
    case 'user':
      return [t('user {0}', who)];
    case 'appspecifictoken':
      return [t('an app token of {0}', who)];
    default:
      return [who];
  }
}

function subjectLines(subject: unknown): readonly string[] {
  if (typeof subject !== 'string') return [];
  const account = serviceAccountText(subject);
  if (account !== undefined) return [account];
  const user = jfrogUser(subject);
  return user === undefined ? [] : [t('user {0}', visible(user, 80))];
}

function scopeLines(scope: unknown): readonly string[] {
  const parts = typeof scope === 'string' ? splitScope(scope) : textsOf(scope);
  const said = parts.map(jfrogScopeText);
  // One thing that is just repeated would say nothing.
  if (said.every((text) => text === undefined) && parts.length < 2) return [];
  return parts.map((part, index) => said[index] ?? visible(part, 120));
}
