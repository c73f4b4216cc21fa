import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { Action } from '../../../../src/registries/contract/action.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { settled } from '../../vault/fakes.ts';
import { account, issued } from '../../vault/window.ts';
import { back, person } from '../fakes/editor.ts';
import { openDesk, pages, registryOf, row } from '../fakes/desk.ts';

const { runAction } = await import('../../../../src/ui/actions/run-action.ts');

const ci = row('ci', { can: ['delete'] });
const cd = row('cd', { can: ['delete'] });
const robots = [ci, cd];
let groups: readonly string[];
beforeEach(() => {
  groups = ['robots'];
});

/** An action that counts how often it was done, and to what. */
class Counted {
  readonly done: { readonly label: string; readonly values: FormValues }[] = [];
  outcome: Outcome = { message: 'It is gone.', changed: [[]] };
  fails: (label: string) => RegistryError | undefined = () => undefined;
  several = false;
  form: Action['form'] | undefined;
  consequence: NonNullable<Action['consequence']> = (items) => ({
    message: `Delete ${items.map(({ label }) => label).join(' and ')}?`,
    detail: 'It does not come back.',
  });

  get action(): Action {
    return {
      ...(this.several ? { several: true } : {}),
      ...(this.form === undefined ? {} : { form: this.form }),
      consequence: this.consequence,
      run: this.run,
    };
  }

  readonly run: Action['run'] = ({ label }, values) => {
    this.done.push({ label, values });
    const failure = this.fails(label);
    return failure === undefined ? Promise.resolve(this.outcome) : Promise.reject(failure);
  };
}

const deskOf = (counted: Counted) =>
  openDesk(() =>
    registryOf({
      actions: { delete: counted.action },
      roots: () =>
        pages(groups.map((name) => row(name, { hasChildren: true, within: ['delete'] }))),
      children: () => pages(robots),
    }),
  );

