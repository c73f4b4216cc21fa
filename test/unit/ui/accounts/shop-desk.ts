import type { Account } from '../../../../src/core/account.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { world } from '../fakes/shop.ts';
import { openDesk, registryOf, type Desk } from '../fakes/desk.ts';
import { person, type Answer } from '../fakes/person.ts';

const { Sessions } = await import('../../../../src/ui/accounts/sessions.ts');

const none = () => Promise.reject(new Error('not needed here'));

/** A desk with one account of the shop, whose sessions are those of the extension. */
export async function shopDesk(
  more: Partial<Account> = {},
): Promise<Desk & { readonly stored: () => Account }> {
  world.reset();
  person.reset();
  const desk = await openDesk(registryOf({}), {
    kind: 'shop',
    url: 'https://one.example',
    ...more,
  });
  const { vault } = desk.window;
  const http = () => Promise.resolve({} as never);
  const services: Services = {
    ...desk.services,
    sessions: new Sessions(vault, http, desk.clock, none, none),
  };
  return { ...desk, services, stored: () => vault.accounts.get('a1') ?? desk.account };
}

/** Has a person answer, and gives the keys that were sent with the addresses they went to. */
export async function answering(
  work: () => Promise<unknown>,
  ...answers: readonly Answer[]
): Promise<readonly string[]> {
  person.reset(...answers);
  world.tried = [];
  await work();
  return world.tried.map(
    ({ account, signIn }) => `${signIn['key']?.reveal() ?? 'nothing'} to ${account.url}`,
  );
}
