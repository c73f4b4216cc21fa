import assert from 'node:assert/strict';
import type { Account } from '../../src/core/account.ts';
import { RegistryError } from '../../src/core/errors.ts';
import { until } from '../../src/core/lifetime.ts';
import { originOf } from '../../src/core/origin.ts';
import type { IssuedToken, TokenRecord } from '../../src/core/token.ts';
import { Schedule } from '../unit/vault/schedule.ts';
import { account, issued, signIn } from '../unit/vault/window.ts';
import { draws } from './draws.ts';
import { LateMachine, type LateWindow } from './late-window.ts';

const origins = { one: 'https://one.example.test', two: 'https://two.example.test' } as const;
const accountId = 'a';
const robotId = 'a/robot';

/** A write that somebody began in one of the windows. What may win is judged by its times. */
interface Deed {
  readonly name: string;
  readonly window: number;
  readonly began: number;
  ended: number;
  /** What it wrote, where that is compared; `undefined` when it found nothing to do. */
  wrote: string | undefined;
  /** The sentence with which it failed: the person knows. */
  told: string | undefined;
}

/** Does it in one window. Resolves to what it wrote, where that is compared. */
type Write = (window: LateWindow) => Promise<string | undefined>;

/**
 * One account with two tokens, two windows with some writes each, in an order that a seed chooses,
 * and a registry that takes only the last token of its robot and each sign-in only once.
 */
export class TwoWindows {
  readonly deeds: Deed[] = [];
  readonly #schedule = new Schedule();
  readonly #machine: LateMachine;
  readonly #next: () => number;
  #clock = 0;
  #robot = 1;
  #signIns = 1;
  #kept = 0;
  readonly #spent = new Set<string>();
  readonly #faults: unknown[] = [];

  constructor(seed: number) {
    this.#next = draws(seed);
    this.#machine = new LateMachine(this.#schedule);
  }

