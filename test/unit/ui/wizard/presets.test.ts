import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { parseLifetimeText } from '../../../../src/core/lifetime-grammar.ts';
import type {
  ChoiceField,
  Field,
  Form,
  FormValues,
} from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { Memory } from '../../../../src/ui/wizard/memory.ts';
import { openWindow } from '../../vault/window.ts';
import { doors } from '../fakes/doors.ts';
import { enter, escape, person, type Answer } from '../fakes/person.ts';

const how: ChoiceField = {
  id: 'how',
  type: 'choice',
  title: 'Rights',
  prompt: 'What may it do?',
  choices: () => [
    { value: 'all', label: 'Everything' },
    { value: 'some', label: 'Some repositories' },
  ],
  presets: {
    fields: ['how', 'repositories', 'lifetime'],
    check: ({ how: chosen }) => (chosen === 'root' ? 'root is no more' : undefined),
    describe: ({ repositories }) => `reads ${String(repositories ?? 'everything')}`,
  },
  paste: {
    label: 'Paste a command…',
    detail: 'of the other tool',
    prompt: 'Paste what you would run.',
    read: (text) =>
      text.startsWith('tool ')
        ? {
            values: { how: 'some', repositories: [text.slice(5)] },
            ...(text.includes('web')
              ? { remark: { severity: 'info', message: 'It is old.' } }
              : {}),
          }
        : { severity: 'error', message: 'That is no command of the tool.' },
  },
};
const repositories: ChoiceField = {
  id: 'repositories',
  type: 'choice',
  title: 'Repositories',
  prompt: 'Which ones?',
  many: true,
  when: ({ how: chosen }) => chosen === 'some',
  choices: () => [
    { value: 'web', label: 'Web' },
    { value: 'app', label: 'App' },
  ],
};
const form: Form = { title: 'Issue', fields: [how, repositories] };

class Scene {
  offered: Readonly<Record<string, unknown>> = {};
  readonly memory = new Memory(openWindow().memento as never, (name) =>
    name === 'k.issue' ? this.offered : {},
  );

  ask(...answers: readonly Answer[]): Promise<FormValues | undefined> {
    person.reset(...answers);
    return runForm(form, { doors, remember: { memory: this.memory, name: 'k.issue' } });
  }
}

const save = 'Save Under a Name…';

describe('answers under a name', () => {
  let scene: Scene;
  beforeEach(() => {
    person.reset();
    scene = new Scene();
  });

  it('are saved on the way, and fill the steps the next time', async () => {
    const saved = await scene.ask('Some repositories', { presses: save, all: ['Web'] }, 'nightly', {
      all: ['Web'],
    });
    assert.deepEqual(saved, { how: 'some', repositories: ['web'] });
    assert.deepEqual(scene.memory.presets('k.issue'), {
      nightly: { how: 'some', repositories: ['web'] },
    });
    assert.equal(
      person.seen[2],
      'text: Save Under a Name / It is offered the next time. It holds no secret. / ',
    );
    assert.equal(person.seen[3], 'brief: Saved as “nightly”');
    assert.deepEqual(await scene.ask('nightly', { all: ['Web'] }), saved);
    assert.match(person.seen[0] ?? '', /Everything, Some repositories, \$\(bookmark\) nightly/);
  });

  it('count a bare number in settings as seconds, as they always did', async () => {
    const lifetime: Field = {
      id: 'lifetime',
      type: 'lifetime',
      title: 'Lifetime',
      prompt: 'How long?',
      presets: [{ value: '60', label: 'One minute' }],
      parse: (text) => {
        const parsed = parseLifetimeText(text);
        return 'seconds' in parsed
          ? { value: String(parsed.seconds) }
          : { severity: 'error', message: 'No lifetime.' };
      },
    };
    scene.offered = { hour: { how: 'all', lifetime: '3600' }, day: { how: 'all', lifetime: '1d' } };
    const remember = { memory: scene.memory, name: 'k.issue' };
    for (const [name, seconds] of [
      ['hour', '3600'],
      ['day', '86400'],
    ] as const) {
      person.reset(name, enter);
      const values = await runForm(
        { title: 'Issue', fields: [how, lifetime] },
        { doors, remember },
      );
      assert.deepEqual(values, { how: 'all', lifetime: seconds });
    }
  });

  it('are not saved without a name, nor when the name is not given', async () => {
    await scene.ask(
      'Some repositories',
      { presses: save, all: ['Web'] },
      ...[enter, escape, escape],
    );
    assert.match(person.seen[3] ?? '', /Please enter a name\./);
    assert.deepEqual(scene.memory.presets('k.issue'), {});
  });

  it('come from the settings as well, as far as the form names them and can read them', async () => {
    scene.offered = {
      team: { how: 'some', repositories: ['app'], url: 'https://elsewhere.example' },
      broken: { how: 'some', repositories: 'app' },
      old: { how: 'root' },
    };
    const values = await scene.ask('broken', 'team', { all: ['App'] });
    assert.deepEqual(values, { how: 'some', repositories: ['app'] });
    person.reset(escape);
    await scene.ask(escape);
    assert.deepEqual(person.about('team'), {
      ...person.about('team'),
      description: 'from the settings',
      detail: 'reads app',
    });
    assert.equal(
      person.about('broken')?.detail,
      'It cannot be used: “repositories” cannot be read',
    );
    assert.equal(person.about('old')?.detail, 'It cannot be used: root is no more');
  });

  it('are taken away by the button of their row', async () => {
    await scene.memory.keepPresets('k.issue', { nightly: { how: 'all' }, weekly: { how: 'all' } });
    await scene.ask({ row: 'nightly', button: 'Remove' }, escape);
    assert.deepEqual(Object.keys(scene.memory.presets('k.issue')), ['weekly']);
    assert.doesNotMatch(person.seen[1] ?? '', /nightly/);
  });
});

describe('answers out of a text of another tool', () => {
  it('are read where it is pasted, and stand in the steps that follow', async () => {
    const values = await new Scene().ask('Paste a command…', 'tool app', { all: ['App'] });
    assert.deepEqual(values, { how: 'some', repositories: ['app'] });
    assert.equal(person.seen[1], 'text: Paste a command… / Paste what you would run. / ');
  });

  it('are not taken from anything else, and what is to be said of them is seen before', async () => {
    const values = await new Scene().ask(...['Paste a command…', 'rm', 'tool web', enter], {
      all: ['Web'],
    });
    assert.deepEqual(values, { how: 'some', repositories: ['web'] });
    assert.match(person.seen[2] ?? '', /That is no command of the tool\./);
    assert.match(person.seen[3] ?? '', /It is old\. Press Enter again to go on\./);
  });

  it('are no answer when the box is left: the choice comes again', async () => {
    assert.deepEqual(await new Scene().ask('Paste a command…', escape, 'Everything'), {
      how: 'all',
    });
  });
});
