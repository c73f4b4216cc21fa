import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Form, FormValues, RowsField } from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { doors } from '../fakes/doors.ts';
import { back, escape, person, type Answer } from '../fakes/person.ts';

const rights: RowsField = {
  id: 'rights',
  type: 'rows',
  title: 'Rights',
  prompt: 'What may it do?',
  rowTitle: 'Right',
  fields: [{ id: 'of', type: 'text', title: 'Repository', prompt: 'Which repository?' }],
  write: ({ of }) => `${String(of)}:read`,
  read: (row) => ({ of: row.split(':')[0] ?? '' }),
  describe: (row) => ({
    sentence: `Reads ${row.split(':')[0] ?? ''}`,
    notation: row,
    remarks: row.startsWith('*') ? [{ severity: 'warning', message: 'That is everything.' }] : [],
  }),
  check: (rows) =>
    rows.length === 0 ? { severity: 'error', message: 'At least one.' } : undefined,
};
const named: Form = {
  title: 'Issue',
  fields: [{ id: 'name', type: 'text', title: 'Name', prompt: 'Which name?' }, rights],
};
const alone: Form = { title: 'Issue', fields: [rights] };
const list = 'pick: Issue: Rights / What may it do?';
const box = 'text: Right: Repository / Which repository?';

const made = (form: Form, ...answers: readonly Answer[]): Promise<FormValues | undefined> => {
  person.reset(...answers);
  return runForm(form, { doors });
};

describe('a list that is made row by row', () => {
  beforeEach(() => person.reset());

  it('begins with its first row, and says what each means', async () => {
    const values = await made(alone, 'web', 'Add Right…', '*', 'Continue');
    assert.deepEqual(values, { rights: ['web:read', '*:read'] });
    assert.deepEqual(person.seen, [
      `${box} / `,
      `${list} / Reads web, $(check) Continue, $(add) Add Right…`,
      `${box} / `,
      `${list} / Reads web, Reads *, $(check) Continue, $(add) Add Right…`,
    ]);
    assert.equal(person.about('Reads *')?.detail, 'Warning: That is everything.');
    assert.equal(person.about('Reads web')?.description, 'web:read');
  });

  it('changes a row with its answers in the boxes, and takes rows away', async () => {
    const values = await made(
      alone,
      ...['web', 'Add Right…', 'ci', 'Reads web', 'app'],
      { row: 'Reads ci', button: 'Remove' },
      'Continue',
    );
    assert.deepEqual(values, { rights: ['app:read'] });
    assert.equal(person.seen[4], `${box} / web`);
  });

  it('holds a row once, and leaves it as it was when its steps are left', async () => {
    const values = await made(
      alone,
      ...['web', 'Add Right…', 'web'],
      { row: 'Reads web', button: 'Change' },
      ...[escape, 'Continue'],
    );
    assert.deepEqual(values, { rights: ['web:read'] });
  });

  it('does not go on with what the field refuses, and says why', async () => {
    assert.equal(await made(alone, escape, 'Error: At least one.', escape), undefined);
    assert.deepEqual(person.seen.slice(1), [
      `${list} / $(error) Error: At least one., $(add) Add Right…`,
      `${list} / $(error) Error: At least one., $(add) Add Right…`,
    ]);
  });

  it('goes back to the step before', async () => {
    const values = await made(named, 'x', 'web', back, 'y', 'ci', 'Continue');
    assert.deepEqual(values, { name: 'y', rights: ['ci:read'] });
  });
});
