import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { Offer } from '../../../../src/ui/accounts/offer.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { settled } from '../../vault/fakes.ts';
import { account, issued } from '../../vault/window.ts';
import { now, openDesk, registryOf, type Desk } from '../fakes/desk.ts';
import { editor, person } from '../fakes/editor.ts';

const { keepInStep } = await import('../../../../src/ui/watch/refreshing.ts');

const hour = 3_600_000;

describe('what is shown', () => {
  let desk: Desk;
  let watch: { dispose(): void };
  /** What was done to the view and to the sessions, in order. */
  let done: string[] = [];
  let badge: unknown;
  let offers: () => Promise<readonly Offer[]> = () => Promise.resolve([]);
  /** How often offers were looked for: while the watch began, and in the turn after. */
  let asked = 0;
  let looks: readonly number[] = [];

  before(async () => {
    desk = await openDesk(registryOf({}));
    const view = {
      refresh: () => done.push('refresh'),
      refreshPath: (id: string) => done.push(`refresh ${id}`),
      redraw: () => done.push('redraw'),
      set badge(shown: unknown) {
        badge = shown;
      },
    };
    const services = {
      ...desk.services,
      view,
      sessions: { drop: (id: string) => done.push(`drop ${id}`) },
      offers: { pending: () => ((asked += 1), offers()) },
    } as unknown as Services;
    watch = keepInStep(services);
    const atOnce = asked;
    await settled();
    looks = [atOnce, asked];
  });
  beforeEach(() => {
    person.reset();
    done = [];
  });
  after(() => {
    watch.dispose();
    person.settings.clear();
  });

  const contexts = () =>
    person.ran
      .filter(([command]) => command === 'setContext')
      .map(([, key, value]) => [key, value]);

  it('is looked at first when activation is over, which other extensions wait for', () => {
    assert.deepEqual(looks, [0, 1]);
  });

  it('follows the accounts: those that changed are opened anew', async () => {
    await desk.window.vault.addAccount(account('a2', { label: 'b' }), {});
    await settled();
    assert.ok(done.includes('drop a2'));
    assert.ok(done.includes('refresh'));
    await desk.window.vault.removeAccount('a2');
    await desk.window.vault.removeAccount('a1');
    await settled();
    assert.deepEqual(contexts(), [['registryTokens.hasAccounts', false]]);
    await desk.window.vault.addAccount(desk.account, {});
    await settled();
    assert.deepEqual(contexts().at(-1), ['registryTokens.hasAccounts', true]);
  });

  it('follows the sign-ins: what was refused before may be there now', async () => {
    await desk.window.vault.changeAccount(desk.account, { token: new Secret('another') });
    assert.ok(done.includes('drop a1'));
    assert.ok(done.includes('refresh a1'));
  });

  it('follows the tokens, and counts those that want attention on the icon of the view', async () => {
    assert.equal(badge, undefined);
    const ending = (id: string, at: number) => ({
      ...issued(id),
      record: { ...issued(id).record, lifetime: until(at) },
    });
    const { tokens } = desk.window.vault;
    await tokens.keep(ending('a1/ended', now - hour));
    await tokens.keep(ending('a1/soon', now + hour));
    await tokens.keep(ending('a1/lasting', now + 1000 * hour));
    assert.ok(done.includes('redraw'));
    assert.deepEqual(contexts(), [['registryTokens.hasTokens', true]]);
    assert.deepEqual(badge, { value: 2, tooltip: 'Kept tokens: 1 expired, 1 near their end' });
    editor.set('registryTokens.warnBefore', '5m');
    assert.deepEqual(badge, { value: 1, tooltip: 'Kept tokens: 1 expired, 0 near their end' });
  });

  it('follows the active token', async () => {
    await desk.window.vault.active.set('a1/soon');
    assert.deepEqual(contexts(), [['registryTokens.hasActive', true]]);
    assert.deepEqual(done, ['redraw']);
    await desk.window.vault.active.set(undefined);
    assert.deepEqual(contexts().at(-1), ['registryTokens.hasActive', false]);
  });

  it('follows the settings', () => {
    editor.set('registryTokens.pageSize', 50);
    assert.deepEqual(done, ['refresh']);
  });

  it('follows the time and other windows when a person comes back', async () => {
    desk.clock.advance(2 * hour);
    editor.focus();
    await settled();
    assert.deepEqual(badge, { value: 2, tooltip: 'Kept tokens: 2 expired, 0 near their end' });
  });

  it('offers an import while there is something to import, and where that cannot be read', async () => {
    offers = () => Promise.resolve([{} as Offer]);
    editor.set('registryTokens.accountsFile', '/accounts.json');
    await settled();
    assert.deepEqual(contexts(), [['registryTokens.hasOffers', true]]);
    offers = () => Promise.resolve([]);
    editor.set('registryTokens.accountsFile', '');
    await settled();
    assert.deepEqual(contexts().at(-1), ['registryTokens.hasOffers', false]);
    offers = () => Promise.reject(new RegistryError('invalid-input', 'It is no JSON.'));
    editor.set('registryTokens.accountsFile', '/other.json');
    await settled();
    assert.deepEqual(contexts().at(-1), ['registryTokens.hasOffers', true]);
    assert.deepEqual(person.log, ['Accounts offered for import: [invalid-input] It is no JSON.']);
  });
});
