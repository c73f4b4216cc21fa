import assert from 'node:assert/strict';
import { it } from 'node:test';
import type * as vscode from 'vscode';
import type { QuickInput } from '../../../../src/ui/doors/quick-input.ts';
import type { Entry } from '../../../../src/ui/wizard/entry-index.ts';
import { findStep } from '../../../../src/ui/wizard/find-step.ts';
import { quickInput } from '../fakes/quick-input.ts';
import { escape, person, type Answer } from '../fakes/person.ts';

const entry = (label: string): Entry<string> => ({
  key: label,
  label,
  description: 'of acme',
  value: label,
});

/** How often the list was given rows while a person did something, and what was found. */
async function sent(...answers: readonly Answer[]) {
  person.reset(...answers);
  let times = 0;
  const input: QuickInput = {
    ...quickInput,
    list: <Row extends vscode.QuickPickItem>() => {
      const pick = quickInput.list<Row>();
      const accessor = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(pick), 'items');
      Object.defineProperty(pick, 'items', {
        get: () => accessor?.get?.call(pick) as unknown,
        set: (rows: unknown) => {
          times += 1;
          accessor?.set?.call(pick, rows);
        },
      });
      return pick;
    },
  };
  const names = Array.from({ length: 300 }, (_, at) => `build-${String(at).padStart(4, '0')}`);
  const groups = [{ title: 'held', entries: names.map(entry) }];
  const result = await findStep(
    { title: 'Find', placeholder: 'Which?', groups, places: [], buttons: [] },
    input,
  );
  return { times, result };
}

it('a key that finds the same rows sends none', async () => {
  const types = (text: string): readonly Answer[] =>
    Array.from(text, (_, at) => ({ searches: text.slice(0, at + 1) }));
  // The rows at first, then those of “b”, which are the first hundred up to “build-0”.
  assert.equal((await sent(...types('build-0'), escape)).times, 2);
  assert.equal((await sent(...types('build-02'), escape)).times, 3);
});

it('Enter behind such a key takes the row that is active', async () => {
  const { result } = await sent({ searches: 'b' }, { searches: 'bu' }, 'build-0002');
  assert.deepEqual(result, { kind: 'value', value: 'build-0002' });
});
