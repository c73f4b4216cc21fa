import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { messagesBy, type ShownMessage } from '../../../../src/ui/doors/messages.ts';
import { progressBy } from '../../../../src/ui/doors/progress.ts';

describe('what is said to a person', () => {
  const secret = new Secret('planted-secret-0123456789');
  const said = `[go](command:quit) $(verified) \u202e ${secret.reveal()}\nend`;
  const inLines = '[go] (command:quit) $ (verified) \\u{202e} ‹secret›\nend';
  const inOne = inLines.replace('\n', '\\u{a}');

  it('has no secret, link, icon or disguise in it, whichever way it is said', async () => {
    const shown: ShownMessage[] = [];
    const brief: string[] = [];
    const messages = messagesBy(
      (message) => Promise.resolve(void shown.push(message)),
      (text) => brief.push(text),
    );
    await messages.info(said);
    await messages.warn(said);
    await messages.error(said);
    await messages.confirm(said, said);
    await messages.confirmDanger(said, said, 'Leave', { label: 'Do', value: true });
    // Enter presses the first.
    assert.deepEqual(shown.at(-1)?.buttons, ['Leave', 'Do']);
    messages.brief(said);
    assert.deepEqual(
      [...shown.map(({ text }) => text), ...brief],
      Array.from({ length: 6 }, () => inOne),
    );
    assert.deepEqual(
      shown.flatMap(({ modal }) => modal ?? []),
      [{ detail: inLines }, { detail: inLines }],
    );
    assert.equal(String(secret), '‹secret›');
  });

  it('has none of it while it is waited for', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const shown = Promise.withResolvers<string>();
    const work = Promise.withResolvers<undefined>();
    const progress = progressBy((title) => shown.resolve(title));
    const done = progress(said, () => work.promise);
    context.mock.timers.tick(1_000);
    assert.equal(await shown.promise, inOne);
    work.resolve(undefined);
    await done;
  });
});
