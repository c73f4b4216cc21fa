import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type {
  ChoiceField,
  Field,
  Form,
  FormValues,
  TextField,
} from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { Memory } from '../../../../src/ui/wizard/memory.ts';
import { openWindow } from '../../vault/window.ts';
import { doors } from '../fakes/doors.ts';
import { back, enter, escape, person } from '../fakes/person.ts';

const sharedPage = 'More';
const size: ChoiceField = {
  id: 'size',
  type: 'choice',
  title: 'Size',
  prompt: 'How large?',
  choices: () => [
    { value: 's', label: 'Small' },
    { value: 'l', label: 'Large' },
  ],
};
const extras: ChoiceField = {
  id: 'extras',
  type: 'choice',
  many: true,
  sharedPage,
  title: 'Extras',
  prompt: 'Which extras?',
  choices: ({ size: chosen }) => [
    { value: 'lid', label: 'Lid', detail: 'It closes.' },
    { value: 'label', label: 'Label' },
    ...(chosen === 'l' ? [{ value: 'wheels', label: 'Wheels' }] : []),
  ],
  check: (chosen) =>
    chosen.includes('lid') && chosen.includes('wheels')
      ? { severity: 'error', message: 'No lid on wheels.' }
      : undefined,
};
const label: TextField = {
  id: 'label',
  type: 'text',
  sharedPage,
  title: 'Text of the label',
  prompt: 'What stands on it?',
  when: ({ extras: chosen }) => Array.isArray(chosen) && chosen.includes('label'),
};
const note: TextField = {
  id: 'note',
  type: 'text',
  sharedPage,
  title: 'Note',
  prompt: 'For whom?',
  optional: true,
  check: (text) =>
    text.length > 20 ? { severity: 'error', message: 'That is too long.' } : undefined,
};
const color: ChoiceField = {
  id: 'color',
  type: 'choice',
  title: 'Color',
  prompt: 'Which color?',
  choices: () => [
    { value: 'r', label: 'Red' },
    { value: 'g', label: 'Green' },
  ],
};

const form = (...fields: readonly Field[]): Form => ({ title: 'Make', fields });
const whole = form(size, extras, label, note, color);
const none = { extras: [], note: '' };

/** The rows that were seen last, as `Lid (on)`. */
const rows = () =>
  person.list.map((row) => [row.label, row.description].filter(Boolean).join(': '));

