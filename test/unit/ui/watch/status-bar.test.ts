import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type * as vscode from 'vscode';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { Services } from '../../../../src/ui/services.ts';
import type { RecordNode } from '../../../../src/ui/tree/node.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { editor, person } from '../fakes/editor.ts';
import { now, openDesk, registryOf } from '../fakes/desk.ts';

const { StatusBar } = await import('../../../../src/ui/watch/status-bar.ts');
const { activeTokenMenu } = await import('../../../../src/ui/commands/active-menu.ts');
const { Notices } = await import('../../../../src/ui/watch/notices.ts');

const hour = 3_600_000;
const token = (endsIn: number) => ({
  ...issued('a1/ci'),
  record: { ...issued('a1/ci').record, lifetime: until(now + endsIn) },
});

const shown = () => person.item;

describe('the status bar', () => {
  beforeEach(() => person.reset());

  it('shows the active token with what is left of its life, and nothing without one', async () => {
    const { services, clock, window } = await openDesk(registryOf({}));
    const { vault, lives } = services;
    const states: string[] = [];
    const bar = new StatusBar(vault, lives, (_record, state) => states.push(state));
    assert.equal(shown(), undefined);
    await window.vault.tokens.keep(token(48 * hour));
    await window.vault.active.set('a1/ci');
    assert.match(String(shown()?.['text']), /^\$\(key\) ci 2 d/);
    assert.equal(shown()?.['backgroundColor'], undefined);
    clock.advance(47 * hour);
    editor.focus();
    assert.notEqual(shown()?.['backgroundColor'], undefined);
    clock.advance(2 * hour);
    editor.focus();
    assert.deepEqual([...new Set(states)], ['live', 'ending', 'expired']);
    await window.vault.active.set(undefined);
    await settled();
    assert.equal(shown(), undefined);
    bar.dispose();
  });

  it('says in its hover what the active token is, and leads to its menu alone', async () => {
    const { services, window } = await openDesk(registryOf({}));
    await window.vault.tokens.keep({
      ...token(48 * hour),
      record: { ...token(48 * hour).record, label: '[ci](command:evil)' },
    });
    await window.vault.active.set('a1/ci');
    await import('../../../../src/ui/watch/active-tooltip.ts');
    const bar = new StatusBar(services.vault, services.lives, () => undefined);
    await settled();
    const { value, isTrusted } = shown()?.['tooltip'] as vscode.MarkdownString;
    assert.match(value, /2 d left/);
    assert.match(value, /Acts as\\: acme\\\+ci/);
    assert.match(value, /Account\\: acme/);
    assert.match(value, /\]\(command:registryTokens\.activeTokenMenu\)$/);
    assert.doesNotMatch(value, /\]\(command:evil|secret of/);
    assert.deepEqual(isTrusted, { enabledCommands: ['registryTokens.activeTokenMenu'] });
    bar.dispose();
  });

  it('tells of the end once, whoever asks how often', async () => {
    const { services, window } = await openDesk(registryOf({}));
    const notices = new Notices(window.memento as never, services);
    await window.vault.tokens.keep(token(hour));
    const { record } = token(hour);
    person.plans('Issue New One');
    for (const state of ['live', 'ending', 'ending', 'expired'] as const) {
      await notices.consider(record, state);
    }
    assert.deepEqual(person.seen, [
      'warning: The active token ci expires in 60 minutes. / [Issue New One]',
      'warning: The active token ci expires in 60 minutes. / [Issue New One]',
    ]);
    assert.deepEqual(
      person.ran.map(([command]) => command),
      ['registryTokens.issueAnother'],
    );
  });

  it('offers to refresh a token that can be, and to keep it alive', async () => {
    const { services, window } = await openDesk(registryOf({}));
    const notices = new Notices(window.memento as never, services);
    const { record, secrets } = token(hour);
    const refresh = new Secret('a refresh token');
    await window.vault.tokens.keep({ record, secrets: { ...secrets, refresh } });
    person.plans('Refresh');
    await notices.consider(record, 'ending');
    assert.match(person.seen[0] ?? '', /\[Issue New One \| Refresh \| Keep Alive\]$/);
    const [[command, row] = []] = person.ran;
    assert.equal(command, 'registryTokens.refreshToken');
    assert.equal((row as RecordNode).record.id, 'a1/ci');
  });

  it('has one notice open at a time, whose buttons act on how things stand at the click', async () => {
    const { services, window } = await openDesk(registryOf({}));
    const { promise: clicked, resolve: click } = Promise.withResolvers<undefined>();
    const said: string[] = [];
    const messages: Services['messages'] = {
      ...services.messages,
      warn: async (message, ...buttons) => {
        said.push(message);
        await clicked;
        return buttons[0]?.value;
      },
    };
    const notices = new Notices(window.memento as never, { ...services, messages });
    await window.vault.tokens.keep(token(hour));
    const first = notices.consider(token(hour).record, 'ending');
    await notices.consider({ ...token(2 * hour).record, id: 'a1/other' }, 'ending');
    assert.equal(said.length, 0);
    await settled();
    await window.vault.tokens.keep(token(480 * hour));
    click(undefined);
    await first;
    assert.equal(said.length, 1);
    assert.deepEqual(person.seen, [
      'info: The token ci was renewed meanwhile: it expires in 20 days. / []',
    ]);
    assert.deepEqual(person.ran, []);
  });

  it('leads out of its menu to what helps once the active token comes to its end', async () => {
    const { services, window } = await openDesk(registryOf({}));
    await window.vault.tokens.keep(token(hour));
    await window.vault.active.set('a1/ci');
    person.plans('Issue New One');
    await activeTokenMenu(services);
    assert.match(person.seen[0] ?? '', /\$\(add\) Issue New One, \$\(copy\) Copy Token,/);
    assert.deepEqual(
      person.ran.map(([command]) => command),
      ['registryTokens.issueAnother'],
    );
  });
});
