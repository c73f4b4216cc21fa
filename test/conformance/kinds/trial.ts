import assert from 'node:assert/strict';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Action } from '../../../src/registries/contract/action.ts';
import type { FormValues } from '../../../src/registries/contract/form.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import type { Rig } from './rig.ts';
import { allRows } from './rows.ts';
import { WatchedConnection, type Mishap } from './watched-connection.ts';

const never = new AbortController().signal;

/** An action, ready to be done to a row. */
export interface Ready {
  readonly registry: Registry;
  readonly action: Action;
  readonly item: Item;
  readonly values: FormValues;
  readonly watched: WatchedConnection;
  /** Does it; what the person cancels, it hears of. */
  readonly run: () => Promise<Outcome>;
}

/** Leads to the point at which a person has said yes, with something that is about to go wrong. */
export async function makeReady(kind: Kind, rig: Rig, id: string, mishap?: Mishap): Promise<Ready> {
  const adapter = await kind.load();
  const trial = rig.trials[id] ?? {};
  if (trial.after !== undefined) {
    const before = await makeReady(kind, rig, trial.after);
    await rig.keep?.(await before.run());
  }
  const abort = new AbortController();
  const watched = new WatchedConnection(mishap, abort, rig.changes);
  const registry = adapter.open(watched.over(rig.connection));
  const found = (await allRows(registry)).find(
    ({ item }) => item.can.includes(id) && (trial.row?.(item) ?? true),
  );
  assert.ok(found, `no row for ${id}`);
  const { item } = found;
  const action = registry.actions[id];
  assert.ok(action, `${id} cannot be done`);
  const values = trial.values ?? {};
  await action.form?.(item, never);
  await action.consequence?.([item], values, never);
  return {
    registry,
    action,
    item,
    values,
    watched,
    run: () => action.run(item, values, abort.signal),
  };
}
