import { registerHooks } from 'node:module';
import type { Account } from '../../../../src/core/account.ts';
import type { SignIn } from '../../../../src/core/sign-in.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { Field } from '../../../../src/registries/contract/form.ts';
import { secret, text } from '../../../../src/registries/contract/form-values.ts';
import type { FoundAccount } from '../../../../src/registries/contract/found-account.ts';
import type { Kind } from '../../../../src/registries/contract/kind.ts';
import type { Adapter, Connected } from '../../../../src/registries/contract/registry.ts';
import { registryOf } from './registry.ts';

const index = new URL('./shop-index.ts', import.meta.url).href;

/**
 * In place of the kinds that are shipped, two that do what the test says. Import this first, and
 * what is tested with `await import()` behind it.
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === './index.ts' && context.parentURL?.endsWith('/src/registries/kinds.ts') === true
      ? { url: index, shortCircuit: true }
      : next(specifier, context),
});

/** A sign-in as it was used. */
interface Tried {
  readonly account: Account;
  readonly signIn: SignIn;
}

/** What the registries of the test answer, and what they were asked. */
class World {
  /** Every attempt to sign in, in order. */
  tried: Tried[] = [];
  connect: (tried: Tried) => Connected | Error = () => ({
    userName: 'dana',
    label: 'dana@shop.example',
    options: { learned: 'yes' },
    remarks: [],
  });
  /** What the server says of an address; throws what it refuses. */
  checkAddress: (account: Account) => void = () => undefined;
  found: readonly FoundAccount[] = [];

  reset(): void {
    Object.assign(this, new World());
  }
}

export const world = new World();

/** A variable of the environment that is the trace of the other tool. */
export const trace = 'SHOP_TOOL_FOR_TESTS';

const address: Field = {
  id: 'url',
  type: 'text',
  title: 'Address',
  prompt: 'Where is it?',
  verify: (_values, { account }) => {
    world.checkAddress(account);
    return Promise.resolve(undefined);
  },
};
const key: Field = {
  id: 'key',
  type: 'secret',
  signIn: true,
  title: 'Key',
  prompt: 'Which key?',
};

const adapterOf = (fields: readonly Field[]): Adapter => ({
  connectFields: () => fields,
  values: ({ url }) => ({ url }),
  draft: (values) => ({ url: text(values, 'url'), userName: '', options: {} }),
  signIn: (values): SignIn => (fields.includes(key) ? { key: secret(values, 'key') } : {}),
  connect: async (connection: Connection) => {
    const tried = { account: connection.account, signIn: await connection.signIn() };
    world.tried.push(tried);
    const answer = world.connect(tried);
    if (answer instanceof Error) throw answer;
    return answer;
  },
  open: () => registryOf({}),
  sources: () => Promise.resolve(world.found),
});

const kindOf = (kind: string, label: string, fields: readonly Field[]): Kind => ({
  kind,
  label,
  icon: 'home',
  actions: [],
  traces: { variables: [trace], homeFiles: [] },
  contributions: () => Promise.resolve({ description: () => `of ${label}`, actions: {} } as never),
  load: () => Promise.resolve(adapterOf(fields)),
});

/** A registry with a sign-in. */
export const shop = kindOf('shop', 'Shop', [address, key]);
/** A registry without one. */
export const kiosk = kindOf('kiosk', 'Kiosk', [address]);