describe('an action from a row', () => {
  let action: Counted;
  beforeEach(() => {
    action = new Counted();
    person.reset();
  });

  it('says what it means, does it once, and tells what was done', async () => {
    const { services, node } = await deskOf(action);
    person.plans('Delete');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen, [
      'question: Delete ci? / It does not come back. / [Leave As Is | Delete]',
      'info: It is gone. / []',
    ]);
    assert.deepEqual(action.done, [{ label: 'ci', values: {} }]);
  });

  for (const press of ['Go On', 'Go Back']) {
    it(`tells what of it was not done, and does that with “${press}”`, async () => {
      const then = (message: string) => () => Promise.resolve({ message, changed: [] });
      action.outcome = {
        message: 'A half is done.',
        changed: [],
        unfinished: {
          message: 'The rest is not.',
          goOn: then('On.'),
          goBack: then('Back.'),
        },
      };
      const { services, node } = await deskOf(action);
      person.plans('Delete', press);
      await runAction('delete', node(ci), services);
      await settled();
      assert.deepEqual(person.seen.slice(1), [
        'info: A half is done. / []',
        'error: acme: The rest is not. / [Go On | Go Back | Show Log]',
        `info: ${press === 'Go On' ? 'On.' : 'Back.'} / []`,
      ]);
      assert.equal(action.done.length, 1);
    });
  }

  it('opens what it made to be saved as a new document', async () => {
    const document = { language: 'yaml', content: 'on: push\n' };
    action.outcome = { message: 'Here it is.', changed: [], document };
    const { services, node } = await deskOf(action);
    person.plans('Delete');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.documents, [document]);
    assert.equal(person.seen.at(-1), 'info: Here it is. / []');
  });

  it('is not offered again when what was done cannot be noted on this machine', async () => {
    const { services, node, window } = await deskOf(action);
    await services.vault.tokens.keep(issued('a1/ci'));
    action.outcome = { ...action.outcome, ended: ['a1/ci'] };
    window.secrets.fails = 'delete';
    person.plans('Delete');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen.slice(1), [
      'warning: “acme”: what was done could not be noted on this machine, which may still keep a token that has ended. See the log for details. / []',
      'info: It is gone. / []',
    ]);
    assert.equal(action.done.length, 1);
  });

  it('does nothing when the person does not say yes', async () => {
    const { services, node } = await deskOf(action);
    await runAction('delete', node(ci), services);
    assert.deepEqual(action.done, []);
    assert.equal(person.seen.length, 1);
  });

  it('asks its steps before that, and nothing more when one is left', async () => {
    action.form = ({ label }) => ({
      title: `Delete ${label}`,
      fields: [
        { id: 'why', type: 'text', title: 'Reason', prompt: 'Why is that?' },
        {
          id: 'when',
          type: 'choice',
          title: 'Time',
          prompt: 'When?',
          choices: () => [
            { value: 'now', label: 'Now' },
            { value: 'later', label: 'Later' },
          ],
        },
      ],
    });
    const { services, node } = await deskOf(action);
    person.plans('old', back, 'older', 'Later', 'Delete');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen, [
      'text: Delete ci: Reason / Why is that? / ',
      'pick: Delete ci: Time / When? / Now, Later',
      'text: Delete ci: Reason / Why is that? / old',
      'pick: Delete ci: Time / When? / Now, Later',
      'question: Delete ci? / It does not come back. / [Leave As Is | Delete]',
      'info: It is gone. / []',
    ]);
    assert.deepEqual(action.done, [{ label: 'ci', values: { why: 'older', when: 'later' } }]);
    person.reset();
    await runAction('delete', node(ci), services);
    assert.equal(action.done.length, 1);
  });

  it('says why it cannot be done where the registry has no such action', async () => {
    const { services, node } = await openDesk(registryOf({}));
    await runAction(
      'delete',
      node({ ...ci, blocked: { delete: 'Robots are not yours.' } }),
      services,
    );
    assert.deepEqual(person.seen, ['error: acme: Robots are not yours. / [Show Log]']);
  });

  it('needs no yes where nothing is to be minded', async () => {
    action.consequence = () => undefined;
    const { services, node } = await deskOf(action);
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen, ['info: It is gone. / []']);
  });

  it('is tried again with the same answers, when the person wants that', async () => {
    action.fails = () =>
      action.done.length === 1 ? new RegistryError('unreachable', 'Nobody answers.') : undefined;
    const { services, node } = await deskOf(action);
    person.plans('Delete', 'Try Again');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen.slice(1), [
      'error: acme: Nobody answers. / [Try Again | Show Log]',
      'info: It is gone. / []',
    ]);
    assert.equal(action.done.length, 2);
  });

  it('looks what happened when the answer was lost, and does it no second time', async () => {
    action.fails = () =>
      new RegistryError('lost-answer', 'The answer was lost.', {
        look: () => Promise.resolve({ message: 'It is still there.', changed: [] }),
      });
    const { services, node } = await deskOf(action);
    person.plans('Delete', 'Check Now');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(person.seen.slice(1), [
      'warning: acme: The answer was lost. / [Check Now | Show Log]',
      'info: It is still there. / []',
    ]);
    assert.equal(action.done.length, 1);
  });

  it('shows the log of a failure, and nothing of one that was the person’s wish', async () => {
    action.fails = () => new RegistryError('server', 'It broke.');
    const { services, node } = await deskOf(action);
    person.plans('Delete', 'Show Log');
    await runAction('delete', node(ci), services);
    assert.deepEqual(person.log, ['acme: [server] It broke.', '(shown)']);
    person.reset('Delete');
    action.fails = () => new RegistryError('cancelled', 'Cancelled.');
    await runAction('delete', node(ci), services);
    assert.equal(person.seen.length, 1);
    assert.deepEqual(person.log, []);
  });

  it('hides what nobody vouched for', async () => {
    action.consequence = () => {
      throw new Error('token=verysecretindeed');
    };
    const { services, node } = await deskOf(action);
    await runAction('delete', node(ci), services);
    assert.deepEqual(person.seen, [
      'error: acme: Something went wrong inside the extension; see the log for details. / [Try Again | Show Log]',
    ]);
    assert.ok(!person.log.join().includes('verysecret'));
  });
});

