import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Account } from '../../../../src/core/account.ts';
import type { Alone } from '../../../../src/vault/alone.ts';
import type { MakeHttp } from '../../../../src/ui/accounts/sessions.ts';
import { failure } from '../../failure.ts';
import { account, oneWindow, openWindow } from '../../vault/window.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import '../fakes/editor.ts';

const { Sessions } = await import('../../../../src/ui/accounts/sessions.ts');

const alone = () => Promise.resolve({ exclusive: oneWindow(), singleUse: {} } as unknown as Alone);
const never = () => Promise.reject(new Error('not needed here'));

describe('the connection of an account', () => {
  const folders: string[] = [];
  after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  it('lets its kind read what other tools of this machine are set up with', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sessions-'));
    folders.push(folder);
    const file = join(folder, 'config');
    await writeFile(file, 'of another tool');
    const { vault } = openWindow();
    const http = () => Promise.resolve({} as never);
    const sessions = new Sessions(vault, http, frozenClock(0), never, never);
    const connection = await sessions.connection(account('a1'), () => ({}));
    const machine = await connection.machine?.();
    assert(machine);
    assert.equal(await machine.read(file), 'of another tool');
    assert.equal(await machine.read(join(folder, 'none')), undefined);
    assert.equal(machine.variables, process.env);
  });
});

describe('the registry of an account', () => {
  it('is opened once and held until something about the account has changed', async () => {
    const { vault } = openWindow();
    let connections = 0;
    const http = () => {
      connections += 1;
      return Promise.resolve({} as never);
    };
    const sessions = new Sessions(vault, http, frozenClock(0), alone, never);
    const first = await sessions.registry(account('a1'));
    assert.equal(await sessions.registry(account('a1')), first);
    assert.equal(connections, 1);
    sessions.drop('a1');
    assert.notEqual(await sessions.registry(account('a1')), first);
    sessions.dropAll();
    await sessions.registry(account('a1'));
    assert.equal(connections, 3);
  });

  it('is opened with the account as it is now, whatever the row says', async () => {
    const { vault } = openWindow();
    await vault.addAccount(account('a1', { url: 'https://now.example' }), {});
    const seen: (string | undefined)[] = [];
    const http: MakeHttp = (of) => {
      seen.push((of as Account).url);
      return Promise.resolve({} as never);
    };
    const sessions = new Sessions(vault, http, frozenClock(0), alone, never);
    await sessions.registry(account('a1', { url: 'https://before.example' }));
    assert.deepEqual(seen, ['https://now.example']);
  });

  it('is tried afresh after a failure, and said to be unknown where its kind is', async () => {
    const { vault } = openWindow();
    let fails = true;
    const http = () =>
      fails ? Promise.reject(new Error('no network')) : Promise.resolve({} as never);
    const sessions = new Sessions(vault, http, frozenClock(0), alone, never);
    await assert.rejects(sessions.registry(account('a1')), /no network/);
    fails = false;
    await sessions.registry(account('a1'));
    const later = account('a2', { kind: 'later' });
    const { message } = await failure(sessions.registry(later), 'unsupported');
    assert.match(message, /does not know registries of the kind “later”/);
  });
});
