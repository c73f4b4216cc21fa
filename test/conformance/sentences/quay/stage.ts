import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { ActionId } from '../../../../src/registries/contract/action-id.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { ApiToken } from '../../../sandbox/quay/model.ts';
import { DEFAULT_SETTINGS } from '../../../sandbox/quay/settings.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import { Bench, look, never, run, walk } from '../../../unit/registries/quay/support.ts';
import type { Scene, Show, Staging } from '../scene.ts';

export type QuayScene = Scene<Bench>;

export const staging: Staging<Bench> = {
  start: () => Bench.start({ manyDrpUsers: 0 }),
  reset: (bench) => {
    Object.assign(bench.quay.settings, DEFAULT_SETTINGS);
    bench.quay.faults.clear();
  },
};

/** Opens a row, has an action done to it, and shows what came of it. */
export async function act(
  bench: Bench,
  show: Show,
  verb: ActionId,
  labels: readonly string[],
  values: FormValues = {},
): Promise<void> {
  const registry = bench.registry();
  await show(run(registry, verb, await walk(registry, ...labels), values));
}

/** Does it with its answer lost, and shows the refusal and what looking then finds. */
export async function actLost(
  bench: Bench,
  show: Show,
  verb: ActionId,
  labels: readonly string[],
  { values = {}, fault }: { values?: FormValues; fault: FaultRule },
): Promise<void> {
  const registry = bench.registry();
  const row = await walk(registry, ...labels);
  bench.quay.faults.add(fault);
  const error = await failure(run(registry, verb, row, values), 'lost-answer');
  await show(error.message);
  await show(look(error));
}

/** The question before an action. */
export async function ask(
  registry: Registry,
  show: Show,
  verb: ActionId,
  row: Item,
): Promise<unknown> {
  return show(consequenceOf(registry, verb, row));
}

/** What an entry of a form is judged to be, for each of several texts. */
export async function judge(
  bench: Bench,
  show: Show,
  [verb, labels, index]: readonly [ActionId, readonly string[], number],
  texts: readonly string[],
): Promise<void> {
  const registry = bench.registry();
  const row = await walk(registry, ...labels);
  const field = (await registry.actions[verb]?.form?.(row, never))?.fields[index];
  if (field?.type !== 'text' && field?.type !== 'secret') throw new TypeError('no such field');
  for (const text of texts) await show(field.check?.(field.normalize?.(text) ?? text, {}));
}

/** Reads the rows below one, under another token than the one that found it. */
export async function list(
  bench: Bench,
  show: Show,
  token: ApiToken,
  labels: readonly string[],
): Promise<void> {
  const row = await walk(bench.registry(), ...labels);
  await show(collect(bench.registry(token).children(row, never)));
}
