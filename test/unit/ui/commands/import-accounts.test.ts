import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Account } from '../../../../src/core/account.ts';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { SignIn } from '../../../../src/core/sign-in.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Offer } from '../../../../src/ui/accounts/offer.ts';
import type { Services } from '../../../../src/ui/services.ts';
import { Bench } from '../../registries/jfrog/support.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';
import { enter, escape, person } from '../fakes/editor.ts';

const { importAccounts } = await import('../../../../src/ui/commands/import-accounts.ts');

describe('importing an account that another tool is set up with', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  after(() => bench[Symbol.asyncDispose]());
  beforeEach(() => person.reset());

  const importing = async (values: FormValues, more: Partial<Offer> = {}) => {
    const { services } = await openDesk(registryOf({}));
    const offer: Offer = {
      kind: 'jfrog',
      label: 'theirs',
      url: bench.jfrog.url,
      tls: undefined,
      values: { url: bench.jfrog.url, user: 'bob', ...values },
      hasSignIn: false,
      source: 'a file',
      preview: [],
      ...more,
    };
    const connection = (account: Account, signIn?: () => SignIn) =>
      Promise.resolve({ ...bench.connection(signIn?.() ?? {}), account });
    await importAccounts({
      ...services,
      sessions: { connection } as unknown as Services['sessions'],
      offers: { pending: () => Promise.resolve([offer]) } as unknown as Services['offers'],
      view: { show: () => Promise.resolve() } as unknown as Services['view'],
    });
    const account = services.vault.accounts.list().find(({ label }) => label === 'theirs');
    return { account, signIn: account && (await services.vault.signIns.find(account)) };
  };
  const password = () => bench.jfrog.world.users.get('bob')?.password ?? '';

  it('exchanges a password for a token, and keeps the token alone', async () => {
    person.plans('Import', enter, { waits: true });
    const { account, signIn } = await importing(
      { method: 'password', password: new Secret(password()) },
      { hasSteps: true },
    );
    assert.match(person.seen[0] ?? '', /You will be guided through its sign-in/);
    assert.equal(account?.userName, 'bob');
    assert.deepEqual(Object.keys(signIn ?? {}).sort(), ['refresh', 'token']);
    assert.doesNotMatch(JSON.stringify([person.seen, person.log]), new RegExp(password()));
  });

  it('offers a token of its own in place of one that the other tool renews', async () => {
    const token = new Secret(
      bench.jwt(bench.jfrog.world.issue({ username: 'bob', refreshable: true, lifetime: 9e4 })),
    );
    person.plans('Import', enter, 'Issue a token for this account', { waits: true });
    const values = { method: 'token', token, replaced: 'cli' };
    const own = await importing(values, { hasSignIn: true, hasSteps: true });
    assert.equal(own.signIn?.['token']?.equals(token), false);
    person.reset('Import', enter, 'Sign in with the CLI’s token');
    const taken = await importing(values, { hasSignIn: true, hasSteps: true });
    assert.equal(taken.signIn?.['token']?.equals(token), true);
  });

  it('tries again when the person wants that', async () => {
    const { services } = await openDesk(registryOf({}));
    let asked = 0;
    const pending = () => {
      asked += 1;
      return asked === 1
        ? Promise.reject(new RegistryError('unreachable', 'The file cannot be read.'))
        : Promise.resolve([]);
    };
    person.plans('Try Again');
    await importAccounts({ ...services, offers: { pending } as never });
    assert.equal(asked, 2);
    assert.match(
      person.seen[0] ?? '',
      /^error: The file cannot be read\. .*\[Try Again \| Show Log\]/,
    );
    assert.match(person.seen[1] ?? '', /^info: No accounts are offered for import\./);
  });

  it('adds nothing when the person leaves the steps', async () => {
    person.plans('Import', escape);
    const values = { method: 'password', password: new Secret(password()) };
    assert.equal((await importing(values, { hasSteps: true })).account, undefined);
  });

  it('announces no sign-in of a registry that has none', async () => {
    person.plans(escape);
    await importing({}, { kind: 'rok' });
    assert.match(person.seen[0] ?? '', /It needs no sign-in of its own\./);
    assert.doesNotMatch(person.seen[0] ?? '', /without a sign-in/);
  });

  it('adds an account without a sign-in where none can be taken', async () => {
    person.plans('Import');
    const { account, signIn } = await importing({});
    assert.match(person.seen[0] ?? '', /without a sign-in: sign in at its row later\./);
    assert.equal(account?.userName, 'bob');
    assert.equal(signIn?.['token'], undefined);
  });
});
