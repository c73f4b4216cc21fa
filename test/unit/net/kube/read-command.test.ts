import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough, type Duplex } from 'node:stream';
import { duplexPair } from 'node:stream';
import { describe, it } from 'node:test';
import { readCommand, type SessionResult } from '../../../../src/net/kube/exec/read-command.ts';
import { frame } from '../../../sandbox/kube/websocket.ts';
import { commandStatus } from '../../../sandbox/kube/status.ts';
import { allOf } from '../../all-of.ts';

const never = new AbortController().signal;
const message = (channel: number, text: string) =>
  frame(2, Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));

/** Stdout in two messages of which one is fragmented, a ping, stderr, and the end. */
const session = Buffer.concat([
  message(1, 'Zoë '),
  frame(2, Buffer.concat([Buffer.from([1]), Buffer.from('Ångs')]), false),
  frame(9, Buffer.from('ping')),
  frame(0, Buffer.from('tröm\n')),
  message(2, 'noise'),
  message(1, 'x'.repeat(70_000)),
  frame(2, Buffer.from([255, 1])),
  message(3, commandStatus(2)),
  frame(8, Buffer.from([3, 232])),
]);

async function play(chunks: readonly Buffer[]) {
  const [server, client] = duplexPair();
  server.resume();
  const reading = readCommand(client, never);
  for (const chunk of chunks) server.write(chunk);
  return plain(await reading);
}

/** With the output as it is. */
const plain = (result: SessionResult) =>
  'failure' in result
    ? result
    : { ...result, stdout: allOf(result.stdout), stderr: allOf(result.stderr) };

describe('an exec session', () => {
  it('reads the same however its bytes arrive', async () => {
    const short = Buffer.concat([
      message(1, 'a ö z\n'),
      message(3, commandStatus(0)),
      frame(8, Buffer.alloc(0)),
    ]);
    const expected = { stdout: 'a ö z\n', stderr: '', ended: { exitCode: 0, isWhole: true } };
    for (let at = 0; at <= short.length; at++) {
      assert.deepEqual(
        await play([short.subarray(0, at), short.subarray(at)]),
        expected,
        String(at),
      );
    }
    const single = [...session].map((byte) => Buffer.from([byte]));
    for (const chunks of [[session], single]) {
      assert.deepEqual(await play(chunks), {
        stdout: `Zoë Ångström\n${'x'.repeat(70_000)}`,
        stderr: 'noise',
        ended: { exitCode: 2, isWhole: true },
      });
    }
  });

  it('answers pings, masked', async () => {
    const [server, client] = duplexPair();
    const reading = readCommand(client, never);
    server.write(frame(9, Buffer.from('ping')));
    const [pong] = (await once(server, 'data')) as [Buffer];
    assert.equal(pong.readUInt8(0), 0x8a);
    const mask = pong.subarray(2, 6);
    const text = pong.subarray(6).map((byte, index) => byte ^ mask.readUInt8(index % 4));
    assert.equal(Buffer.from(text).toString(), 'ping');
    server.end();
    assert.deepEqual(plain(await reading), {
      stdout: '',
      stderr: '',
      ended: { interruption: 'dropped' },
    });
  });

  it('ends when the other side says nothing any more', async () => {
    const [server, client] = duplexPair();
    server.resume();
    const patience = { ping: 1, silence: 5, afterStatus: 1000 };
    server.write(message(1, 'half'));
    const result = plain(await readCommand(client, never, patience));
    assert.deepEqual(result, { stdout: 'half', stderr: '', ended: { interruption: 'silent' } });
  });

  it('does not wait for a close that never comes after the status', async () => {
    const [server, client] = duplexPair();
    server.resume();
    server.write(message(3, commandStatus(0)));
    const patience = { ping: 60_000, silence: 60_000, afterStatus: 1 };
    const result = plain(await readCommand(client, never, patience));
    assert.deepEqual(result, { stdout: '', stderr: '', ended: { exitCode: 0, isWhole: true } });
  });

  it('ends on what no server may send', async () => {
    for (const bad of [
      Buffer.from([0xc2, 1, 1]),
      Buffer.from([0x82, 0x81, 0, 0, 0, 0, 1]),
      Buffer.from([0x82, 127, 0, 0, 1, 0, 0, 0, 0, 0]),
    ]) {
      assert.deepEqual(await play([bad]), {
        stdout: '',
        stderr: '',
        ended: { interruption: 'dropped' },
      });
    }
  });

  it('tells when the pod could not run the command', async () => {
    const status = { status: 'Failure', reason: 'InternalError', message: 'container not found' };
    assert.deepEqual(await play([message(3, JSON.stringify(status)), frame(8, Buffer.alloc(0))]), {
      failure: 'container not found',
      hasOutput: false,
    });
  });

  it('ends with an error of the connection', async () => {
    const socket: Duplex = new PassThrough();
    const reading = readCommand(socket, never);
    socket.destroy(new Error('ECONNRESET'));
    assert.deepEqual(plain(await reading), {
      stdout: '',
      stderr: '',
      ended: { interruption: 'dropped' },
    });
  });
});
