import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { RegistryError } from '../../../src/core/errors.ts';
import type { Timer } from '../../../src/core/concurrency/timer.ts';
import { exclusive } from '../../../src/vault/machine-lock.ts';

/** A timer of a machine that is awake all the time. */
const atOnce: Timer = { wait: () => Promise.resolve() };
const never = new AbortController().signal;

describe('a lock across windows', () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'registry-tokens-lock-'));
  });
  after(() => rm(directory, { recursive: true }));

  it('lets one work at a time', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => exclusive(directory, 'a', work, never)));
    assert.equal(most, 1);
    assert.deepEqual(await readdir(directory), []);
  });

  it('hands a note to the turns that follow, and only of its name', async () => {
    const noteOf = (name: string) =>
      exclusive(directory, name, ({ note }) => Promise.resolve(note), never);
    await exclusive(directory, 'noted', (turn) => turn.leave('done'), never);
    assert.equal(await noteOf('noted'), 'done');
    assert.equal(await noteOf('other'), undefined);
    const [file = ''] = await readdir(directory);
    const old = new Date(Date.now() - 700_000);
    await utimes(join(directory, file), old, old);
    assert.equal(await noteOf('noted'), undefined);
    await rm(join(directory, file));
  });

  it('removes notes that no longer count, of any name', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'registry-tokens-lock-'));
    const old = new Date(Date.now() - 700_000);
    for (const name of ['one.lock.note', 'one.lock.note.new']) {
      await writeFile(join(fresh, name), '');
      await utimes(join(fresh, name), old, old);
    }
    await exclusive(fresh, 'a', () => Promise.resolve(), never);
    assert.deepEqual(await readdir(fresh), []);
    await rm(fresh, { recursive: true });
  });

  it('stands by the result of work when the lock cannot be given back', async () => {
    const lost = await mkdtemp(join(tmpdir(), 'registry-tokens-lock-'));
    const work = async () => {
      const [file = ''] = await readdir(lost);
      await rm(join(lost, file));
      // No file that could be read any more.
      await mkdir(join(lost, file));
      return 'done';
    };
    assert.equal(await exclusive(lost, 'a', work, never), 'done');
    await rm(lost, { recursive: true });
  });

  it('does not hold up work of another name', async () => {
    const inner = () => exclusive(directory, 'c', () => Promise.resolve('done'), never);
    assert.equal(await exclusive(directory, 'b', inner, never), 'done');
  });

  it('is free again after a failure', async () => {
    await assert.rejects(
      exclusive(directory, 'd', () => Promise.reject(new Error('no')), never),
      /no/,
    );
    assert.equal(await exclusive(directory, 'd', () => Promise.resolve(1), never), 1);
  });

  it('is taken from an owner that fell silent', async () => {
    await exclusive(
      directory,
      'e',
      async () => {
        const [file = ''] = await readdir(directory);
        const path = join(directory, file);
        // As a window leaves it that crashed a minute ago.
        await writeFile(path, 'somebody');
        await utimes(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
        const taken = exclusive(directory, 'e', () => Promise.resolve(2), never, atOnce);
        assert.equal(await taken, 2);
      },
      never,
    );
    assert.deepEqual(await readdir(directory), []);
  });

  it('is not taken from an owner that slept with the machine and wakes after the others', async () => {
    let path = '';
    let looks = 0;
    const order: string[] = [];
    const timer: Timer = {
      wait: async () => {
        looks += 1;
        // The owner's timer runs again; later its work is done.
        if (looks === 40) await utimes(path, new Date(), new Date());
        if (looks === 80) {
          order.push('owner');
          await rm(path);
        }
      },
    };
    await exclusive(
      directory,
      'g',
      async () => {
        const [file = ''] = await readdir(directory);
        path = join(directory, file);
        const before = new Date(Date.now() - 8 * 60 * 60_000);
        await utimes(path, before, before);
        const work = () => Promise.resolve(order.push('other'));
        await exclusive(directory, 'g', work, never, timer);
      },
      never,
    );
    assert.deepEqual(order, ['owner', 'other']);
  });

  it('is not waited for when that is cancelled', async () => {
    const abort = new AbortController();
    await exclusive(
      directory,
      'f',
      async () => {
        const waiting = exclusive(directory, 'f', () => Promise.resolve(), abort.signal);
        abort.abort();
        await assert.rejects(
          waiting,
          (error) => error instanceof RegistryError && error.code === 'cancelled',
        );
      },
      never,
    );
  });
});
