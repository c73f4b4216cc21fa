import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RegistryError } from '../../src/core/errors.ts';
import { Secret } from '../../src/core/secret.ts';
import { frozenClock } from '../sandbox/clock.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { InstantTimer, never, now, walk } from '../unit/registries/quay/support.ts';
import { signIn } from '../unit/vault/window.ts';
import { noGuard } from './file-stores.ts';
import { kill, letTimePass } from './kill.ts';
import { assertWhole } from './whole.ts';
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
    return new Deaths(
      await startSandbox({ clock: frozenClock(now), bigOrganizations: {}, manyDrpUsers: 0 }),
    );
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
      const call = await kill(child, { ...plan, story, ...death });
      await letTimePass(join(directory, 'locks'));
      await this.#judge(await this.#begin(plan), story, call !== undefined, known);
      return call;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  #plan(directory: string): Plan {
    const { authority, drp, jfrog, quay } = this.#sandbox;
    const { fingerprint256, url } = drp;
    return {
      directory,
      ca: authority.pem,
      jfrog: jfrog.url,
      quay: quay.url,
      drp: { url, fingerprint256 },
    };
  }

  /** An editor that is opened, as far as it looks at what is stored. */
  async #begin(plan: Plan): Promise<Life> {
    const life = await Life.begin(plan, noGuard, new InstantTimer());
    await life.vault.refresh();
    return life;
  }

  /** Two accounts, and what a story goes out from. Resolves to the tokens the server knows. */
  async #prepare(plan: Plan, story: Story): Promise<ReadonlySet<string>> {
    const { drp, jfrog, quay } = this.#sandbox;
    for (const token of jfrog.world.tokens.values()) {
      if (token.description === description) jfrog.world.tokens.delete(token.id);
    }
    const life = await Life.begin(plan, noGuard, new InstantTimer());
    const { vault } = life;
    const admin = jfrog.world.jwt(jfrog.tokens.admin);
    await vault.addAccount(accountAt('jfrog', plan.jfrog), signIn(admin));
    await vault.addAccount(accountAt('quay', plan.quay), signIn(quay.tokens.full.secret));
    const password = new Secret(drp.world.users.get(drp.user)?.password ?? '');
    await vault.addAccount(accountAt('drp', plan.drp.url), { password });
    if (story === 'revoke') await (await stories.mint(life))();
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
    await assertWhole(vault, story === 'remove');
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

  /** What is kept is what the server gave, and it is good there; a lost one is in no list. */
  async mint({ vault, drp }: Life, isDead: boolean): Promise<void> {
    const kept = vault.tokens.list('drp');
    assert.ok(kept.length <= this.#sent('GET', '/token?').length, 'what was not issued is kept');
    if (!isDead) assert.equal(kept.length, 1);
    for (const record of kept) {
      const secrets = await vault.tokens.secrets(record.id);
      assert.ok(secrets);
      assert.equal((await drp.verify(record, secrets, never)).state, 'accepted');
    }
  }

  /** The tokens are all good or none is, which can be seen, and they can be revoked again. */
  async revoke(life: Life, isDead: boolean): Promise<void> {
    const { vault, drp } = life;
    assert.ok(this.#sent('PATCH', '/users/').length <= 1, 'a secret was replaced twice');
    const [record] = vault.tokens.list('drp');
    const secrets = record && (await vault.tokens.secrets(record.id));
    assert.ok(record && secrets);
    const { state } = await drp.verify(record, secrets, never);
    if (!isDead) assert.equal(state, 'refused');
    await (
      await stories.revoke(life)
    )();
    assert.equal((await drp.verify(record, secrets, never)).state, 'refused');
  }

  #sent(wanted: string, part: string): readonly unknown[] {
    return this.#sandbox.recorder.requests.filter(
      ({ method, url }) => method === wanted && url.includes(part),
    );
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
