import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { account, openWindow } from '../../vault/window.ts';
import { frozenClock } from '../../../sandbox/clock.ts';
import '../fakes/editor.ts';

const { Sessions } = await import('../../../../src/ui/accounts/sessions.ts');

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
