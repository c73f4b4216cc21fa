import assert from 'node:assert/strict';
import type { Field } from '../../../src/registries/contract/form.ts';

/**
 * A list shows its question where its filter is typed, in one line: how many characters have room
 * there in the editor's usual width and font, beside the number of chosen rows where there is one.
 */
const room = { one: 80, several: 62 };

/** What lists ask can be read whole. */
export function checkQuestions(fields: readonly Field[] = []): void {
  assert.deepEqual(fields.flatMap(cutOff), []);
}

function cutOff(field: Field): readonly string[] {
  if (field.type === 'rows') return [field, ...field.fields].flatMap(inOneLine);
  return inOneLine(field);
}

function inOneLine(field: Field): readonly string[] {
  const isList =
    field.type !== 'secret' && (field.type !== 'text' || field.suggestions !== undefined);
  if (!isList) return [];
  const isMany = field.type === 'choice' && field.many === true;
  // What is wrong with none at all stands in the same place.
  const refusal = isMany ? (field.check?.([], {})?.message ?? '') : '';
  return [field.prompt, refusal].filter((text) => text.length > room[isMany ? 'several' : 'one']);
}
