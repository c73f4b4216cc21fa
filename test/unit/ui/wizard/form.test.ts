import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type {
  ChoiceField,
  Field,
  Form,
  FormValues,
  SecretField,
} from '../../../../src/registries/contract/form.ts';
import { runForm } from '../../../../src/ui/wizard/form.ts';
import { Memory } from '../../../../src/ui/wizard/memory.ts';
import { openWindow } from '../../vault/window.ts';
import { doors } from '../fakes/doors.ts';
import { back, enter, escape, person } from '../fakes/person.ts';

const form = (...fields: readonly Field[]): Form => ({ title: 'Make', fields });
const name: Field = { id: 'name', type: 'text', title: 'Name', prompt: 'Which name?' };
const key: SecretField = { id: 'key', type: 'secret', title: 'Key', prompt: 'Which key?' };
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

describe('a form', () => {
  beforeEach(() => person.reset());

  it('asks step by step, and masks what is secret', async () => {
    person.plans('x', 'sesame', 'Large');
    const values = await runForm(form(name, key, size), { doors });
    assert.deepEqual(person.seen, [
      'text: Make: Name / Which name? / ',
      'secret: Make: Key / Which key? / ',
      'pick: Make: Size / How large? / Small, Large',
    ]);
    assert.equal(values?.['name'], 'x');
    assert.equal(values['size'], 'l');
    assert.ok(values['key'] instanceof Secret && values['key'].reveal() === 'sesame');
  });

  it('shows what a server has named as it is, wherever it stands', async () => {
    const title = '$(verified) \u202eadmin';
    const shown = '$ (verified) \\u{202e}admin';
    person.plans('x', 'Large');
    await runForm({ title, fields: [name, { ...size, prompt: title }] }, { doors });
    assert.deepEqual(person.seen, [
      `text: ${shown}: Name / Which name? / `,
      `pick: ${shown}: Size / ${shown} / Small, Large`,
    ]);
  });

  it('opens the page where a secret is made beside its step', async () => {
    const page = ({ name: at }: FormValues) => ({ label: 'Open It', url: `https://${String(at)}` });
    person.plans('acme.example', { presses: 'Open It', all: [] }, 'sesame');
    const values = await runForm(form(name, { ...key, onPage: true }), { doors, page });
    assert.deepEqual(person.opened, ['https://acme.example']);
    assert.ok(values?.['key'] instanceof Secret);
  });

  it('gives nothing when it is left, from its first step as well', async () => {
    person.plans('x', escape);
    assert.equal(await runForm(form(name, size), { doors }), undefined);
    person.reset(back);
    assert.equal(await runForm(form(size), { doors }), undefined);
  });

  it('leaves out the steps that do not apply, and asks for what is missing', async () => {
    const reason: Field = {
      ...name,
      id: 'why',
      when: ({ size: chosen }: FormValues) => chosen === 'l',
    };
    person.plans('Small');
    assert.deepEqual(await runForm(form(size, reason), { doors }), { size: 's' });
    person.reset('Large', enter, 'since');
    assert.deepEqual(await runForm(form(size, reason), { doors }), { size: 'l', why: 'since' });
    assert.equal(person.seen.at(-1), 'text: Make: Name / Please enter: Name. / ');
  });

  it('asks no step with one choice alone, counts without it, and goes back past it', async () => {
    const only: ChoiceField = {
      ...size,
      id: 'only',
      choices: () => [{ value: 'o', label: 'One' }],
    };
    person.plans('x', back, 'y', 'Large');
    assert.deepEqual(await runForm(form(name, only, size), { doors }), {
      name: 'y',
      only: 'o',
      size: 'l',
    });
    assert.deepEqual(person.seen, [
      'text: Make: Name / Which name? / ',
      'pick: Make: Size / How large? / Small, Large',
      'text: Make: Name / Which name? / x',
      'pick: Make: Size / How large? / Small, Large',
    ]);
    assert.equal(person.step, '2/2');
    person.reset(enter);
    await runForm(form({ ...size, id: 'first' }, only, size, { ...only, id: 'last' }), { doors });
    assert.equal(person.step, '2/2');
    person.reset(escape);
    await runForm(form({ ...size, id: 'first' }, only, size, { ...only, id: 'last' }), { doors });
    assert.equal(person.step, '1/2');
  });

  it('asks for a consent although there is but one choice', async () => {
    const consent: ChoiceField = {
      ...size,
      consent: true,
      choices: () => [{ value: 'yes', label: 'Keep It' }],
    };
    person.plans('Keep It');
    assert.deepEqual(await runForm(form(consent), { doors }), { size: 'yes' });
    assert.equal(person.seen.length, 1);
  });

  it('keeps what was typed when the server does not take it', async () => {
    const checked: Field = {
      ...name,
      verify: ({ name: typed }) =>
        typed === 'good'
          ? Promise.resolve(undefined)
          : Promise.reject(new RegistryError('conflict', 'It is taken.')),
    };
    person.plans('bad', 'good');
    const connection = () => Promise.resolve({} as never);
    assert.deepEqual(await runForm(form(checked), { doors, connection }), { name: 'good' });
    assert.equal(person.seen[1], 'text: Make: Name / It is taken. / bad');
  });

  it('shows a warning of the server once, and goes on at the second Enter', async () => {
    const checked: Field = {
      ...name,
      verify: () => Promise.resolve({ severity: 'warning', message: 'It is old.' }),
    };
    person.plans('x', enter);
    const connection = () => Promise.resolve({} as never);
    assert.deepEqual(await runForm(form(checked), { doors, connection }), { name: 'x' });
    assert.match(person.seen[1] ?? '', /It is old\. Press Enter again to go on\. \/ x$/);
  });

  it('reads a lifetime as it is typed', async () => {
    const lifetime: Field = {
      id: 'lifetime',
      type: 'lifetime',
      title: 'Lifetime',
      prompt: 'How long?',
      presets: [{ value: '3600', label: 'One hour' }],
      parse: (text) =>
        text === '2h' ? { value: '7200' } : { severity: 'error', message: 'No lifetime.' },
    };
    person.plans({ types: '2h' });
    assert.deepEqual(await runForm(form(lifetime), { doors }), { lifetime: '7200' });
    assert.equal(person.about('2 hours')?.description, 'as typed');
    person.reset({ types: '2h' });
    const clock = { now: () => Date.UTC(2026, 7, 21, 10) };
    await runForm(form(lifetime), { doors, clock });
    assert.equal(person.about('2 hours')?.description, 'until 2026-08-21 12:00 UTC');
    person.reset('One hour');
    assert.deepEqual(await runForm(form(lifetime), { doors }), { lifetime: '3600' });
    // On the way to a preset's words nothing is wrong, and Enter takes it.
    person.reset({ types: 'one h' });
    assert.deepEqual(await runForm(form(lifetime), { doors }), { lifetime: '3600' });
  });

  it('asks again for choices that do not go together', async () => {
    const many: ChoiceField = {
      ...size,
      many: true,
      check: (chosen) =>
        chosen.length > 0 ? undefined : { severity: 'error', message: 'At least one.' },
    };
    person.plans({ all: [] }, { all: ['Small', 'Large'] });
    assert.deepEqual(await runForm(form(many), { doors }), { size: ['s', 'l'] });
    assert.match(person.seen[1] ?? '', /At least one\./);
  });

  it('takes what was typed where none was chosen, and has to be', async () => {
    const many: ChoiceField = {
      ...size,
      many: true,
      check: (chosen) =>
        chosen.length > 0 ? undefined : { severity: 'error', message: 'At least one.' },
    };
    person.plans({ types: 'small' });
    assert.deepEqual(await runForm(form(many), { doors }), { size: ['s'] });
    person.reset({ types: 'arg' });
    assert.deepEqual(await runForm(form(many), { doors }), { size: ['l'] });
    // Both have it, and the next none: it is asked again.
    person.reset({ types: 'l' }, { types: 'huge' }, { types: ' ' }, { all: ['Large'] });
    assert.deepEqual(await runForm(form(many), { doors }), { size: ['l'] });
    assert.match(person.seen[3] ?? '', /At least one\./);
    person.reset({ types: 'small' });
    assert.deepEqual(await runForm(form({ ...size, many: true }), { doors }), { size: [] });
  });

  it('offers the last choice first the next time, and never a secret', async () => {
    const { memento } = openWindow();
    const remember = { memory: new Memory(memento as never, () => ({})), name: 'k.make' };
    person.plans('sesame', 'Large');
    await runForm(form(key, size), { doors, remember });
    assert.equal(remember.memory.recall('k.make.size'), 'l');
    assert.ok(!JSON.stringify(memento.keys().map((each) => memento.get(each))).includes('sesame'));
  });

  it('waits for what happens elsewhere, and goes on by itself', async () => {
    const external: Field = {
      id: 'login',
      type: 'external',
      title: 'Browser',
      prompt: 'Sign in.',
      start: () =>
        Promise.resolve({
          message: 'Compare the code.',
          url: 'https://login.example',
          code: '42',
          finished: () => Promise.resolve({ login: 'done' }),
        }),
    };
    person.plans({ waits: true });
    const connection = () => Promise.resolve({} as never);
    assert.deepEqual(await runForm(form(external), { doors, connection }), { login: 'done' });
    assert.deepEqual(person.opened, ['https://login.example']);
  });

  it('says why that failed, and tries again when the person wants that', async () => {
    let starts = 0;
    const external: Field = {
      id: 'login',
      type: 'external',
      title: 'Browser',
      prompt: 'Sign in.',
      start: () => {
        starts += 1;
        const came =
          starts === 1
            ? Promise.reject(new RegistryError('timeout', 'Nobody signed in.'))
            : Promise.resolve({ login: 'done' });
        return Promise.resolve({
          message: 'Go on in the browser.',
          url: 'https://login.example',
          finished: () => came,
        });
      },
    };
    person.plans('Try Again', { waits: true });
    const connection = () => Promise.resolve({} as never);
    assert.deepEqual(await runForm(form(external), { doors, connection }), { login: 'done' });
    assert.equal(
      person.seen[0],
      'pick: Make: Browser / Nobody signed in. / $(error) Nobody signed in., $(refresh) Try Again',
    );
    assert.equal(person.opened.length, 2);
  });

  it('opens the page again or copies its address while it waits, and can be left', async () => {
    const external: Field = {
      id: 'login',
      type: 'external',
      title: 'Browser',
      prompt: 'Sign in.',
      start: () =>
        Promise.resolve({
          message: 'Go on in the browser.',
          url: 'https://login.example',
          finished: (signal) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () =>
                reject(new RegistryError('cancelled', 'Cancelled.')),
              );
            }),
        }),
    };
    const connection = () => Promise.resolve({} as never);
    person.plans('Copy the Address', 'Open the Page Again', escape);
    assert.equal(await runForm(form(external), { doors, connection }), undefined);
    assert.equal(person.clipboard, 'https://login.example');
    assert.equal(person.opened.length, 2);
  });
});
