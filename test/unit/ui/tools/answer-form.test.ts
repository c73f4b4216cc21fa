import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Field } from '../../../../src/registries/contract/form.ts';
import { doors } from '../fakes/doors.ts';
import '../fakes/editor.ts';

const { answerForm } = await import('../../../../src/ui/tools/answer-form.ts');

const asked = { id: 'it', title: 'It', prompt: 'What is it?' } as const;
const choices = () => [
  { value: 'one', label: 'One' },
  { value: 'two', label: 'Two' },
];
const wrong = { severity: 'error', message: 'That is wrong.' } as const;

const answer = (field: Field, it?: unknown) =>
  answerForm(
    { title: 'Form', fields: [field] },
    it === undefined ? {} : { it },
    { doors, connection: () => Promise.resolve({} as never) },
    new AbortController().signal,
  );

describe('a form that a model answers', () => {
  it('leaves to a person what only a person can answer', async () => {
    const fields: readonly Field[] = [
      { ...asked, type: 'choice', choices: () => choices().slice(0, 1), consent: true },
      { ...asked, type: 'secret' },
      { ...asked, type: 'external', start: () => Promise.reject(new Error('it began')) },
    ];
    for (const field of fields) {
      await assert.rejects(answer(field, 'one'), /^RegistryError: Only the person can answer “It”/);
      await assert.rejects(answer(field), /^RegistryError: Only the person can answer “It”/);
    }
  });

  it('takes nothing that a step refuses', async () => {
    const rows = {
      ...asked,
      type: 'rows',
      rowTitle: 'Row',
      fields: [],
      write: () => '',
      read: () => ({}),
      describe: (row: string) => ({
        sentence: row,
        notation: row,
        remarks: row === 'bad' ? [wrong] : [],
      }),
    } as const;
    const refused: readonly (readonly [Field, unknown])[] = [
      [{ ...asked, type: 'choice', choices, many: true }, ['one', 'three']],
      [{ ...asked, type: 'choice', choices, many: true, check: () => wrong }, ['one']],
      [rows, ['good', 'bad']],
      [{ ...rows, check: () => wrong }, ['good']],
      [{ ...asked, type: 'text', verify: () => Promise.resolve(wrong) }, 'anything'],
    ];
    for (const [field, given] of refused) {
      await assert.rejects(answer(field, given), /The answer to “it” is refused: /);
    }
  });

  it('takes nothing for granted that is chosen at first', async () => {
    const field: Field = { ...asked, type: 'choice', choices, many: true, initial: () => ['two'] };
    assert.ok('missing' in (await answer(field)));
    assert.deepEqual(await answer(field, ['one']), { values: { it: ['one'] } });
  });
});
