import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type * as vscode from 'vscode';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { editor, person } from '../fakes/editor.ts';
import { now, openDesk, registryOf } from '../fakes/desk.ts';

const { StatusBar } = await import('../../../../src/ui/watch/status-bar.ts');
const { activeTokenMenu } = await import('../../../../src/ui/commands/active-menu.ts');

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
    const bar = new StatusBar(vault, lives);
    assert.equal(shown(), undefined);
    await window.vault.tokens.keep(token(48 * hour));
    await window.vault.active.set('a1/ci');
    assert.match(String(shown()?.['text']), /^\$\(key\) ci 2 d/);
    const heard = shown()?.['accessibilityInformation'] as vscode.AccessibilityInformation;
    assert.equal(heard.label, 'Active token ci, expires in 2 days');
    assert.equal(shown()?.['backgroundColor'], undefined);
    clock.advance(47 * hour);
    editor.focus();
    const now = shown()?.['accessibilityInformation'] as vscode.AccessibilityInformation;
    assert.match(now.label, /^Active token ci, expires in .*, near its end$/);
    const background = () =>
      (shown()?.['backgroundColor'] as vscode.ThemeColor & { id: string }).id;
    assert.equal(background(), 'statusBarItem.warningBackground');
    clock.advance(2 * hour);
    editor.focus();
    assert.equal(background(), 'statusBarItem.errorBackground');
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
    const bar = new StatusBar(services.vault, services.lives);
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
    const over = issued('a1/ci');
    const refresh = new Secret('a refresh token');
    await window.vault.tokens.keep({
      record: { ...over.record, lifetime: until(now - hour) },
      secrets: { ...over.secrets, refresh },
    });
    person.reset('Refresh');
    await activeTokenMenu(services);
    assert.match(
      person.seen[0] ?? '',
      /\/ expired 60 min ago \/ \$\(add\) Issue New One, \$\(refresh\) Refresh, \$\(heart\) Keep Alive, \$\(copy\)/,
    );
    assert.equal(person.ran[0]?.[0], 'registryTokens.refreshToken');
  });
});
