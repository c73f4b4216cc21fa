import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { answerOne, ask } from '../../../../src/delivery/helper/channel.ts';
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

  it('lies in a folder of its user alone, whoever has made that', async (context) => {
    const { path: folder } = open();
    await chmod(folder, 0o755);
    open();
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    const system = process as { readonly getuid: () => number };
    const { uid } = await stat(folder);
    context.mock.method(system, 'getuid', () => uid + 1);
    assert.throws(open, /is not a folder of this user/);
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

  /** A window that answers, and what a stranger gets from it before it hangs up. */
  async function stranger(say: (socket: Socket, said: string) => void): Promise<string> {
    const { address, key } = open();
    const server = createServer((socket) => {
      void answerOne(socket, key, () => Promise.resolve({ code: 0, stdout: 'not-a-real-secret' }));
    });
    server.listen(address);
    await once(server, 'listening');
    const socket = connect(address);
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
      say(socket, heard);
    });
    // Who is hung up on may be about to say more.
    socket.on('error', () => undefined);
    say(socket, heard);
    await once(socket, 'close');
    server.close();
    await once(server, 'close');
    return heard;
  }

  it('is asked for before more than one message is kept', async () => {
    // A line too many, in one piece: nobody waits for the third.
    const heard = await stranger((socket, said) => {
      if (said === '') socket.write('{"nonce":"x"}\n{}\n{}\n{}\n');
    });
    assert.equal(heard, '');
  });

  it('has to be proven, and not by what the window said itself', async () => {
    const question = { operation: 'get', input: 'registry.example.com' };
    for (const proof of [undefined, '', 0, 'a'.repeat(64), 'reflected'] as const) {
      const heard = await stranger((socket, said) => {
        if (said === '') {
          socket.write('{"nonce":"x"}\n');
          return;
        }
        if (!said.endsWith('\n')) return;
        const own = (JSON.parse(said) as { readonly proof: string }).proof;
        const shown = proof === 'reflected' ? own : proof;
        socket.write(`${JSON.stringify({ proof: shown, question })}\n`);
      });
      assert.match(heard, /^\{"nonce":"[0-9a-f]+","proof":"[0-9a-f]{64}"\}\n$/);
    }
  });

  it('is not proven by what was said on another connection', async () => {
    const { key } = open();
    const question = { operation: 'get', input: 'registry.example.com' };
    // A program that knows the key asks under the same word; its proof is heard, and said again.
    let proof = '';
    const window = createServer((socket) => {
      socket.on('data', (data) => {
        for (const line of data.toString().trim().split('\n')) {
          const said = JSON.parse(line) as { nonce?: string; proof?: string };
          if (said.nonce !== undefined) socket.write(`${JSON.stringify(answerTo(said.nonce))}\n`);
          proof = said.proof ?? proof;
          if (said.proof !== undefined) socket.destroy();
        }
      });
    });
    const proofOf = (side: string, asker: string, answerer: string) =>
      createHmac('sha256', key).update(`${side}\n${asker}\n${answerer}`).digest('hex');
    let asked = '';
    const answerTo = (nonce: string) => {
      asked = nonce;
      return { nonce: 'theirs', proof: proofOf('window', nonce, 'theirs') };
    };
    const { address: elsewhere } = openInstallation(root, '/elsewhere', process.platform);
    window.listen(elsewhere);
    await once(window, 'listening');
    const { signal } = new AbortController();
    await assert.rejects(ask(elsewhere, key, question, signal), /closed/);
    assert.match(proof, /^[0-9a-f]{64}$/);
    const heard = await stranger((socket, said) => {
      if (said === '') socket.write(`${JSON.stringify({ nonce: asked })}\n`);
      else if (said.endsWith('\n')) socket.write(`${JSON.stringify({ proof, question })}\n`);
    });
    assert.doesNotMatch(heard, /reply/);
    // Nor is the window's: what it proved to one program is worth nothing to the next.
    window.removeAllListeners('connection').on('connection', (socket) => {
      const former = { nonce: 'theirs', proof: proofOf('window', asked, 'theirs') };
      socket.on('error', () => undefined).write(`${JSON.stringify(former)}\n`);
    });
    await assert.rejects(ask(elsewhere, key, question, signal), /does not know the key/);
    window.close();
  });

  it('is not waited for in a line without an end', async () => {
    const heard = await stranger((socket, said) => {
      if (said === '') socket.write('x'.repeat(1_000_001));
    });
    assert.equal(heard, '');
  });
});
