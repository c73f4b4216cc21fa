import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainLines, plainText } from '../../../../src/ui/doors/plain-text.ts';
import { drawn } from '../../../../src/ui/wizard/drawn-row.ts';
import { quickInput } from '../fakes/quick-input.ts';

/** As VS Code looks for links in notifications and input boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('plain text', () => {
  for (const text of [
    '[go on](command:workbench.action.quit)',
    '[go on](https://example.test/ "a title")',
    '[a](b)[c](command:d)',
    '[](file:///etc/passwd)[x](file:///etc/passwd)',
  ]) {
    it(`has no link in ${text}`, () => {
      assert.match(text, link);
      assert.doesNotMatch(plainText(text), link);
    });
  }

  it('has no icon', () => {
    assert.equal(plainText('$(verified) admin'), '$ (verified) admin');
  });

  it('writes out what deceives the eye', () => {
    for (const code of [
      0x03, 0x0d, 0x200b, 0x200f, 0x202e, 0x2066, 0x2028, 0xfeff, 0xd800, 0xe0041,
    ]) {
      const text = plainText(`a${String.fromCodePoint(code)}b`);
      assert.equal(text, `a\\u{${code.toString(16)}}b`);
    }
    const fine = 'می\u200cخواهم\t👩\u200d💻';
    assert.equal(plainText(fine), fine);
  });

  it('stays on its line, unless it is one of several', () => {
    assert.equal(plainText('a\nb'), 'a\\u{a}b');
    assert.equal(plainLines('a\n\rb'), 'a\n\\u{d}b');
  });

  it('is what a row of a list shows, beside the icon that is its own', () => {
    const name = '$(verified) \u202eadmin';
    const texts = { icon: 'key', label: name, description: name, detail: name, value: name };
    const row = drawn(texts, quickInput);
    const shown = '$ (verified) \\u{202e}admin';
    assert.deepEqual(row, {
      icon: 'key',
      iconPath: { id: 'key' },
      label: shown,
      description: shown,
      detail: shown,
      value: name,
    });
    assert.deepEqual(drawn({ label: name }, quickInput), { label: shown });
  });

  it('leaves other words as they are', () => {
    const text = 'a (b) [c] $1 $x(2) https://example.test/(x)';
    assert.equal(plainText(text), text);
  });
});
