import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTranslator, t } from '../../../src/core/l10n.ts';
import { oneLine } from '../../../src/core/one-line.ts';

const breaks = ['\n', '\v', '\f', '\r', '\x85', '\u2028', '\u2029'];

describe('a text of another', () => {
  for (const sign of breaks) {
    const written = `\\u{${sign.charCodeAt(0).toString(16)}}`;

    it(`stays on its line with ${written}`, () => {
      assert.equal(oneLine(`a${sign}b`), `a${written}b`);
    });

    it(`adds no line to a sentence with ${written}, in any language`, () => {
      assert.equal(
        t('Delete {0}?\n{1} of them.', `a${sign}b`, 2),
        `Delete a${written}b?\n2 of them.`,
      );
    });
  }

  it('is handed to a translator on one line', (context) => {
    context.after(() => setTranslator((message, ...args) => `${message} ${args.join()}`));
    const heard: unknown[] = [];
    setTranslator((message, ...args) => {
      heard.push(...args);
      return message;
    });
    t('{0}', 'a\nb');
    assert.deepEqual(heard, ['a\\u{a}b']);
  });

  it('is as it was without a break', () => {
    const text = 'Builds\tat night, acme+ci: \\u{a} می\u200cخواهم';
    assert.equal(oneLine(text), text);
  });
});
