import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdownText } from '../../../../src/ui/tree/markdown.ts';

describe('text in Markdown', () => {
  it('keeps words apart by spaces at which a line can break', () => {
    assert.equal(markdownText('Only an admin may read'), 'Only an admin may read');
    assert.equal(markdownText('one\n\n    two\tthree'), 'one two three');
    assert.equal(markdownText('one\r\x85\u2028\u2029two'), 'one two');
  });

  it('writes out what turns the reading direction', () => {
    assert.equal(markdownText('x\u202enimda'), 'x\\\\u\\{202e\\}nimda');
  });

  for (const [what, text] of [
    ['a link', '[click](command:workbench.action.quit)'],
    ['an image', '![x](https://example.test/pixel.png)'],
    ['a bare address', 'https://example.test/'],
    ['an icon', '$(key) key'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['an entity', '&lt;b&gt;'],
    ['emphasis and code', '**bold** _it_ `code` ~~gone~~'],
    ['a heading, a list and a table', '# h - a + b 1. c | d |'],
    ['what would undo an escape', '\\[x\\](y)'],
  ] as const) {
    it(`leaves nothing of ${what} that means something`, () => {
      const escaped = markdownText(text);
      // Without what was escaped, there is no character left that Markdown or HTML reads.
      const bare = escaped
        .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
        .replaceAll(/&(?:amp|lt|gt|dollar);/g, '');
      assert.doesNotMatch(bare, /[\\`*_{}[\]()#+\-.!~|$:@/<>&]/);
      const read = escaped
        .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&dollar;', '$')
        .replaceAll('&amp;', '&');
      assert.equal(read, text);
    });
  }
});
