import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { Choice, ChoiceField } from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { searchAsTyped } from '../../../../src/ui/wizard/search-as-typed.ts';
import { doors } from '../fakes/doors.ts';
import { person } from '../fakes/person.ts';

const named = (name: string): Choice => ({ value: name, label: name });

function field(more: Pick<ChoiceField, 'search' | 'later'>): ChoiceField {
  return {
    id: 'which',
    type: 'choice',
    title: 'Which',
    prompt: 'Which ones?',
    many: true,
    choices: () => [named('api'), named('web')],
    ...more,
  };
}

const ask = (more: Pick<ChoiceField, 'search' | 'later'>) =>
  runForm({ title: 'Pick', fields: [field(more)] }, { doors });

describe('a list that is searched by what is typed', () => {
  beforeEach(() => person.reset());

  it('adds what was found, once, and keeps what was chosen', async () => {
    person.plans({ seeks: 'w', all: ['api'] }, { all: ['api', 'worker'] });
    const search = (text: string) => {
      assert.equal(text, 'w');
      return Promise.resolve([named('web'), named('worker')]);
    };
    const values = await ask({ search });
    assert.deepEqual(values, { which: ['api', 'worker'] });
    assert.deepEqual(
      person.list.map(({ label }) => label),
      ['api', 'web', 'worker'],
    );
  });

  it('says in the list why a search failed, and the next one takes that away', async () => {
    let isDown = true;
    person.plans(
      { seeks: 'x', all: ['web'] },
      { seeks: 'xy', all: ['web'] },
      { all: ['web', 'xylo'] },
    );
    const search = () => {
      if (!isDown) return Promise.resolve([named('xylo')]);
      isDown = false;
      return Promise.reject(new RegistryError('unreachable', 'It cannot be reached.'));
    };
    const values = await ask({ search });
    assert.deepEqual(values, { which: ['web', 'xylo'] });
    assert.match(person.seen[1] ?? '', /api, web, \$\(warning\) It cannot be reached\.$/);
    assert.match(person.seen[2] ?? '', /api, web, xylo$/);
  });

  it('tells more of what it shows, and adds what comes later', async () => {
    const known = { ...named('web'), description: 'write' };
    person.plans({ all: ['web', 'worker'] });
    const values = await ask({ later: () => Promise.resolve([known, named('worker')]) });
    assert.deepEqual(values, { which: ['web', 'worker'] });
    assert.deepEqual(
      person.list.map(({ label, description }) => [label, description]),
      [
        ['api', undefined],
        ['web', 'write'],
        ['worker', undefined],
      ],
    );
  });

  it('goes on without what it was to learn later, and says why', async () => {
    person.plans({ all: ['web'] });
    const later = () => Promise.reject(new RegistryError('server', 'It has a fault.'));
    assert.deepEqual(await ask({ later }), { which: ['web'] });
    assert.match(person.seen[0] ?? '', /api, web, \$\(warning\) It has a fault\.$/);
  });

  it('runs one search at a time, and of those that wait the newest alone', async () => {
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const type = searchAsTyped((text) => {
      begun.push(text);
      return new Promise((resolve) => ends.push(resolve));
    });
    type('a');
    type('ap');
    type('api');
    assert.deepEqual(begun, ['a']);
    ends[0]?.();
    await new Promise(setImmediate);
    assert.deepEqual(begun, ['a', 'api']);
    ends[1]?.();
    await new Promise(setImmediate);
    assert.deepEqual(begun, ['a', 'api']);
  });
});
