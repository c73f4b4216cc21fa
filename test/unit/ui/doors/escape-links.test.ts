import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { escapeLinks } from '../../../../src/ui/doors/escape-links.ts';

/** As VS Code looks for links in notifications and input boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('escapeLinks text', () => {
  for (const text of [
    '[go on](command:workbench.action.quit)',
    '[go on](https://example.test/ "a title")',
    '[a](b)[c](command:d)',
    '[](file:///etc/passwd)[x](file:///etc/passwd)',
  ]) {
    it(`has no link in ${text}`, () => {
      assert.match(text, link);
      assert.doesNotMatch(escapeLinks(text), link);
    });
  }

  it('has no icon', () => {
    assert.equal(escapeLinks('$(verified) admin'), '$ (verified) admin');
  });

  it('leaves other words as they are', () => {
    const text = 'a (b) [c] $1 $x(2) https://example.test/(x)';
    assert.equal(escapeLinks(text), text);
  });
});
