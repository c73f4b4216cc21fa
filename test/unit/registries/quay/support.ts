import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.ts';
import type { RegistryError } from '../../../../src/core/errors.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import type { HttpClient, HttpReply, HttpRequest } from '../../../../src/net/http/http.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { ActionId } from '../../../../src/registries/contract/action-id.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import type { Timer } from '../../../../src/core/concurrency/timer.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { collect } from '../collect.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import type { ApiToken } from '../../../sandbox/quay/model.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/sandbox.ts';

/** Fri, 21 Aug 2026 10:00:00 UTC. */
export const now = Date.UTC(2026, 7, 21, 10);
export const never = new AbortController().signal;

/** Waits for nothing, and tells how long it was asked to. */
export class InstantTimer implements Timer {
  readonly waits: number[] = [];

  wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    return Promise.resolve();
  }
}

/** A sandbox Quay and an account of dana's on it. */
export class Bench implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly timer = new InstantTimer();

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async start(options: SandboxOptions = {}): Promise<Bench> {
    const sandbox = await startSandbox({
      clock: frozenClock(now),
      bigOrganizations: {},
      ...options,
    });
    return new Bench(sandbox);
  }

  get quay() {
    return this.sandbox.quay;
  }

  /** A connection with a token of the fixture, or with any text in its place. */
  connection(token: ApiToken | string = this.quay.tokens.full): Connection {
    const account: Account = {
      id: 'account-1',
      kind: 'quay',
      label: 'dana',
      url: this.quay.url,
      userName: 'dana',
      options: {},
    };
    return {
      account,
      clock: this.sandbox.clock,
      http: createHttpClient({
        tls: { ca: this.sandbox.authority.pem },
        proxy: () => noProxySettings,
      }),
      signIn: () =>
        Promise.resolve({ token: new Secret(typeof token === 'string' ? token : token.secret) }),
    };
  }

  registry(token?: ApiToken | string): Registry {
    return openQuay(this.connection(token), this.timer);
  }

  /** A registry of the account that may do everything, whose requests pass through somebody. */
  registryThrough(
    pass: (request: HttpRequest, send: HttpClient['send']) => Promise<HttpReply>,
  ): Registry {
    const connection = this.connection(this.quay.tokens.everything);
    const { http } = connection;
    const send: HttpClient['send'] = (request) => http.send(request);
    return openQuay(
      { ...connection, http: { send: (request) => pass(request, send) } },
      this.timer,
    );
  }

  /** Method and address of every request since the last call, in order of arrival. */
  requests(): string[] {
    const { recorder } = this.sandbox;
    const seen = recorder.requests.map(({ method, url }) => `${method} ${url}`);
    recorder.clear();
    return seen;
  }

  robotToken(fullName: string): string {
    const robot = this.quay.world.robots.get(fullName);
    assert(robot, `the sandbox has no ${fullName}`);
    return robot.token;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.sandbox.close();
  }
}

/** Opens row after row by label, as a person does, and gives the last. */
export async function walk(registry: Registry, ...labels: readonly string[]): Promise<Item> {
  let items = await collect(registry.roots(never));
  let found: Item | undefined;
  for (const label of labels) {
    if (found !== undefined) items = await collect(registry.children(found, never));
    found = items.find((item) => item.label === label);
    assert(found, `no row “${label}” among ${items.map((item) => item.label).join(', ')}`);
  }
  assert(found);
  return found;
}

/** Runs an operation as the UI does: its form is asked for, then the answers are handed over. */
export async function run(
  registry: Registry,
  verb: ActionId,
  item: Item,
  values: FormValues = {},
): Promise<Outcome> {
  const operation = registry.actions[verb];
  assert(operation, `no operation ${verb}`);
  await operation.form?.(item, never);
  return operation.run(item, values, never);
}

/** Looks whether a change whose answer was lost has happened. */
export async function look(error: RegistryError): Promise<Outcome> {
  assert(error.look, 'there is no way to look');
  return error.look(never);
}
