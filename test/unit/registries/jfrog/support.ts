import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../../../src/core/account.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { SignIn } from '../../../../src/core/sign-in.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import type { HttpClient } from '../../../../src/net/http/http.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import { openJfrog } from '../../../../src/registries/jfrog/open.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { aloneIn, type Alone } from '../../../../src/vault/alone.ts';
import { AccountKeeping } from '../../../../src/vault/keeping.ts';
import type { Vault } from '../../../../src/vault/vault.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/sandbox.ts';
import { InstantTimer, now } from '../quay/support.ts';
import { Machine, type FakeSecrets } from '../../vault/fakes.ts';
import { openWindow } from '../../vault/window.ts';

export { look, never, now, run, walk } from '../quay/support.ts';

/** One editor window: its own registry and vault over what the machine has stored. */
export interface JfrogWindow {
  readonly registry: Registry;
  readonly vault: Vault;
  readonly secrets: FakeSecrets;
}

/** A sandbox JFrog, and windows with an account on it. */
export class Bench implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly timer = new InstantTimer();
  readonly #machine = new Machine();
  readonly #locks: string;
  /** One for all accounts of a bench: a new one would shake hands again at every request. */
  readonly #http: HttpClient;

  private constructor(sandbox: Sandbox, locks: string) {
    this.sandbox = sandbox;
    this.#http = createHttpClient({
      tls: { ca: sandbox.authority.pem },
      proxy: () => noProxySettings,
    });
    this.#locks = locks;
  }

  static async start(options: SandboxOptions = {}): Promise<Bench> {
    const sandbox = await startSandbox({
      clock: frozenClock(now),
      bigOrganizations: {},
      ...options,
    });
    return new Bench(sandbox, await mkdtemp(join(tmpdir(), 'registry-tokens-locks-')));
  }

  get jfrog() {
    return this.sandbox.jfrog;
  }

  get account(): Account {
    return {
      id: 'account-1',
      kind: 'jfrog',
      label: 'platform',
      url: this.jfrog.url,
      userName: 'ada',
      options: {},
    };
  }

  jwt(token: JfrogToken): string {
    return this.jfrog.world.jwt(token);
  }

  connection(signIn: JfrogToken | string | SignIn = this.jfrog.tokens.admin): Connection {
    return {
      account: this.account,
      clock: this.sandbox.clock,
      http: this.#http,
      signIn: () => Promise.resolve(this.#secrets(signIn)),
    };
  }

  registry(signIn?: JfrogToken | string): Registry {
    return openJfrog(this.connection(signIn), this.timer);
  }

  /** A window that keeps what it gets, beside others of this machine. */
  window(signIn?: JfrogToken | string): JfrogWindow {
    return this.#open(() => this.connection(signIn));
  }

  /**
   * A window whose account signs in with what is stored, as in an editor, beside what other tools
   * of the machine are set up with.
   */
  signedIn(machine?: Connection['machine']): JfrogWindow {
    return this.#open((vault) => ({
      ...this.connection(),
      ...(machine === undefined ? {} : { machine }),
      signIn: () => vault.signIns.get(this.account),
    }));
  }

  #open(connect: (vault: Vault) => Connection): JfrogWindow {
    const { vault, secrets } = openWindow(this.#machine);
    const keeping = new AccountKeeping(vault, this.account, this.alone);
    const connection = { ...connect(vault), keeping };
    return { registry: openJfrog(connection, this.timer), vault, secrets };
  }

  /** What keeps the windows of this machine apart. */
  get alone(): Alone {
    return aloneIn(this.#locks);
  }

  /** Method and path of every request since the last call, in order of arrival. */
  requests(): string[] {
    const { recorder } = this.sandbox;
    const seen = recorder.requests.map(({ method, url }) => `${method} ${url}`);
    recorder.clear();
    return seen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox.close();
    await rm(this.#locks, { recursive: true, force: true });
  }

  #secrets(signIn: JfrogToken | string | SignIn): SignIn {
    if (typeof signIn === 'string') return { token: new Secret(signIn) };
    return 'isRevoked' in signIn ? { token: new Secret(this.jwt(signIn as JfrogToken)) } : signIn;
  }
}
