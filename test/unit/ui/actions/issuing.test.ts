import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Action } from '../../../../src/registries/contract/action.ts';
import type { Field, FormValues } from '../../../../src/registries/contract/form.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { settled } from '../../vault/fakes.ts';
import { account, issued } from '../../vault/window.ts';
import { editor, enter, escape, person } from '../fakes/editor.ts';
import { openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const { issueAnother } = await import('../../../../src/ui/commands/issue-another.ts');
const { runAction } = await import('../../../../src/ui/actions/run-action.ts');

const ada = row('ada', { can: ['issue'] });
const bob = row('bob', { can: ['issue'] });
const title: Field = { id: 'title', type: 'text', title: 'Title', prompt: 'For what?' };
const life: Field = {
  id: 'life',
  type: 'lifetime',
  title: 'Lifetime',
  prompt: 'How long?',
  presets: [{ value: '2592000', label: '30 days' }],
  parse: () => ({ value: '129600' }),
};
const rights: Field = {
  id: 'rights',
  type: 'choice',
  many: true,
  title: 'Rights',
  prompt: 'What may it do?',
  choices: () => [
    { value: 'r', label: 'Read' },
    { value: 'w', label: 'Write' },
  ],
};

/** A registry whose rows issue tokens, and what was issued. */
class Issuer {
  fields: readonly Field[] = [title, rights, life];
  issues: Action['issues'] = 'again';
  message = 'Here it is.';
  caution: string | undefined;
  more: Partial<TokenRecord> = {};
  readonly done: { readonly row: string; readonly values: FormValues }[] = [];

  get action(): Action {
    return {
      ...(this.issues === undefined ? {} : { issues: this.issues }),
      form: () => ({ title: 'Issue Token', fields: this.fields }),
      run: ({ path }, values) => {
        this.done.push({ row: path.join('/'), values });
        const token = issued(`a1/${this.done.length}`, `secret number ${this.done.length}`);
        const more = this.caution === undefined ? {} : { caution: this.caution };
        return Promise.resolve({
          message: this.message,
          issued: { ...token, record: { ...token.record, ...this.more, ...more } },
          changed: [],
        });
      },
    };
  }

  readonly desk = () =>
    openDesk(() => registryOf({ actions: { issue: this.action }, roots: () => pages([ada, bob]) }));
}

const lastStep =
  'pick: Issue Token / Here it is. / $(copy) Copy Token, $(copy) Copy Token As…, $(star) Set Active, $(check) Just Keep It';
const copied = 'brief: Token of acme+ci copied, cleared in 60 s';

let issuer: Issuer;
beforeEach(() => {
  issuer = new Issuer();
  person.reset();
  editor.set('registryTokens.afterIssuing', 'ask');
});

describe('issuing another one like a token that ends', () => {
  it('asks nothing, and makes the new one active where the former was', async () => {
    const { services, window } = await issuer.desk();
    const { vault } = window;
    person.reset('ada', 'laptop', { all: ['Read'] }, '30 days', 'Set Active');
    await runAction('issue', undefined, services);
    person.reset('Just Keep It');
    await issueAnother(rowOf(vault.active.token), services);
    assert.deepEqual(issuer.done[1], issuer.done[0]);
    assert.deepEqual(person.seen, [lastStep.replace('$(star) Set Active, ', '')]);
    assert.equal(vault.active.token?.id, 'a1/2');
    // The former one still counts, and asking for another one like it does not touch the active one.
    await issueAnother(rowOf(vault.tokens.get('a1/1')), services);
    assert.equal(issuer.done.length, 3);
    assert.equal(vault.active.token.id, 'a1/2');
  });

  it('asks in the account of a token whose answers are not known', async () => {
    const { services, window, account: home } = await issuer.desk();
    await window.vault.tokens.keep(issued('a1/old'));
    person.reset();
    await issueAnother(rowOf(window.vault.tokens.get('a1/old')), services);
    assert.deepEqual(person.ran, [
      ['registryTokens.issueToken', { type: 'account', id: 'a1', account: home }],
    ]);
    const [[, row] = []] = person.ran;
    await window.vault.addAccount(account('a2', { label: 'b' }), {});
    person.reset('ada');
    await runAction('issue', row, services);
    assert.match(person.seen[0] ?? '', /Which one in acme\? /);
  });
});

/** The row of a held token. */
const rowOf = (record: TokenRecord | undefined) => ({
  type: 'record',
  id: record?.id ?? '',
  account: account('a1', { label: 'acme' }),
  record,
  parent: { type: 'pasted', id: 'pasted' },
});

describe('issuing what was issued before', () => {
  it('takes one Enter from the palette, and another to have it in the clipboard', async () => {
    const { services, window } = await issuer.desk();
    await window.vault.addAccount(account('a2', { label: 'b' }), {});
    person.reset('acme', 'ada', 'laptop', { all: ['Read', 'Write'] }, '30 days', 'Copy Token');
    await runAction('issue', undefined, services);
    assert.equal(person.seen.length, 7);
    person.reset(enter, enter);
    await runAction('issue', undefined, services);
    assert.deepEqual(person.seen, [
      'pick: Issue Token / Again, or something else? / $(history) The same as last time, $(list-selection) Something Else…',
      lastStep,
      copied,
    ]);
    assert.equal(person.clipboard, 'secret number 2');
    assert.deepEqual(issuer.done[1], issuer.done[0]);
    await services.clipboard.close();
  });

  it('says in words what it was, of whom, and in which account', async () => {
    const { services } = await issuer.desk();
    person.reset('ada', 'laptop', { all: ['Read'] }, { types: '36h' }, escape, escape);
    await runAction('issue', undefined, services);
    person.reset();
    await runAction('issue', undefined, services);
    const { description, detail } = person.list[0] ?? {};
    assert.deepEqual([description, detail], ['ada · acme', 'laptop · Read · 36 hours']);
  });

  it('is offered on the row alone that it was issued on', async () => {
    const { services, node } = await issuer.desk();
    person.reset('laptop', { all: [] }, '30 days', escape);
    await runAction('issue', node(ada), services);
    person.reset();
    await runAction('issue', node(bob), services);
    assert.deepEqual(person.seen, ['text: Issue Token: Title / For what? / ']);
    person.reset(enter, escape);
    await runAction('issue', node(ada), services);
    assert.deepEqual(
      issuer.done.map((done) => done.row),
      ['ada', 'ada'],
    );
  });

  it('stands beside what was issued before that, the last one first and each once', async () => {
    const { services, node } = await issuer.desk();
    for (const name of ['one', 'two', 'one']) {
      person.reset(...(issuer.done.length === 0 ? [] : ['Something Else…']));
      person.plans(name, { all: ['Read'] }, '30 days', escape);
      await runAction('issue', node(ada), services);
    }
    person.reset();
    await runAction('issue', node(ada), services);
    assert.deepEqual(
      person.list.slice(0, 2).map(({ detail }) => detail),
      ['one · Read · 30 days', 'two · Read · 30 days'],
    );
  });

  it('is not offered once its account is gone', async () => {
    const { services, node, window } = await issuer.desk();
    person.reset('laptop', { all: [] }, '30 days', escape);
    await runAction('issue', node(ada), services);
    await window.vault.addAccount(account('a2', { label: 'b' }), {});
    await window.vault.removeAccount('a1');
    person.reset();
    await runAction('issue', undefined, services);
    assert.match(person.seen[0] ?? '', /^pick: Issue Token \/ Which one in b\?/);
  });

  it('never keeps a secret that was put into a box for something else', async () => {
    issuer.fields = [title];
    const desk = await issuer.desk();
    const pasted = `eyJhbGciOiJIUzI1NiJ9.${'A'.repeat(40)}.${'B'.repeat(43)}`;
    person.plans(pasted, 'Just Keep It');
    await runAction('issue', desk.node(ada), desk.services);
    const { memento } = desk.window;
    const stored = JSON.stringify(memento.keys().map((key) => memento.get(key)));
    assert.equal(issuer.done.length, 1);
    assert.ok(!stored.includes('B'.repeat(43)), stored);
  });

  it('never keeps a secret: a form that asks for one is asked again', async () => {
    issuer.fields = [{ id: 'key', type: 'secret', title: 'Key', prompt: 'Which key?' }, title];
    const { services, node, window } = await issuer.desk();
    person.reset('open sesame now', 'laptop', escape);
    await runAction('issue', node(ada), services);
    assert.equal(issuer.done.length, 1);
    const { memento } = window;
    const stored = JSON.stringify(memento.keys().map((name) => memento.get(name)));
    assert.ok(!stored.includes('laptop') && !stored.includes('sesame'), stored);
    person.reset();
    await runAction('issue', node(ada), services);
    assert.deepEqual(person.seen, ['secret: Issue Token: Key / Which key? / ']);
  });

  it('is not offered for what is issued but once', async () => {
    issuer.issues = 'once';
    const { services, node } = await issuer.desk();
    person.reset('laptop', { all: [] }, '30 days', escape);
    await runAction('issue', node(ada), services);
    person.reset();
    await runAction('issue', node(ada), services);
    assert.equal(person.seen[0], 'text: Issue Token: Title / For what? / ');
  });
});

describe('the last step of issuing', () => {
  const answers = ['laptop', { all: [] }, '30 days'] as const;

  it('comes after the token is kept, and Escape leaves it at that', async () => {
    const { services, node, window } = await issuer.desk();
    person.reset(...answers, escape);
    await runAction('issue', node(ada), services);
    assert.equal(person.seen.at(-1), lastStep);
    assert.ok(window.vault.tokens.get('a1/1'));
    assert.equal(person.clipboard, '');
  });

  it('begins the next time with what was chosen', async () => {
    const { services, node, window } = await issuer.desk();
    person.reset(...answers, 'Set Active');
    await runAction('issue', node(ada), services);
    assert.equal(window.vault.active.token?.id, 'a1/1');
    person.reset(enter, enter);
    await runAction('issue', node(ada), services);
    assert.match(person.seen[1] ?? '', /Here it is\. \/ \$\(star\) Set Active, /);
    assert.equal(window.vault.active.token.id, 'a1/2');
  });

  it('leads on to the forms of a copy', async () => {
    const { services, node } = await issuer.desk();
    person.reset(...answers, 'Copy Token As…');
    await runAction('issue', node(ada), services);
    const [name, passed] = person.ran.at(-1) ?? [];
    assert.equal(name, 'registryTokens.copyTokenAs');
    assert.equal((passed as { readonly record: { readonly id: string } }).record.id, 'a1/1');
  });

  it('logs Docker in where the token can, which then comes first', async () => {
    issuer.more = { registryHost: 'quay.example', loginName: 'ada' };
    const { services, node } = await issuer.desk();
    person.reset(...answers, 'Docker Login');
    await runAction('issue', node(ada), services);
    const [name, passed] = person.ran.at(-1) ?? [];
    assert.equal(name, 'registryTokens.dockerLogin');
    assert.equal((passed as { readonly record: { readonly id: string } }).record.id, 'a1/1');
    person.reset(enter, escape);
    await runAction('issue', node(ada), services);
    assert.match(person.seen[1] ?? '', /Here it is\. \/ \$\(terminal\) Docker Login, \$\(copy\)/);
  });

  it('is left out where the setting copies, which is told', async () => {
    editor.set('registryTokens.afterIssuing', 'copy');
    const { services, node } = await issuer.desk();
    person.reset(...answers);
    await runAction('issue', node(ada), services);
    assert.deepEqual(person.seen.slice(3), ['info: Here it is. / []', copied]);
    assert.equal(person.clipboard, 'secret number 1');
    await services.clipboard.close();
  });

  it('is left out for a token that must be minded, whatever the setting', async () => {
    editor.set('registryTokens.afterIssuing', 'copy');
    issuer.caution = 'It may do more than was asked for.';
    const { services, node } = await issuer.desk();
    person.reset(...answers);
    await runAction('issue', node(ada), services);
    await settled();
    assert.match(
      person.seen.at(-1) ?? '',
      /^question: It may do more .*\[Do Not Copy \| Copy Anyway\]$/s,
    );
    assert.equal(person.clipboard, '');
  });

  it('says what is longer than its box in a message as well', async () => {
    issuer.message = `It was issued, ${'but '.repeat(30)}there it is.`;
    const { services, node } = await issuer.desk();
    person.reset(...answers, escape);
    await runAction('issue', node(ada), services);
    assert.ok(person.seen.includes(`info: ${issuer.message} / []`));
  });
});