  /** Lets everything happen, then both windows gain focus in turn. Throws what does not hold. */
  async run(): Promise<void> {
    const first = this.#machine.open();
    await this.#play([this.#setUp(first)]);
    const windows = [first, this.#machine.open()];
    const count = 2 + this.#below(3);
    const work = windows.flatMap((window, index) =>
      Array.from({ length: count }, () => this.#begin(window, index)),
    );
    await this.#play(work);
    for (let round = 0; round < 2; round += 1) {
      for (const { vault } of windows) await this.#read(() => vault.refresh());
    }
    for (const window of windows) await this.#judge(window);
    const [here, there] = windows.map(({ vault }) => [vault.accounts.list(), vault.tokens.list()]);
    assert.deepEqual(here, there, 'the windows differ');
    for (const { vault } of windows) vault.dispose();
  }

  describe(): string {
    return this.deeds
      .map(({ window, name, began, ended, wrote, told }) =>
        [`window ${window}:`, name, `${began}–${ended}`, wrote ?? '', told ?? ''].join(' '),
      )
      .join('\n');
  }

  async #setUp({ vault }: LateWindow): Promise<void> {
    await vault.addAccount(account(accountId, { url: origins.one }), signIn('one 1'));
    await vault.tokens.keep(robotToken(1));
    await vault.tokens.keep(issued('a/kept 0'));
  }

  async #begin(window: LateWindow, index: number): Promise<void> {
    const [name = '', write] = this.#writes[this.#below(this.#writes.length)] ?? [];
    for (let pause = this.#below(12); pause > 0; pause -= 1) await this.#schedule.step();
    const deed: Deed = {
      ...{ name, window: index, began: this.#clock, ended: Infinity },
      ...{ wrote: undefined, told: undefined },
    };
    this.deeds.push(deed);
    try {
      deed.wrote = await write?.(window);
    } catch (error) {
      if (error instanceof RegistryError) deed.told = error.message;
      else this.#faults.push(error);
    }
    deed.ended = this.#clock;
  }

  readonly #writes: readonly (readonly [string, Write])[] = Object.entries<Write>({
    keep: async ({ vault }) => {
      const id = `a/kept ${(this.#kept += 1)}`;
      await vault.tokens.keep(issued(id));
      return id;
    },
    regenerate: async ({ vault }) => {
      const { signal } = new AbortController();
      return vault.operate(
        accountId,
        ['robot'],
        async () => {
          await this.#schedule.step();
          const token = robotToken((this.#robot += 1));
          await this.#schedule.step();
          await vault.tokens.settle({ issued: token });
          return 'a new token';
        },
        signal,
      );
    },
    fetch: async ({ vault }) => {
      const kept = await vault.tokens.secrets(robotId);
      await this.#schedule.step();
      const token = robotToken(this.#robot);
      await this.#schedule.step();
      if (kept === undefined || kept.token.equals(token.secrets.token)) return undefined;
      await vault.tokens.replace(kept.token, token);
      return 'the token read again';
    },
    verify: async ({ vault }) => {
      const kept = await vault.tokens.secrets(robotId);
      if (kept === undefined) return undefined;
      await this.#schedule.step();
      const version = Number(kept.token.reveal().split(' ').at(-1));
      await vault.tokens.revise(robotId, kept.token, until(version * 10 + 1));
      return undefined;
    },
    forget: async ({ vault }) => {
      const { id } = vault.tokens.list().find((record) => record.id !== robotId) ?? {};
      if (id !== undefined) await vault.tokens.forget(id);
      return id;
    },
    end: async ({ vault }) => {
      await vault.tokens.settle({ ended: [robotId] });
      return undefined;
    },
    keepAlive: async ({ vault }) => {
      await vault.tokens.setKeepAlive(robotId, true);
      return 'true';
    },
    letExpire: async ({ vault }) => {
      await vault.tokens.setKeepAlive(robotId, false);
      return 'false';
    },
    rename: async ({ vault }) => {
      const present = vault.accounts.get(accountId);
      if (present === undefined) return undefined;
      const label = `name ${this.#clock}`;
      await vault.changeAccount({ ...present, label });
      return label;
    },
    move: async ({ vault }) => {
      const present = vault.accounts.get(accountId);
      if (present === undefined) return undefined;
      const to = siteOf(present) === 'one' ? 'two' : 'one';
      const url = origins[to];
      await vault.changeAccount({ ...present, url }, signIn(`${to} ${(this.#signIns += 1)}`));
      return url;
    },
    signInAgain: async ({ vault }) => {
      const present = vault.accounts.get(accountId);
      if (present === undefined) return undefined;
      await this.#schedule.step();
      const entered = signIn(`${siteOf(present)} ${(this.#signIns += 1)}`);
      await vault.changeAccount(present, entered, present);
      return undefined;
    },
    learn: async ({ vault }) => {
      const present = vault.accounts.get(accountId);
      if (present !== undefined) await vault.learn(present, 'learned', `at ${this.#clock}`);
      return undefined;
    },
    renew: (window) => this.#renew(window),
    setActive: async ({ vault }) => {
      await vault.active.set(robotId);
      return undefined;
    },
    removeAccount: async ({ vault }) => {
      await vault.removeAccount(accountId);
      return undefined;
    },
    forgetAll: async ({ vault }) => {
      await vault.forgetAll();
      return undefined;
    },
  });

  /** One window at a time, and not with a sign-in that another one has spent. */
  async #renew({ vault }: LateWindow): Promise<string | undefined> {
    const { signal } = new AbortController();
    return this.#machine.exclusive(
      'sign-in',
      async (turn) => {
        const present = vault.accounts.get(accountId);
        const former = present && (await vault.signIns.find(present));
        const text = former?.['token']?.reveal();
        if (present === undefined || former === undefined || text === undefined) return undefined;
        if (turn.note === text) return undefined;
        await this.#schedule.step();
        if (this.#spent.has(text)) throw new RegistryError('not-authorized', 'spent');
        this.#spent.add(text);
        await turn.leave(text);
        const next = signIn(`${siteOf(present)} ${(this.#signIns += 1)}`);
        await this.#schedule.step();
        await vault.renewSignIn(present, former, next);
        return undefined;
      },
      signal,
    );
  }

  /** What holds in a window once every window has heard of everything. */
  async #judge({ vault }: LateWindow): Promise<void> {
    assert.deepEqual(this.#faults, []);
    const { secrets } = this.#machine.stored;
    const rows = new Set(vault.tokens.list().map(({ id }) => `token:${id}`));
    const present = vault.accounts.get(accountId);
    if (present !== undefined) rows.add(`signin:${present.id}`);
    assert.deepEqual([...secrets.keys()].sort(), [...rows].sort(), 'secrets and rows differ');
    const found = await this.#read(async () => {
      const sent = present && (await vault.signIns.find(present));
      const kept = await vault.tokens.secrets(robotId);
      return { signIn: sent?.['token']?.reveal(), robot: kept?.token.reveal() };
    });
    this.#judgeAccount(present, found.signIn);
    this.#judgeRobot(vault.tokens.get(robotId), found.robot);
    this.#judgeKept();
    this.#judgeNothing();
  }