describe('a page that fields share', () => {
  beforeEach(() => person.reset());

  it('takes one Enter for all of them, and counts as one', async () => {
    person.plans('Small', enter, escape);
    await runForm(whole, { doors });
    assert.deepEqual(person.seen, [
      'pick: Make: Size / How large? / Small, Large',
      'pick: Make: More / Press Enter to go on, type to fill in “Note”, or choose / $(check) Continue, $(circle-large-outline) Lid, $(circle-large-outline) Label, $(edit) Note',
      'pick: Make: Color / Which color? / Red, Green',
    ]);
    assert.equal(person.step, '3/3');
    person.reset('Small', enter, 'Red');
    assert.deepEqual(await runForm(whole, { doors }), { ...none, size: 's', color: 'r' });
  });

  it('switches choices on and off where they stand, and then goes on with Enter', async () => {
    person.plans('Lid', 'Lid', 'Lid', enter);
    const values = await runForm(form(extras, note), { doors });
    assert.deepEqual(values, { ...none, extras: ['lid'] });
    assert.deepEqual(rows(), ['Continue', 'Lid: on', 'Label: off', 'Note: none']);
    assert.equal(person.list[0]?.iconPath?.id, 'check');
    assert.equal(person.list[1]?.detail, 'It closes.');
  });

  it('takes a text that is typed on it, but for the words of its rows', async () => {
    person.plans({ types: 'for the attic' }, enter);
    assert.deepEqual(await runForm(form(extras, note), { doors }), {
      ...none,
      note: 'for the attic',
    });
    person.reset({ searches: 'la' }, { searches: 'lab rat' }, escape);
    await runForm(form(extras, note), { doors });
    assert.deepEqual(rows()[0], 'Note: lab rat');
    assert.doesNotMatch(person.seen[1] ?? '', /\$\(edit\) Note, \$\(check\)/);
  });

  it('refuses a text as its own step does, and says why where it is read whole', async () => {
    person.plans({ types: 'much longer than that' }, escape);
    assert.equal(await runForm(form(extras, note), { doors }), undefined);
    assert.equal(rows()[0], 'Error: That is too long.');
    person.reset({ types: `ghp_${'a'.repeat(36)}` }, escape);
    assert.equal(
      await runForm(form(extras, { ...note, check: () => undefined }), { doors }),
      undefined,
    );
    assert.match(rows()[0] ?? '', /^Error: This looks like a secret/);
  });

  it('asks at once what a choice needs, and takes the choice back with its answer', async () => {
    person.plans('Label', 'Jam', enter);
    const values = await runForm(form(extras, label, note), { doors });
    assert.deepEqual(values, { ...none, extras: ['label'], label: 'Jam' });
    assert.deepEqual(rows().slice(2), ['Label: on', 'Text of the label: Jam', 'Note: none']);
    for (const leaves of [back, escape]) {
      person.reset('Label', leaves, enter);
      assert.deepEqual(await runForm(form(extras, label, note), { doors }), none);
    }
    person.reset('Label', 'Jam', 'Label', enter);
    assert.deepEqual(await runForm(form(extras, label, note), { doors }), none);
  });

  it('asks for a field in a step of its own when its row is taken', async () => {
    person.plans('Note', 'x', 'Note', enter, enter);
    assert.deepEqual(await runForm(form(extras, note), { doors }), { ...none, note: 'x' });
    assert.deepEqual(
      person.seen.filter((line) => line.startsWith('text')),
      ['text: Make: Note / For whom? / ', 'text: Make: Note / For whom? / x'],
    );
  });

  it('does not go on with what does not go together', async () => {
    person.plans('Large', 'Lid', 'Wheels', enter, 'Lid', enter, 'Red');
    const values = await runForm(whole, { doors });
    assert.deepEqual(values?.['extras'], ['wheels']);
    assert.match(person.seen[3] ?? '', /\$\(error\) Error: No lid on wheels\./);
    assert.match(person.seen[4] ?? '', /\$\(error\) Error: No lid on wheels\./);
  });

  it('is gone back to with its answers, and past it to what stands before', async () => {
    person.plans('Small', 'Label', 'Jam', enter, back, 'Label', enter, back, back, 'Large', enter);
    person.plans('Green');
    const values = await runForm(whole, { doors });
    assert.deepEqual(values, { ...none, size: 'l', color: 'g' });
  });

  it('remembers its choices and no text, and only what can be chosen now', async () => {
    const { memento } = openWindow();
    const remember = { memory: new Memory(memento, () => ({})), name: 'shop.make' };
    person.plans('Large', 'Wheels', 'Label', 'Jam', { types: 'x' }, enter, 'Red');
    await runForm(whole, { doors, remember });
    person.reset('Small', enter, 'Honey', 'Green');
    const values = await runForm(whole, { doors, remember });
    assert.deepEqual(values, {
      size: 's',
      extras: ['label'],
      label: 'Honey',
      note: '',
      color: 'g',
    });
  });

  const parts: ChoiceField = {
    ...extras,
    id: 'parts',
    title: 'Parts',
    folded: true,
    initial: () => ['lid'],
    check: (chosen) =>
      chosen.length === 0 ? { severity: 'error', message: 'Choose at least one.' } : undefined,
  };
  const chosenLabel = ({ parts: chosen }: FormValues) =>
    Array.isArray(chosen) && chosen.includes('label');
  const whose: ChoiceField = {
    ...parts,
    id: 'whose',
    title: 'Whose',
    when: chosenLabel,
    initial: () => [],
    choices: () => [
      { value: 'a', label: 'Ada' },
      { value: 'b', label: 'Bob' },
    ],
  };
  const folding = form(parts, whose, { ...label, when: chosenLabel }, note);

  it('has one row for what is folded, and asks for all that it needs when that is changed', async () => {
    person.plans('Parts', { all: ['Lid', 'Label'] }, { all: ['Ada', 'Bob'] }, 'Jam', enter);
    const values = await runForm(folding, { doors });
    assert.deepEqual(values, {
      parts: ['lid', 'label'],
      whose: ['a', 'b'],
      label: 'Jam',
      note: '',
    });
    assert.match(person.seen[0] ?? '', /Continue, \$\(edit\) Parts, \$\(edit\) Note$/);
    assert.deepEqual(rows(), [
      'Continue',
      'Parts: Lid, Label',
      'Whose: Ada, Bob',
      'Text of the label: Jam',
      'Note: none',
    ]);
    person.reset(enter);
    assert.deepEqual(await runForm(folding, { doors }), { parts: ['lid'], note: '' });
  });

  it('leaves what is folded as it was when an answer that it needs is not given', async () => {
    person.plans('Parts', { all: ['Label'] }, { all: ['Ada'] }, escape, enter);
    assert.deepEqual(await runForm(folding, { doors }), { parts: ['lid'], note: '' });
  });

  it('asks before it goes on for what was chosen the last time and lacks an answer', async () => {
    const { memento } = openWindow();
    const remember = { memory: new Memory(memento as never, () => ({})), name: 'shop.make' };
    await remember.memory.remember('shop.make.parts', ['label']);
    person.plans(enter, { all: ['Bob'] }, 'Jam');
    const values = await runForm(folding, { doors, remember });
    assert.deepEqual(values, { parts: ['label'], whose: ['b'], label: 'Jam', note: '' });
  });
});
