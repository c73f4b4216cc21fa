import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { FormValues, TextField } from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { doors } from '../fakes/doors.ts';
import { back, person, type Answer } from '../fakes/person.ts';

const team: TextField = {
  id: 'team',
  type: 'text',
  title: 'Team',
  prompt: 'Whose is it?',
  check: (text) =>
    text.includes(' ') ? { severity: 'error', message: 'No blanks, please.' } : undefined,
  suggestions: () =>
    Promise.resolve([
      { value: 'red', label: 'Red Team' },
      { value: 'blue', label: 'Blue Team' },
    ]),
};

const asked = (
  field: TextField,
  ...answers: readonly Answer[]
): Promise<FormValues | undefined> => {
  person.reset(...answers);
  return runForm(
    { title: 'Make', fields: [field] },
    { doors, connection: () => Promise.resolve({} as never) },
  );
};

describe('a text with suggestions', () => {
  beforeEach(() => person.reset());

  it('is one of them, or what is typed', async () => {
    assert.deepEqual(await asked(team, 'Blue Team'), { team: 'blue' });
    assert.deepEqual(await asked(team, { types: ' green ' }), { team: 'green' });
  });

  it('offers the answer there is at once, above the others', async () => {
    const given = { ...team, initial: () => 'red' };
    assert.deepEqual(await asked(given, 'red'), { team: 'red' });
    assert.deepEqual(person.seen, ['pick: Make: Team / Whose is it? / red, Blue Team']);
  });

  it('says what is wrong with what is typed, and asks again', async () => {
    assert.deepEqual(await asked(team, { types: 'two words' }, 'Red Team'), { team: 'red' });
    assert.equal(person.seen.length, 2);
  });

  it('can be typed where they cannot be loaded, and says why', async () => {
    const field = {
      ...team,
      suggestions: () => Promise.reject(new RegistryError('forbidden', 'Not yours to see.')),
    };
    assert.deepEqual(await asked(field, 'Not yours to see.', { types: 'green' }), {
      team: 'green',
    });
    assert.match(person.seen[0] ?? '', /\$\(warning\) Not yours to see\.$/);
  });

  it('is asked for again with the reason when the server does not take it', async () => {
    const field: TextField = {
      ...team,
      verify: ({ team: chosen }) =>
        Promise.resolve(
          chosen === 'red' ? { severity: 'error', message: 'Red is gone.' } : undefined,
        ),
    };
    assert.deepEqual(await asked(field, 'Red Team', 'Blue Team'), { team: 'blue' });
    assert.match(
      person.seen[1] ?? '',
      /^pick: Make: Team \/ Whose is it\? \/ \$\(error\) Red is gone\., red, Blue Team$/,
    );
  });

  it('is left as any other step', async () => {
    assert.equal(await asked(team, back), undefined);
  });
});
