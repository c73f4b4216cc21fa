import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { answerOne } from '../../../../src/delivery/helper/channel.ts';
import { openInstallation, readKey } from '../../../../src/delivery/helper/folder.ts';

describe('the key of an installation', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'rt-key-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const open = () => openInstallation(root, '/storage', process.platform);

  it('is made once, for its user alone, and nothing is left beside it', async () => {
    const { path: folder, key } = open();
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(open().key, key);
    assert.deepEqual(await readdir(folder), ['key']);
    assert.equal((await stat(path.join(folder, 'key'))).mode & 0o777, 0o600);
  });

  it('is never one that everybody has: what a crash left is replaced', async () => {
    const { path: folder } = open();
    for (const left of ['', '\n', 'abc']) {
      await writeFile(path.join(folder, 'key'), left);
      assert.equal(readKey(folder), undefined);
      const { key } = open();
      assert.match(key, /^[0-9a-f]{64}$/);
      assert.equal(await readFile(path.join(folder, 'key'), 'utf8'), key);
    }
  });

  it('is asked for before more than one message is kept', async () => {
    const { address, key } = open();
    const server = createServer((socket) => {
      void answerOne(socket, key, () => Promise.reject(new Error('nothing was proven')));
    });
    server.listen(address);
    await once(server, 'listening');
    const stranger = connect(address);
    // A line too many, in one piece: nobody waits for the third.
    stranger.write('{"nonce":"x"}\n{}\n{}\n{}\n');
    stranger.resume();
    await once(stranger, 'close');
    server.close();
    await once(server, 'close');
  });
});