  #judgeAccount(present: Account | undefined, sent: string | undefined): void {
    const removals = this.#done('removeAccount', 'forgetAll');
    assert.equal(present === undefined, removals.length > 0, 'the account is lost, or came back');
    if (present === undefined) return;
    assert.ok(sent?.startsWith(siteOf(present)), `${String(sent)} for ${present.url}`);
    const failed = this.deeds.some(({ name, told }) => name === 'renew' && told !== undefined);
    if (!failed) assert.ok(!this.#spent.has(sent ?? ''), 'a sign-in that was spent is kept');
    const [names, addresses] = [this.#last('rename'), this.#last('move')];
    if (names.length > 0) assert.ok(names.includes(present.label), 'a name is lost');
    if (addresses.length > 0) assert.ok(addresses.includes(present.url), 'an address is lost');
  }

  #judgeRobot(record: TokenRecord | undefined, token: string | undefined): void {
    const removals = this.#done('end', 'removeAccount', 'forgetAll');
    const given = this.#done('regenerate', 'fetch').filter(({ wrote }) => wrote !== undefined);
    if (record === undefined) {
      const isLost = [{ began: 0 }, ...given].some(
        ({ began }) => !removals.some(({ ended }) => ended >= began),
      );
      assert.ok(!isLost, 'the token of the robot is lost');
      return;
    }
    const isBack = removals.some(({ began }) => !given.some(({ ended }) => ended >= began));
    assert.ok(!isBack, 'the token of the robot came back');
    assert.equal(token, robotToken(this.#robot).secrets.token.reveal(), 'a dead token is kept');
    const { lifetime } = record;
    const told = lifetime.kind === 'until' ? Math.floor(lifetime.at / 10) : undefined;
    assert.equal(told, this.#robot, 'the row tells of a former token');
    const wanted = this.#last('keepAlive', 'letExpire');
    if (removals.length > 0 || wanted.length === 0) return;
    assert.ok(wanted.includes(String(record.keepAlive === true)), 'keeping alive is lost');
  }

  #judgeKept(): void {
    const { secrets } = this.#machine.stored;
    const [forgotten, all] = [this.#done('forget'), this.#done('removeAccount', 'forgetAll')];
    for (const { wrote = '', began } of this.#done('keep')) {
      const removals = [...forgotten.filter((deed) => deed.wrote === wrote), ...all];
      const isKept = removals.every(({ ended }) => ended < began);
      if (isKept) assert.ok(secrets.has(`token:${wrote}`), `${wrote} is lost`);
    }
    for (const { wrote } of forgotten) {
      if (wrote !== undefined) assert.ok(!secrets.has(`token:${wrote}`), `${wrote} came back`);
    }
  }

  /** After everything was forgotten, and nothing else done any more, nothing is there. */
  #judgeNothing(): void {
    const isLast = this.#done('forgetAll').some(({ began }) =>
      this.deeds.every((deed) => deed.name === 'forgetAll' || deed.ended < began),
    );
    if (!isLast) return;
    const { plain, secrets } = this.#machine.stored;
    assert.deepEqual([plain, ...secrets.keys()], ['{}'], 'something is left');
  }

  /** Deeds of those names that did not fail. */
  #done(...names: readonly string[]): Deed[] {
    return this.deeds.filter(({ name, told }) => names.includes(name) && told === undefined);
  }

  /** What was written by those of such deeds after which none began. */
  #last(...names: readonly string[]): (string | undefined)[] {
    const done = this.#done(...names).filter(({ wrote }) => wrote !== undefined);
    return done
      .filter(({ ended }) => done.every(({ began }) => began <= ended))
      .map(({ wrote }) => wrote);
  }

  #below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  #play(work: readonly Promise<unknown>[]): Promise<void> {
    return this.#schedule.run(work, (count) => {
      this.#clock += 1;
      return this.#below(count);
    });
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    const result = read();
    await this.#play([result]);
    return await result;
  }
}

const siteOf = ({ url }: Account): 'one' | 'two' => (originOf(url) === origins.one ? 'one' : 'two');

/** The lifetime of its record tells which one it is, as far as the tens. */
function robotToken(version: number): IssuedToken {
  const { record, secrets } = issued(robotId, `robot token ${version}`);
  return { record: { ...record, lifetime: until(version * 10) }, secrets };
}
