import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Action } from '../../../src/registries/contract/action.ts';
import type { FormValues } from '../../../src/registries/contract/form.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import { declaredIds } from './declared.ts';
import type { StartRig } from './rig.ts';
import { allRows } from './rows.ts';
import { makeReady } from './trial.ts';

const never = new AbortController().signal;

/** What a server could put at the end of any name, to speak as this extension in the next line. */
const forged = '\n\r\x85\u2028\u2029Forged';

/** No name that a server chose adds a line to a question, or to what is said of a failure. */
export function checkLines(kind: Kind, start: StartRig): void {
  it('asks questions whose lines are all its own, whatever things are called', async () => {
    await using rig = await start();
    const registry = (await kind.load()).open(rig.connection);
    const rows = await allRows(registry);
    for (const id of declaredIds(kind)) {
      const { consequence } = registry.actions[id] ?? {};
      if (consequence === undefined) continue;
      const { values = {}, row = () => true } = rig.trials[id] ?? {};
      const found = rows.find(({ item }) => item.can.includes(id) && row(item));
      const { item } = found ?? (await makeReady(kind, rig, id));
      for (const text of await saidOf(consequence, forge(item), values)) {
        assert.doesNotMatch(text, /[\n-\r\x85\u2028\u2029]Forged/, id);
      }
    }
  });
}

async function saidOf(
  consequence: NonNullable<Action['consequence']>,
  item: Item,
  values: FormValues,
): Promise<readonly string[]> {
  try {
    const said = await consequence([item], values, never);
    return [said?.message ?? '', said?.detail ?? ''];
  } catch (error) {
    // The server may not know a row of that name; what is said then has one line as well.
    return [String(error)];
  }
}

/** A row in which everything that has a name has another one. */
function forge(item: Item): Item {
  const { token } = item;
  return {
    ...item,
    path: item.path.map((part, at) => (at === item.path.length - 1 ? part + forged : part)),
    label: item.label + forged,
    ...(item.description === undefined ? {} : { description: item.description + forged }),
    ...(token && {
      token: {
        ...token,
        label: token.label + forged,
        subject: token.subject + forged,
        scope: token.scope.map((part) => part + forged),
      },
    }),
  };
}
