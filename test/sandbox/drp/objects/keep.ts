import type { Drp } from '../context.ts';
import { failure } from '../errors.ts';
import type { Fields, Stored } from '../world.ts';
import { filled } from './kind.ts';
import type { Kind } from './kind.ts';

/**
 * Keeps an object under its name after looking it over: an invalid one is refused, one that is only
 * unavailable says why.
 *
 * @throws Refusal
 */
export function keep(drp: Drp, kind: Kind, given: Fields): Stored {
  const whole = filled(kind.struct(drp), given);
  const name = String(whole['Name']);
  const stored = kind.store(drp).get(name);
  const fields = kind.complete?.(drp, whole, stored?.fields) ?? whole;
  const { invalid, unavailable } = kind.check(drp, fields);
  const errors = [...invalid, ...unavailable];
  if (invalid.length > 0) throw failure(422, 'ValidationError', errors, kind.prefix, name);
  const checked = {
    ...foreign(drp, kind, stored),
    ...fields,
    Validated: true,
    Available: errors.length === 0,
    Errors: errors,
  };
  if (stored === undefined) {
    const created = kind.create(checked);
    kind.store(drp).set(name, created);
    return created;
  }
  stored.fields = checked;
  return stored;
}

/** Members that only other versions have, which a double may be switched to while it runs. */
function foreign(drp: Drp, kind: Kind, stored: Stored | undefined): Fields {
  const known = new Set(kind.struct(drp).fields.map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(stored?.fields ?? {}).filter(([name]) => !known.has(name)),
  );
}
