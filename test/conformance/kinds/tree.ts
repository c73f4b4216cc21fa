import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Detail, Item, SharedRowType } from '../../../src/registries/contract/item.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { declaredIds } from './declared.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import type { Rig, StartRig } from './rig.ts';
import { allRows, type FoundRow } from './rows.ts';

const never = new AbortController().signal;

const sharedTypes: Readonly<Record<SharedRowType, true>> = {
  organization: true,
  user: true,
  group: true,
  robot: true,
  token: true,
  permission: true,
  note: true,
};

/** The rows of a registry: pages that end, and nothing offered that cannot be done. */
export function checkTree(kind: Kind, start: StartRig): void {
  let rig: Rig;
  let registry: Registry;
  let rows: readonly FoundRow[];
  before(async () => {
    rig = await start();
    registry = (await kind.load()).open(rig.connection);
    rows = await allRows(registry);
  });
  after(() => rig[Symbol.asyncDispose]());

  it('lists rows with names of their own, in pages that end', () => {
    assert.ok(rows.length > 0);
    const types = [...Object.keys(sharedTypes), ...Object.keys(kind.rowTypes ?? {})];
    const seen = new Set<string>();
    for (const { item, above } of rows) {
      const id = JSON.stringify(item.path);
      assert.ok(!seen.has(id), `two rows at ${id}`);
      seen.add(id);
      assert.match(item.label, /\S/);
      assert.ok(types.includes(item.type), item.type);
      const parent = above.at(-1);
      assert.deepEqual(item.path.slice(0, parent?.path.length ?? 0), parent?.path ?? []);
      checkOrders(item, parent);
    }
  });

  it('offers nothing that it does not declare, and gives a reason or the thing, not both', () => {
    const known = [...declaredIds(kind), 'fetch', 'verify'];
    for (const { item } of rows) {
      const { can, within, blocked = {} } = item;
      for (const id of [...can, ...within, ...Object.keys(blocked)]) {
        // What a registry of its sort is expected to do, it may say it cannot.
        assert.ok(known.includes(id) || id in blocked, `${item.label}: ${id}`);
      }
      for (const [id, reason] of Object.entries(blocked)) {
        assert.ok(!can.includes(id), `${item.label}: ${id}`);
        assert.match(reason, /^\P{Ll}.*\.$/su, `${item.label}: ${id}`);
      }
    }
  });

  it('leads a picker to every row that something can be done with', () => {
    for (const { item, above } of rows) {
      for (const id of item.can) {
        for (const row of above) {
          const isOnTheWay = row.within.includes(id) || row.can.includes(id);
          assert.ok(isOnTheWay, `${id} of ${item.label} is not found below ${row.label}`);
        }
      }
    }
  });

  it('describes every row that something is known of', async () => {
    for (const { item } of rows) {
      const details = await registry.details(item, never).catch(asForbidden);
      for (const { label } of details) assert.match(label, /\S/);
    }
  });
}

/** What may not be read is said in the place of the details. */
function asForbidden(error: unknown): readonly Detail[] {
  if (!(error instanceof RegistryError) || error.code !== 'forbidden') throw error;
  return [{ label: error.code, value: error.message }];
}

/** Every row stands somewhere in every order of its list. */
function checkOrders({ label, type, sortKeys = {} }: Item, parent: Item | undefined): void {
  if (type === 'note') return;
  for (const { id } of parent?.orders ?? []) {
    assert.ok(id in sortKeys, `${label} has no place in the order ${id}`);
  }
}
