import assert from 'node:assert/strict';
import { it } from 'node:test';
import type * as vscode from 'vscode';
import { now, nowSeconds, token } from '../../jwt/tokens.ts';
import '../fakes/editor.ts';

const { tokenHover } = await import('../../../../src/ui/editors/hover.ts');

const hour = 3600;

/** What the hover over the token of a line says, without its Markdown. */
async function said(text: string): Promise<string> {
  const document = {
    uri: { scheme: 'file', toString: () => 'file:///one' },
    lineAt: () => ({ text }),
  };
  const at = { line: 0, character: text.length - 3 };
  const hover = await tokenHover(document as never, at as never, now);
  const { value } = hover?.contents as unknown as vscode.MarkdownString;
  return value.replaceAll('\\', '');
}

it('the hover of a token says how it stands in times that people say', async () => {
  const cases = [
    [token({ sub: 'user-7', exp: nowSeconds - 2 * hour }), /expired 2 h ago/],
    [token({ sub: 'user-7', exp: nowSeconds + 5 * hour }), /5 h left|expires in 5 h/],
    [token({ sub: 'user-7', exp: nowSeconds + 5 * hour }), /`exp` in 5 h, /],
    [token({ sub: 'user-7', exp: nowSeconds - 2 * hour }), /`exp` 2 h ago, /],
    [token({ sub: 'user-7' }, { alg: 'none' }, ''), /not signed/],
    [token({ sub: 'user-7', nbf: nowSeconds + 24 * hour }), /not valid yet/],
  ] as const;
  for (const [text, expected] of cases) {
    const hover = await said(`A=${text}`);
    assert.match(hover, /user-7/);
    assert.match(hover, expected);
    assert.doesNotMatch(hover, /eyJ/);
  }
});

it('the hover of a token leads to Inspect, Copy and Compare, and shows no text that turns', async () => {
  const hover = await said(`A=${token({ sub: 'x\u202enimda' })}`);
  assert.match(hover, /Inspect\].*Copy\].*Compare\].*Signature not checked$/s);
  assert.doesNotMatch(hover, /\u202e/);
});