describe('an action on rows that are selected together', () => {
  it('asks once, goes on after one that fails, and tells of all at the end', async () => {
    const action = new Counted();
    action.several = true;
    action.fails = (label) =>
      label === 'ci' ? new RegistryError('server', 'It broke.') : undefined;
    const { services, node } = await deskOf(action);
    const rows = [node(ci), node(cd)];
    person.reset('Delete', 'Show Log');
    await runAction('delete', rows[0], services, rows);
    assert.deepEqual(person.seen, [
      'question: Delete ci and cd? / It does not come back.\n\n• ci\n• cd / [Leave As Is | Delete]',
      'warning: 1 of 2 robots deleted. ci: It broke. / [Show Log]',
    ]);
    assert.deepEqual(
      action.done.map(({ label }) => label),
      ['ci', 'cd'],
    );
    person.reset('Delete');
    action.fails = () => undefined;
    await runAction('delete', rows[0], services, rows);
    assert.equal(person.seen.at(-1), 'info: 2 robots deleted. / []');
  });

  it('asks once for rows of several accounts, each by its own registry', async () => {
    const action = new Counted();
    action.several = true;
    const { services, node, window } = await deskOf(action);
    const other = account('a2', { label: 'b' });
    await window.vault.addAccount(other, {});
    const rows = [node(ci), { ...node(cd), account: other }];
    person.reset('Delete');
    await runAction('delete', rows[0], services, rows);
    assert.deepEqual(person.seen, [
      'question: Delete 2 robots of 2 accounts? / acme:\n• ci\nIt does not come back.\n\nb:\n• cd\nIt does not come back. / [Leave As Is | Delete]',
      'info: 2 robots deleted. / []',
    ]);
    assert.deepEqual(
      action.done.map(({ label }) => label),
      ['ci', 'cd'],
    );
  });

  it('does nothing to any account where one cannot be asked', async () => {
    const action = new Counted();
    action.several = true;
    action.consequence = ([{ label }]) => {
      if (label === 'cd') throw new RegistryError('server', 'It broke.');
      return { message: '', detail: '' };
    };
    const { services, node, window } = await deskOf(action);
    const other = account('a2', { label: 'b' });
    await window.vault.addAccount(other, {});
    const rows = [node(ci), { ...node(cd), account: other }];
    person.reset();
    await runAction('delete', rows[0], services, rows);
    assert.match(person.seen.join(), /^error: b: It broke\./);
    assert.deepEqual(action.done, []);
  });

  it('is done to the row it was started from, where it takes but one', async () => {
    const action = new Counted();
    const { services, node } = await deskOf(action);
    const rows = [node(ci), node(cd)];
    person.reset('Delete');
    await runAction('delete', rows[1], services, rows);
    assert.deepEqual(
      action.done.map(({ label }) => label),
      ['cd'],
    );
  });
});

describe('an action from the palette', () => {
  it('leads from the account to a row, and back', async () => {
    const action = new Counted();
    const { services, window } = await deskOf(action);
    await window.vault.addAccount(account('a2', { label: 'b' }), {});
    groups = ['robots', 'more'];
    person.reset('acme', 'robots', back, 'robots', 'cd', 'Delete');
    await runAction('delete', undefined, services);
    assert.deepEqual(person.seen.slice(0, 5), [
      'pick: Delete Robot / Which account? / $(package) acme, $(package) b',
      'pick: Delete Robot / Which one in acme? / $(chevron-right) robots, $(chevron-right) more',
      'pick: Delete Robot / Which one in robots? / ci, cd',
      'pick: Delete Robot / Which one in acme? / $(chevron-right) robots, $(chevron-right) more',
      'pick: Delete Robot / Which one in robots? / ci, cd',
    ]);
    assert.deepEqual(
      action.done.map(({ label }) => label),
      ['cd'],
    );
  });

  it('asks nothing where there is one choice alone, and goes back past it', async () => {
    const action = new Counted();
    const { services, window } = await deskOf(action);
    await window.vault.addAccount(account('a2', { label: 'b' }), {});
    person.reset('acme', back, 'b', 'ci', 'Delete');
    await runAction('delete', undefined, services);
    assert.deepEqual(person.seen.slice(0, 4), [
      'pick: Delete Robot / Which account? / $(package) acme, $(package) b',
      'pick: Delete Robot / Which one in robots? / ci, cd',
      'pick: Delete Robot / Which account? / $(package) acme, $(package) b',
      'pick: Delete Robot / Which one in robots? / ci, cd',
    ]);
    assert.equal(action.done.length, 1);
  });

  it('offers no account whose kind of registry lacks the action', async () => {
    const action = new Counted();
    const { services, window } = await deskOf(action);
    await window.vault.addAccount(account('a2', { label: 'cluster', kind: 'rok' }), {});
    person.reset('ci', 'Delete');
    await runAction('delete', undefined, services);
    assert.equal(person.seen[0], 'pick: Delete Robot / Which one in robots? / ci, cd');
    assert.equal(action.done.length, 1);

    await window.vault.removeAccount(services.vault.accounts.list()[0]?.id ?? '');
    person.reset();
    await runAction('delete', undefined, services);
    assert.match(person.seen.join(), /None of your accounts belongs to a registry with “Delete/);
  });

  it('says why there is nothing to choose', async () => {
    const { services } = await openDesk(
      registryOf({
        roots: () => pages([row('robots', { blocked: { delete: 'They are not yours.' } })]),
      }),
    );
    person.reset();
    await runAction('delete', undefined, services);
    assert.deepEqual(person.seen, [
      'pick: Delete Robot / Which one in acme? / $(info) They are not yours.',
    ]);
  });

  it('offers to add an account where there is none, or to import those that are found', async () => {
    const { services, window } = await deskOf(new Counted());
    await window.vault.removeAccount('a1');
    const found: readonly [pending: () => Promise<readonly object[]>, offered: string][] = [
      [() => Promise.resolve([]), '[Add Account]'],
      [() => Promise.resolve([{}]), '[Import Accounts | Add Account]'],
      [() => Promise.reject(new Error('It is no JSON.')), '[Import Accounts | Add Account]'],
    ];
    for (const [pending, offered] of found) {
      person.reset('Add Account');
      await runAction('delete', undefined, { ...services, offers: { pending } as never });
      assert.deepEqual(person.seen, [`info: There is no account yet. / ${offered}`]);
      assert.deepEqual(person.ran, [['registryTokens.addAccount']]);
    }
    person.reset('Import Accounts');
    const offers = { pending: () => Promise.resolve([{}]) } as never;
    await runAction('delete', undefined, { ...services, offers });
    assert.deepEqual(person.ran, [['registryTokens.importAccounts']]);
  });
});

