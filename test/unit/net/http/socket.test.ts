import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arrival, openSocket } from '../../../../src/net/http/socket.ts';
import { startRaw } from '../peer.ts';

describe('a connection', () => {
  const fault = (name: string) => ({ name: 'WireFault', fault: name });

  it('that is given up was not taken in time', async (context) => {
    const peer = await startRaw(() => undefined);
    context.after(peer.close);
    const late = AbortSignal.abort();
    await assert.rejects(openSocket('127.0.0.1', peer.port, late), fault('connect-timeout'));
  });

  it('is given up while something is awaited', async (context) => {
    const peer = await startRaw(() => undefined);
    context.after(peer.close);
    const controller = new AbortController();
    const socket = await openSocket('127.0.0.1', peer.port, controller.signal);
    const waiting = arrival(socket, 'secureConnect', controller.signal, 'not-tls');
    controller.abort();
    await assert.rejects(waiting, fault('connect-timeout'));
    assert.equal(socket.destroyed, true);
    // Whatever still comes of it ends nothing.
    socket.emit('error', new Error('late'));
  });

  it('names the fault of a hang-up', async (context) => {
    const peer = await startRaw((socket) => socket.end());
    context.after(peer.close);
    const { signal } = new AbortController();
    const socket = await openSocket('127.0.0.1', peer.port, signal);
    socket.resume();
    await assert.rejects(arrival(socket, 'secureConnect', signal, 'not-tls'), fault('not-tls'));
  });

  it('leaves nothing behind on the signal or the socket', async (context) => {
    const peer = await startRaw(() => undefined);
    context.after(peer.close);
    const { signal } = new AbortController();
    const socket = await openSocket('127.0.0.1', peer.port, signal);
    assert.deepEqual(
      ['connect', 'error', 'close', 'data'].map((event) => socket.listenerCount(event)),
      [0, 0, 0, 0],
    );
    socket.destroy();
  });
});
