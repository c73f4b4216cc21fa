import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { SignIn } from '../../../../src/core/sign-in.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import { InstantTimer } from '../quay/support.ts';
import { openDrp } from '../../../../src/registries/drp/open.ts';
import { userPath } from '../../../../src/registries/drp/paths.ts';
import type { Form, FormValues } from '../../../../src/registries/contract/form.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import { startDrp, type DrpSandbox } from '../../../sandbox/drp/drp.ts';
import type { DrpSettings } from '../../../sandbox/drp/settings.ts';
import { NEWEST } from '../../../sandbox/drp/version.ts';
import { Recorder } from '../../../sandbox/http/recorder.ts';
import { Random } from '../../../sandbox/random.ts';

/** Fri, 21 Aug 2026 10:00:00 UTC. */
export const now = Date.UTC(2026, 7, 21, 10);
export const never = new AbortController().signal;

/** A sandbox DRP, trusted by its fingerprint, and accounts on it. */
export class Bench implements AsyncDisposable {
  readonly timer = new InstantTimer();
  readonly drp: DrpSandbox;
  readonly recorder: Recorder;
  readonly clock: ReturnType<typeof frozenClock>;

  private constructor(drp: DrpSandbox, recorder: Recorder, clock: ReturnType<typeof frozenClock>) {
    this.drp = drp;
    this.recorder = recorder;
    this.clock = clock;
  }

  /** Of the newest release, which narrows tokens, unless the settings say otherwise. */
  static async start(settings: Partial<DrpSettings> = {}, manyUsers = 0): Promise<Bench> {
    const [recorder, clock] = [new Recorder(), frozenClock(now)];
    const options = { clock, recorder, random: new Random(), manyUsers };
    const drp = await startDrp({ ...options, settings: { version: NEWEST.kb, ...settings } });
    return new Bench(drp, recorder, clock);
  }

  passwordOf(user: string): string {
    return this.drp.world.users.get(user)?.password ?? '';
  }

  /** A connection of a user, by password unless another sign-in is given. */
  connection(user = this.drp.user, signIn?: SignIn, more: Partial<Account> = {}): Connection {
    const account: Account = {
      id: 'account-1',
      kind: 'drp',
      label: user,
      url: this.drp.url,
      userName: user,
      options: {},
      ...more,
    };
    return {
      account,
      clock: this.clock,
      http: createHttpClient({
        tls: { fingerprint256: this.drp.fingerprint256 },
        proxy: () => noProxySettings,
      }),
      signIn: () => Promise.resolve(signIn ?? { password: new Secret(this.passwordOf(user)) }),
    };
  }

  registry(user?: string, signIn?: SignIn): Registry {
    return openDrp(this.connection(user, signIn), this.timer);
  }

  /** Method and address of every request since the last call. */
  requests(): string[] {
    const seen = this.recorder.requests.map(({ method, url }) => `${method} ${url}`);
    this.recorder.clear();
    return seen;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.drp.close();
  }
}

/** The row of a user, as the tree has it. */
export const userItem = (name: string): Item => ({
  path: userPath(name),
  type: 'user',
  label: name,
  hasChildren: true,
  can: ['issue', 'revoke'],
  within: [],
});

export async function formOf(registry: Registry, user: string): Promise<Form> {
  const form = await registry.actions.issue?.form?.(userItem(user), never);
  assert(form);
  return form;
}

export async function issue(
  registry: Registry,
  user: string,
  values: FormValues,
): Promise<Outcome> {
  const operation = registry.actions.issue;
  assert(operation);
  return operation.run(userItem(user), { lifetime: '3600', ...values }, never);
}

export function issuedOf(outcome: Outcome): IssuedToken {
  assert(outcome.issued);
  return outcome.issued;
}

export async function revoke(registry: Registry, user: string): Promise<Outcome> {
  const operation = registry.actions.revoke;
  assert(operation);
  return operation.run(userItem(user), {}, never);
}
