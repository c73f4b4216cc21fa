import type { Field, FormValues } from '../../../../src/registries/contract/form.ts';
import type { ActionId } from '../../../../src/registries/contract/action-id.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { DEFAULT_SETTINGS } from '../../../sandbox/jfrog/settings.ts';
import { Bench, look, never, run } from '../../../unit/registries/jfrog/support.ts';
import { failure } from '../../../unit/failure.ts';
import type { Scene, Show, Staging } from '../scene.ts';

export type JfrogScene = Scene<Bench>;

export const hour = 3600;
export const day = 24 * hour;

export const staging: Staging<Bench> = {
  start: () => Bench.start(),
  reset: (bench) => {
    Object.assign(bench.jfrog.settings, DEFAULT_SETTINGS);
    bench.jfrog.faults.clear();
  },
};

/** A text in the form of a JWT, which nobody has signed. */
export const unsigned = (claims: object): string =>
  [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2ln')
    .join('.');

/** Shows the steps that stand before somebody who has given some answers. */
export async function offer(
  show: Show,
  fields: readonly Field[],
  values: FormValues,
): Promise<void> {
  for (const field of fields.filter(({ when }) => when?.(values) ?? true)) {
    await show(field);
    if (field.type === 'choice') await show(Promise.resolve(field.choices(values, never)));
  }
}

/** Shows how entries of one step are judged. */
export async function judge(
  show: Show,
  fields: readonly Field[],
  id: string,
  entries: readonly (string | readonly string[])[],
): Promise<void> {
  const field = fields.find((each) => each.id === id);
  for (const entry of entries) {
    if (field?.type === 'choice' && typeof entry !== 'string') {
      await show(field.check?.(entry, {}));
    } else if ((field?.type === 'text' || field?.type === 'secret') && typeof entry === 'string') {
      await show(field.check?.(entry, {}));
    } else throw new TypeError(`no such step ${id}`);
  }
}

/** The steps of an action on a row. */
export async function stepsOf(
  registry: Registry,
  verb: ActionId,
  row: Item,
): Promise<readonly Field[]> {
  return (await registry.actions[verb]?.form?.(row, never))?.fields ?? [];
}

/** Does something whose answer is lost, and shows the refusal and what looking then finds. */
export async function lose(
  registry: Registry,
  show: Show,
  [verb, row, values]: readonly [ActionId, Item, FormValues],
): Promise<void> {
  const error = await failure(run(registry, verb, row, values), 'lost-answer');
  await show(error.message);
  if (error.look !== undefined) await show(look(error));
}

/** Asks for the key that signs the platform's tokens. */
export const askKey = (show: Show, registry: Registry) =>
  show(Promise.resolve(registry.keys?.(never)));
