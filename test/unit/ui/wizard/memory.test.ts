import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Memory } from '../../../../src/ui/wizard/memory.ts';
import { openWindow } from '../../vault/window.ts';

describe('what is remembered of answers', () => {
  it('is forgotten with all credentials, and presets stay', async () => {
    const { memento } = openWindow();
    const memory = new Memory(memento as never, () => ({}));
    await memory.remember('quay.createRobot.description', 'of ada');
    await memory.keep('again:issue', [{ subject: 'ada' }]);
    await memory.keepPresets('drp.issue', { nightly: { role: 'readonly' } });

    await memory.forgetAnswers();

    assert.equal(memory.recall('quay.createRobot.description'), undefined);
    assert.equal(memory.kept('again:issue'), undefined);
    assert.deepEqual(memory.presets('drp.issue'), { nightly: { role: 'readonly' } });
  });
});
