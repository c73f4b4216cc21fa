import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegistryError } from '../../src/core/errors.ts';
import { frozenClock } from '../sandbox/clock.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { InstantTimer, never, now, walk } from '../unit/registries/quay/support.ts';
import { signIn } from '../unit/vault/window.ts';
import { noGuard } from './file-stores.ts';
import { accountAt, description, Life, stories, type Plan, type Story } from './life.ts';

const child = fileURLToPath(new URL('death-child.ts', import.meta.url));
const robot = 'acme-platform+release';

/** Where a process is killed: at which call of its story, and on which side of it. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Servers that go on, and processes that do not. */
export class Deaths implements AsyncDisposable {
  readonly #sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  static async start(): Promise<Deaths> {
    return new Deaths(await startSandbox({ clock: frozenClock(now), bigOrganizations: {} }));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#sandbox.close();
  }

  /**
   * Lets a process die in a story and another editor go on. Throws what does not hold then.
   * Resolves to the call it died at, or to `undefined` when the story ended before.
   */
  async run(story: Story, death: Death): Promise<string | undefined> {
    const directory = await mkdtemp(join(tmpdir(), 'registry-tokens-death-'));
    try {
      const plan = this.#plan(directory);
      const known = await this.#prepare(plan, story);
      this.#sandbox.recorder.clear();
      const call = await kill({ ...plan, story, ...death });
      await letTimePass(directory);
      await this.#judge(await this.#begin(plan), story, call !== undefined, known);
      return call;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  #plan(directory: string): Plan {
    const { authority, jfrog, quay } = this.#sandbox;
    return { directory, ca: authority.pem, jfrog: jfrog.url, quay: quay.url };
  }

  /** An editor that is opened, as far as it looks at what is stored. */
  async #begin(plan: Plan): Promise<Life> {
    const life = await Life.begin(plan, noGuard, new InstantTimer());
    await life.vault.refresh();
    return life;
  }

  /** Two accounts, and what a story goes out from. Resolves to the tokens the server knows. */
  async #prepare(plan: Plan, story: Story): Promise<ReadonlySet<string>> {
    const { jfrog, quay } = this.#sandbox;
    for (const token of jfrog.world.tokens.values()) {
      if (token.description === description) jfrog.world.tokens.delete(token.id);
    }
    const life = await Life.begin(plan, noGuard, new InstantTimer());
    const { vault } = life;
    const admin = jfrog.world.jwt(jfrog.tokens.admin);
    await vault.addAccount(accountAt('jfrog', plan.jfrog), signIn(admin));
    await vault.addAccount(accountAt('quay', plan.quay), signIn(quay.tokens.full.secret));
    if (story === 'refresh' || story === 'remove') await (await stories.issue(life))();
    if (story === 'regenerate') {
      const row = await walk(life.quay, 'acme-platform', 'release');
      await vault.tokens.keep(await life.quay.fetch(row, never));
    }
    return new Set(jfrog.world.tokens.keys());
  }

  async #judge(
    life: Life,
    story: Story,
    isDead: boolean,
    known: ReadonlySet<string>,
  ): Promise<void> {
    const { vault } = life;
    for (const id of await vault.tokens.ids()) {
      const [isListed, isHeld] = [vault.tokens.get(id) !== undefined, await vault.tokens.held(id)];
      assert.ok(isListed || !isHeld, `the secret of ${id} has no row`);
      // A row without its secret says so; it is there to be removed again.
      const isEnded = story === 'remove' || vault.tokens.successor(id) !== undefined;
      assert.ok(isHeld || !isListed || isEnded, `${id} has lost its secret`);
    }
    for (const id of await vault.signIns.ids()) assert.ok(vault.accounts.get(id), id);
    await this[story](life, isDead, known);
  }

  /** The registry's list shows what it has issued, whether or not its secret came to be kept. */
  async issue({ vault, jfrog }: Life, isDead: boolean, known: ReadonlySet<string>): Promise<void> {
    const made = [...this.#sandbox.jfrog.world.tokens.keys()].filter((id) => !known.has(id));
    assert.ok(made.length <= 1, 'a token was issued twice');
    const kept = vault.tokens.list('jfrog');
    assert.ok(kept.length <= made.length, 'a token is kept that was not issued');
    if (!isDead) assert.equal(kept.length, 1);
    if (made.length > 0) await walk(jfrog, 'My tokens', description);
  }

  /** The old pair or the new one is here, or refreshing again says what may have become of it. */
  async refresh(life: Life, isDead: boolean): Promise<void> {
    const { vault } = life;
    const [record, ...others] = vault.tokens.list('jfrog');
    assert.ok(record && others.length <= 1);
    const latest = vault.tokens.successor(record.id) ?? record;
    const told = await this.#isGood(life, latest.id);
    if (!isDead) assert.equal(told, true);
    const sent = this.#sandbox.recorder.requests.filter(({ method, url }) => {
      return method === 'POST' && url.includes('/tokens');
    });
    assert.ok(sent.length <= 1, 'a refresh token was sent twice');
    if (told) return;
    const again = await stories.refresh(life).catch((error: unknown) => error);
    if (typeof again !== 'function') return;
    await assert.rejects(
      again as () => Promise<unknown>,
      (error) => error instanceof RegistryError && error.message !== '',
    );
  }

  async #isGood({ vault, jfrog }: Life, id: string): Promise<boolean> {
    const [record, secrets] = [vault.tokens.get(id), await vault.tokens.secrets(id)];
    if (record === undefined || secrets === undefined) return false;
    return (await jfrog.verify(record, secrets, never)).state === 'accepted';
  }

  /** The registry tells a robot's token again: whoever copies it has the present one. */
  async regenerate({ vault, quay }: Life): Promise<void> {
    const present = this.#sandbox.quay.world.robots.get(robot)?.token ?? '';
    const row = await walk(quay, 'acme-platform', 'release');
    const current = await quay.fetch(row, never);
    assert.equal(current.secrets.token.reveal(), present);
    const [record] = vault.tokens.list('quay');
    const kept = record && (await vault.tokens.secrets(record.id));
    assert.ok(kept);
    await vault.tokens.replace(kept.token, current);
    const now = await vault.tokens.secrets(record.id);
    assert.equal(now?.token.reveal(), present);
  }

  async keep({ vault }: Life, isDead: boolean): Promise<void> {
    if (!isDead) assert.ok(await vault.tokens.held('pasted/one'));
  }

  /** What is left can be removed again. */
  async remove({ vault }: Life, isDead: boolean): Promise<void> {
    if (!isDead) assert.equal(vault.accounts.get('jfrog'), undefined);
    if (vault.tokens.list('jfrog').length > 0) assert.ok(vault.accounts.get('jfrog'));
    await vault.removeAccount('jfrog');
    assert.equal(vault.accounts.get('jfrog'), undefined);
    assert.deepEqual(vault.tokens.list('jfrog'), []);
    assert.ok(vault.accounts.get('quay'));
  }
}

/** Runs a process to its end. Resolves to the call it was killed at. */
async function kill(
  sentence: Plan & Death & { readonly story: Story },
): Promise<string | undefined> {
  const life = spawn(process.execPath, [child, JSON.stringify(sentence)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, failed] = await Promise.all([
    textOf(life.stdout),
    textOf(life.stderr),
    once(life, 'close'),
  ]);
  const { exitCode, signalCode } = life;
  if (exitCode === 0) return undefined;
  assert.equal(signalCode, 'SIGKILL', failed);
  return said;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Locks of a process that died count no more after a while. */
async function letTimePass(directory: string): Promise<void> {
  const locks = join(directory, 'locks');
  const ago = new Date(Date.now() - 60_000);
  for (const name of await readdir(locks)) {
    if (name.endsWith('.lock')) await utimes(join(locks, name), ago, ago);
  }
}
