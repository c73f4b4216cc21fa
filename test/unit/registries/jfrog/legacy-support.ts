import assert from 'node:assert/strict';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { openJfrog } from '../../../../src/registries/jfrog/open.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { Bench, run, walk, type JfrogWindow } from './support.ts';

/** A release that has the legacy token API alone. */
export const version = '7.20.0';

/** The answers of a user's simplest request. */
export const issue: FormValues = { scopes: ['user'], lifetime: '3600', options: [] };

/** A sandbox JFrog before 7.21.1, and accounts that sign in to it as one could then. */
export class OldBench implements AsyncDisposable {
  readonly bench: Bench;

  private constructor(bench: Bench) {
    this.bench = bench;
  }

  static async start(): Promise<OldBench> {
    return new OldBench(await Bench.start({ jfrog: { settings: { version } } }));
  }

  passwordOf(user: string): string {
    return this.bench.jfrog.world.users.get(user)?.password ?? '';
  }

  /** A connection of an account that has kept user and password. */
  byPassword(user: string, text = this.passwordOf(user)): Connection {
    const connection = this.bench.connection({ password: new Secret(text) });
    return { ...connection, account: { ...connection.account, userName: user } };
  }

  /** A new token of a user, made by the legacy API. */
  tokenOf(username: string): string {
    return this.bench.jwt(this.bench.jfrog.world.issue({ username, lifetime: 86_400 }));
  }

  open(connection: Connection | string): Registry {
    return typeof connection === 'string'
      ? this.bench.registry(connection)
      : openJfrog(connection, this.bench.timer);
  }

  /** The registry of an admin. */
  ofAda(): Registry {
    return this.open(this.byPassword('ada'));
  }

  /** A window in which bob, who is no admin, has signed in with a token. */
  windowOfBob(): JfrogWindow {
    return this.bench.window(this.tokenOf('bob'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bench[Symbol.asyncDispose]();
  }
}

/** Issues as a window does: what came is held, and the list is read again. */
export async function keep(
  { registry, vault }: JfrogWindow,
  values: FormValues,
): Promise<IssuedToken> {
  const outcome = await run(registry, 'issue', await walk(registry, 'My tokens'), values);
  assert.ok(outcome.issued);
  await vault.tokens.settle(outcome);
  return outcome.issued;
}
