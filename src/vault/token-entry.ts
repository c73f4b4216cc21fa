import { isObject } from '../core/is-object.ts';
import type { Lifetime } from '../core/lifetime.ts';
import { neverEnds, unknownLifetime, until } from '../core/lifetime.ts';
import { Secret } from '../core/secret.ts';
import type { TokenRecord, TokenSecrets } from '../core/token.ts';
import { isOptionalString, isStringArray } from './shapes.ts';

/** The record as it is stored: the members of the type and nothing that was handed in beside. */
export function tokenEntry(record: TokenRecord): TokenRecord {
  const { id, accountId, type, label, subject, loginName, registryHost, issuedAt } = record;
  return {
    id,
    accountId,
    type,
    label,
    subject,
    ...(loginName === undefined ? {} : { loginName }),
    ...(registryHost === undefined ? {} : { registryHost }),
    scope: [...record.scope],
    ...(issuedAt === undefined ? {} : { issuedAt }),
    lifetime: lifetimeEntry(record.lifetime),
    path: [...record.path],
    ...(record.unlisted === true ? { unlisted: true } : {}),
    ...(record.caution === undefined ? {} : { caution: record.caution }),
    ...(record.choices === undefined ? {} : { choices: { ...record.choices } }),
    ...(record.replaces === undefined ? {} : { replaces: record.replaces }),
    ...(record.keepAlive === true ? { keepAlive: true } : {}),
  };
}

/** Reads a stored record; `undefined` for anything else. */
export function parseTokenRecord(value: unknown, id: string): TokenRecord | undefined {
  if (!isObject(value) || value['id'] !== id) return undefined;
  const { accountId, type, label, subject, loginName, registryHost, scope, issuedAt, path } = value;
  const { replaces, caution } = value;
  const lifetime = parseLifetime(value['lifetime']);
  if (
    typeof accountId !== 'string' ||
    typeof type !== 'string' ||
    typeof label !== 'string' ||
    typeof subject !== 'string' ||
    !isOptionalString(loginName) ||
    !isOptionalString(registryHost) ||
    !isOptionalString(replaces) ||
    !isOptionalString(caution) ||
    !isStringArray(scope) ||
    (issuedAt !== undefined && typeof issuedAt !== 'number') ||
    lifetime === undefined ||
    !isStringArray(path)
  ) {
    return undefined;
  }
  return {
    id,
    accountId,
    type,
    label,
    subject,
    ...(loginName === undefined ? {} : { loginName }),
    ...(registryHost === undefined ? {} : { registryHost }),
    scope: [...scope],
    ...(issuedAt === undefined ? {} : { issuedAt }),
    lifetime,
    path: [...path],
    ...(value['unlisted'] === true ? { unlisted: true } : {}),
    ...(caution === undefined ? {} : { caution }),
    ...(isTexts(value['choices']) ? { choices: { ...value['choices'] } } : {}),
    ...(replaces === undefined ? {} : { replaces }),
    ...(value['keepAlive'] === true ? { keepAlive: true } : {}),
  };
}

/** An object whose members are all texts. */
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((member) => typeof member === 'string');

/** The secrets as they stand in the secret store, and nowhere else. */
export function secretsEntry(secrets: TokenSecrets): Readonly<Record<string, string>> {
  return {
    token: secrets.token.reveal(),
    ...(secrets.refresh === undefined ? {} : { refresh: secrets.refresh.reveal() }),
    ...(secrets.reference === undefined ? {} : { reference: secrets.reference.reveal() }),
  };
}

export function parseSecrets(value: unknown): TokenSecrets | undefined {
  if (!isObject(value)) return undefined;
  const { token, refresh, reference } = value;
  if (typeof token !== 'string' || !isOptionalString(refresh) || !isOptionalString(reference)) {
    return undefined;
  }
  return {
    token: new Secret(token),
    ...(refresh === undefined ? {} : { refresh: new Secret(refresh) }),
    ...(reference === undefined ? {} : { reference: new Secret(reference) }),
  };
}

function lifetimeEntry(lifetime: Lifetime): Lifetime {
  // JSON turns a number that is not finite into null: such an end is not known.
  if (lifetime.kind === 'until')
    return Number.isFinite(lifetime.at) ? until(lifetime.at) : unknownLifetime;
  return lifetime.kind === 'never' ? neverEnds : unknownLifetime;
}

function parseLifetime(value: unknown): Lifetime | undefined {
  if (!isObject(value)) return undefined;
  if (value['kind'] === 'never') return neverEnds;
  if (value['kind'] === 'unknown') return unknownLifetime;
  const at = value['at'];
  return value['kind'] === 'until' && typeof at === 'number' && Number.isFinite(at)
    ? until(at)
    : undefined;
}
