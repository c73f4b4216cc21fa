import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inert } from '../../../src/ui/inert.ts';

/** As VS Code looks for links in notifications and input boxes. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

describe('inert text', () => {
  for (const text of [
    '[go on](command:workbench.action.quit)',
    '[go on](https://example.test/ "a title")',
    '[a](b)[c](command:d)',
    '[](file:///etc/passwd)[x](file:///etc/passwd)',
  ]) {
    it(`has no link in ${text}`, () => {
      assert.match(text, link);
      assert.doesNotMatch(inert(text), link);
    });
  }

  it('has no icon', () => {
    assert.equal(inert('$(verified) admin'), '$ (verified) admin');
  });

  it('leaves other words as they are', () => {
    const text = 'a (b) [c] $1 $x(2) https://example.test/(x)';
    assert.equal(inert(text), text);
  });
});