describe('what came of an action', () => {
  const token = issued('a1/robot:ci', 'a secret of the robot');
  let action: Counted;
  beforeEach(() => {
    action = new Counted();
    action.consequence = () => undefined;
    action.outcome = { message: 'Here it is.', issued: token, changed: [[]], reveal: ['ci'] };
    person.reset();
  });

  it('is stored before it is shown, and copied when the person wants that', async () => {
    const { services, node, window } = await deskOf(action);
    person.plans('Copy Token');
    await runAction('delete', node(ci), services);
    assert.ok(window.vault.tokens.get(token.record.id));
    await settled();
    assert.deepEqual(person.seen, [
      'info: Here it is. / [Copy Token | Set Active]',
      'brief: Token of acme+ci copied, cleared in 60 s',
    ]);
    assert.equal(person.clipboard, 'a secret of the robot');
    await services.clipboard.close();
  });

  it('becomes the active token when the person wants that', async () => {
    const { services, node, window } = await deskOf(action);
    person.plans('Set Active');
    await runAction('delete', node(ci), services);
    await settled();
    assert.equal(window.vault.active.token?.id, token.record.id);
  });

  it('is not lost when it cannot be stored', async () => {
    const { services, node, window } = await deskOf(action);
    window.secrets.fails = 'store';
    person.plans('Copy Token');
    await runAction('delete', node(ci), services);
    assert.match(
      person.seen[0] ?? '',
      /^question: The token of acme\+ci was issued, but could not be stored/,
    );
    assert.equal(person.clipboard, 'a secret of the robot');
    await services.clipboard.close();
  });

  it('is handed out only after what is to be minded was read', async () => {
    const caution = 'It may do more than was asked for.';
    action.outcome = {
      ...action.outcome,
      issued: { ...token, record: { ...token.record, caution } },
    };
    const { services, node } = await deskOf(action);
    await runAction('delete', node(ci), services);
    await settled();
    assert.match(
      person.seen[0] ?? '',
      /^question: It may do more than was asked for\. .*\[Do Not Copy \| Copy Anyway\]$/s,
    );
    assert.equal(person.clipboard, '');
  });

  it('ends tokens that are held below the row, and asks for another sign-in', async () => {
    const { services, node, window } = await deskOf(action);
    await window.vault.tokens.keep(issued('a1/ci/app'));
    action.outcome = {
      message: 'All ended.',
      changed: [[]],
      endedBelow: [['ci']],
      signInEnded: true,
    };
    person.plans('Sign In Again');
    await runAction('delete', node(ci), services);
    await settled();
    assert.deepEqual(window.vault.tokens.list(), []);
    assert.deepEqual(person.seen, [
      'warning: All ended. Your own sign-in of “acme” has ended with it. / [Sign In Again]',
    ]);
    assert.equal(person.ran[0]?.[0], 'registryTokens.signInAgain');
  });
});
