import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { person } from '../fakes/editor.ts';

const { env } = await import('../fakes/vscode.ts');
const { Clipboard } = await import('../../../../src/ui/editor/clipboard.ts');

describe('a secret on its way into the clipboard', () => {
  beforeEach(() => person.reset());

  it('is taken away as well when the editor ends in that moment', async () => {
    const { writeText } = env.clipboard;
    const arrives = Promise.withResolvers<undefined>();
    env.clipboard.writeText = async (text) => {
      if (text !== '') await arrives.promise;
      return writeText(text);
    };
    try {
      const clipboard = new Clipboard();
      const copying = clipboard.copySecret(new Secret('not-a-real-secret-4714'));
      const closing = clipboard.close();
      arrives.resolve(undefined);
      await Promise.all([copying, closing]);
      assert.equal(person.clipboard, '');
    } finally {
      env.clipboard.writeText = writeText;
    }
  });

  it('keeps nothing from ending when it does not arrive', async () => {
    const { writeText } = env.clipboard;
    env.clipboard.writeText = () => Promise.reject(new Error('no clipboard'));
    try {
      const clipboard = new Clipboard();
      await assert.rejects(clipboard.copySecret(new Secret('not-a-real-secret-4714')));
      await clipboard.close();
    } finally {
      env.clipboard.writeText = writeText;
    }
  });
});
