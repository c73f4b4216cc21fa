import type { Call } from '../context.ts';
import { since } from '../context.ts';
import { notFound } from '../errors.ts';
import type { Stored } from '../world.ts';
import type { Kind } from './kind.ts';

/**
 * An object by its name, or by `Name:` or `Key:` and its name: everywhere from 3.7 on, before that
 * only where it is read.
 */
export function find(call: Call, kind: Kind, key: string, isRead = false): Stored | undefined {
  const [, name] = since(call.drp, '3.7') || isRead ? (/^(?:Name|Key):(.*)$/s.exec(key) ?? []) : [];
  return kind.store(call.drp).get(name ?? key);
}

/**
 * The object that the path names, unless the caller's tenant hides it.
 *
 * @throws Refusal
 */
export function findVisible(call: Call, kind: Kind, isRead = false): Stored {
  const key = call.params['name'] ?? '';
  const found = find(call, kind, key, isRead);
  if (found === undefined || !isVisible(call, kind, nameOf(found))) {
    throw notFound(call.request.method, kind.prefix, key);
  }
  return found;
}

export const nameOf = ({ fields }: Stored): string => String(fields['Name']);

/** Whether the caller's tenant, if any, shows an object (docs/registries/drp.md §8). */
export function isVisible(
  { drp, caller }: Call,
  { prefix }: Pick<Kind, 'prefix'>,
  name: string,
): boolean {
  const tenant = [...drp.world.tenants.values()].find(({ users }) => users.includes(caller.user));
  return tenant?.members[prefix]?.includes(name) ?? true;
}
