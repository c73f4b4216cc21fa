import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Emitter } from '../../../src/core/emitter.ts';

describe('Emitter', () => {
  it('tells every listener in order, one function subscribed twice twice', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const listener = (n: number): unknown => heard.push(`a${n}`);
    emitter.event(listener);
    emitter.event((n) => heard.push(`b${n}`));
    const third = emitter.event(listener);
    emitter.fire(1);
    third.dispose();
    third.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'a1', 'a2', 'b2']);
  });

  it('does not call a listener that was disposed by an earlier one', () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    emitter.event(() => second.dispose());
    const second = emitter.event(() => calls++);
    emitter.fire();
    assert.equal(calls, 0);
  });

  it('goes on when a listener throws, and lets the error surface', async () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    emitter.event(() => {
      throw new Error('planted');
    });
    emitter.event(() => calls++);
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const surfaced = new Promise((resolve) => process.once('uncaughtException', resolve));
    emitter.fire();
    const error = await surfaced;
    for (const listener of listeners) process.on('uncaughtException', listener);
    assert.equal(calls, 1);
    assert.match(String(error), /planted/);
  });

  it('is silent after it was disposed', () => {
    const emitter = new Emitter<void>();
    let calls = 0;
    emitter.event(() => calls++);
    emitter.dispose();
    emitter.fire();
    assert.equal(calls, 0);
  });
});
