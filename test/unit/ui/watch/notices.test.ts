import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { until } from '../../../../src/core/lifetime.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { TokenRecord } from '../../../../src/core/token.ts';
import type { Services } from '../../../../src/ui/services.ts';
import type { ItemNode, RecordNode } from '../../../../src/ui/tree/node.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { type Desk, now, openDesk, registryOf } from '../fakes/desk.ts';

const { Notices } = await import('../../../../src/ui/watch/notices.ts');

const hour = 3_600_000;

const token = (name: string, endsIn: number, more: Partial<TokenRecord> = {}) => {
  const { record, secrets } = issued(`a1/${name}`);
  return { record: { ...record, lifetime: until(now + endsIn), ...more }, secrets };
};

const warned = () => person.seen.filter((line) => line.startsWith('warning'));

describe('notices of expiry', () => {
  beforeEach(() => person.reset());

  const watching = async (...tokens: readonly ReturnType<typeof token>[]) => {
    const desk = await openDesk(registryOf({}));
    for (const one of tokens) await desk.services.vault.tokens.keep(one);
    const notices = noticesOf(desk);
    await notices.consider(now);
    return { ...desk, notices };
  };
  const noticesOf = ({ window, services }: Desk) => new Notices(window.memento as never, services);

  it('tell once of every held token that comes near its end, the first to end first', async () => {
    const desk = await watching(
      token('late', 2 * hour),
      token('soon', hour),
      token('later', 400 * hour),
    );
    for (let look = 0; look < 4; look++) await desk.notices.consider(now);
    assert.deepEqual(warned(), [
      'warning: The token soon (acme) expires in 60 minutes. / [Issue New One]',
      'warning: The token late (acme) expires in 2 hours. / [Issue New One]',
    ]);
    // Neither another window nor another start says it again.
    const another = noticesOf(desk);
    await another.consider(now);
    await another.consider(now);
    assert.equal(warned().length, 2);
  });

  it('tell of the active token before the others, and of it alone that it has ended', async () => {
    const desk = await watching(token('ci', 2 * hour), token('gone', -hour), token('soon', hour));
    await desk.services.vault.active.set('a1/ci');
    await desk.notices.consider(now);
    desk.clock.advance(3 * hour);
    for (let look = 0; look < 3; look++) await desk.notices.consider(now + 3 * hour);
    assert.deepEqual(warned(), [
      'warning: The active token ci expires in 2 hours. / [Issue New One]',
      'warning: The active token ci expired 60 minutes ago. / [Issue New One]',
    ]);
  });

  it('call a token that is made the active one as it comes so, and tell no other way', async () => {
    const { services, notices } = await watching();
    await services.vault.tokens.keep(token('ci', hour));
    await notices.consider(now);
    await services.vault.active.set('a1/ci');
    await notices.consider(now);
    await notices.consider(now);
    assert.deepEqual(warned(), [
      'warning: The active token ci expires in 60 minutes. / [Issue New One]',
    ]);
  });

  it('keep quiet about what is kept alive, and about what has a successor', async () => {
    const { notices } = await watching(
      token('alive', hour, { keepAlive: true }),
      token('former', hour),
      token('next', 400 * hour, { replaces: 'a1/former' }),
    );
    await notices.consider(now);
    assert.deepEqual(person.seen, []);
  });

  it('keep quiet when the person wants none', async () => {
    const { notices } = await watching(token('ci', hour));
    person.settings.set('registryTokens.notify', false);
    await notices.consider(now);
    person.settings.clear();
    assert.deepEqual(person.seen, []);
  });

  it('are due when the next token comes near its end', async () => {
    const { notices } = await watching(token('later', 400 * hour), token('never', 900 * hour));
    const due = notices.next(now);
    assert(due !== undefined && due > now && due < now + 400 * hour);
  });

  it('offer to issue another one, and do what is chosen with the row', async () => {
    const { notices } = await watching(token('ci', hour));
    person.plans('Issue New One');
    await notices.consider(now);
    const [[command, row] = []] = person.ran;
    assert.equal(command, 'registryTokens.issueAnother');
    assert.equal((row as RecordNode).record.id, 'a1/ci');
  });

  it('offer to refresh a token that can be, and to keep it alive', async () => {
    const { record, secrets } = token('ci', hour);
    const refresh = new Secret('a refresh token');
    const { notices } = await watching({ record, secrets: { ...secrets, refresh } });
    person.plans('Refresh');
    await notices.consider(now);
    assert.match(person.seen[0] ?? '', /\[Issue New One \| Refresh \| Keep Alive\]$/);
    assert.equal(person.ran[0]?.[0], 'registryTokens.refreshToken');
  });

  it('tell of the sign-in of an account, and lead to its renewal', async () => {
    const desk = await openDesk(registryOf({}), { kind: 'quay' });
    const { vault, sessions } = desk.services;
    const ending = token('this editor', hour);
    await vault.tokens.keep(ending);
    await vault.tokens.keep(token('ci', 2 * hour));
    const connection = {
      keeping: {
        records: () => vault.tokens.list(),
        secrets: vault.tokens.secrets.bind(vault.tokens),
      },
      signIn: () => Promise.resolve({ token: ending.secrets.token }),
    };
    Object.assign(sessions, { connection: () => Promise.resolve(connection) });
    const notices = noticesOf(desk);
    await notices.consider(now);
    person.plans('Renew Sign-In');
    for (let look = 0; look < 3; look++) await notices.consider(now);
    assert.deepEqual(warned(), [
      'warning: The token “this editor” that the account acme signs in with expires in 60 minutes. / [Renew Sign-In]',
      'warning: The token ci (acme) expires in 2 hours. / [Issue New One]',
    ]);
    const [[command, row] = []] = person.ran;
    assert.equal(command, 'registryTokens.renewSignIn');
    const { item } = row as ItemNode;
    assert.deepEqual([item.can, item.path], [['renewSignIn'], ending.record.path]);
  });

  it('are open one at a time, and their buttons act on how things stand at the click', async () => {
    const { services, window } = await watching(token('ci', hour), token('other', 2 * hour));
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
    await notices.consider(now);
    const first = notices.consider(now);
    await notices.consider(now);
    await settled();
    assert.equal(said.length, 1);
    await services.vault.tokens.keep(token('ci', 480 * hour));
    click(undefined);
    await first;
    assert.deepEqual(person.seen, [
      'info: The token ci was renewed meanwhile: it expires in 20 days. / []',
    ]);
    assert.deepEqual(person.ran, []);
  });
});
