import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { FormValues } from '../../../src/registries/contract/form.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { ActionId } from '../../../src/registries/contract/action-id.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import { collect } from './collect.ts';

const never = new AbortController().signal;

/** Whatever a person or a log could get to see of an adapter's work. */
export class Witness {
  readonly seen: string[] = [];

  see(value: unknown): void {
    this.seen.push(inspect(value, { depth: 12, showHidden: true, maxStringLength: Infinity }));
    if (value !== undefined) this.seen.push(JSON.stringify(value));
  }

  /** What came, or the error instead of it, with its whole chain of causes. */
  async watch<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      const value = await work;
      this.see(value);
      return value;
    } catch (error) {
      assert(error instanceof RegistryError, inspect(error));
      for (let at: unknown = error; at instanceof Error; at = at.cause) {
        this.see([at.message, at.stack]);
      }
      this.see(error);
      if (error.look !== undefined) await this.watch(error.look(never));
      return undefined;
    }
  }

  /** Fails when something was seen that is a secret, or too little to tell. */
  hasSeenNone(secrets: ReadonlySet<string>): void {
    const text = this.seen.join('\n');
    assert(text.length > 100_000, 'something was seen');
    assert(text.includes('‹secret›'));
    for (const secret of secrets) assert(!text.includes(secret), secret.slice(0, 6));
    assert(!/\beyJ[\w-]+\.[\w-]+\.[\w-]+/.test(text));
  }
}

/** What is done with each row. */
export interface Deeds {
  readonly verbs: readonly ActionId[];
  readonly values: Partial<Record<ActionId, FormValues>>;
  /** Rows that are let alone by a verb. */
  readonly spares?: (item: Item, verb: ActionId) => boolean;
  /** Hears of what was done, as the UI does. */
  readonly settle?: (outcome: Outcome) => Promise<unknown>;
}

/** Visits every row, asks for everything of it and does everything with it. */
export async function doEverything(
  registry: Registry,
  witness: Witness,
  { verbs, values, spares, settle }: Deeds,
): Promise<void> {
  const show = async ({ record, secrets }: NonNullable<Outcome['issued']>) => {
    await witness.watch(registry.verify(record, secrets, never));
    for (const form of registry.copyForms(record)) {
      witness.see(form);
      if (!form.containsSecret) witness.see(form.build(secrets));
    }
  };
  const visit = async (item: Item): Promise<void> => {
    await witness.watch(registry.details(item, never));
    const fetched = await witness.watch(registry.fetch(item, never));
    if (fetched !== undefined) await show(fetched);
    if (item.hasChildren) {
      for (const child of (await witness.watch(collect(registry.children(item, never)))) ?? []) {
        await visit(child);
      }
    }
    for (const verb of verbs.filter((name) => item.can.includes(name))) {
      if (spares?.(item, verb) === true) continue;
      const operation = registry.actions[verb];
      if (operation === undefined) continue;
      witness.see(await operation.consequence?.([item], values[verb] ?? {}, never));
      await witness.watch(Promise.resolve(operation.form?.(item, never)));
      const outcome = await witness.watch(operation.run(item, values[verb] ?? {}, never));
      if (outcome?.issued !== undefined) await show(outcome.issued);
      if (outcome !== undefined) await settle?.(outcome);
    }
  };
  for (const item of (await witness.watch(collect(registry.roots(never)))) ?? []) await visit(item);
}
