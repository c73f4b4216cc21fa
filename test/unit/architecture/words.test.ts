import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowsBelow, userPages } from './documents.ts';
import { readText, words } from './manifest.ts';

const glossary = await rowsBelow('CONTRIBUTING.md', 'What a person reads');

/** The words that the glossary retires. */
const retired = glossary.flatMap(([, , not = '']) =>
  [...not.matchAll(/“([^”]+)”/g)].map(([, word = '']) => word),
);

/** Whether a text has a retired word: as written if it has a capital, else in every case. */
function has(text: string, word: string): boolean {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<!\\w)${escaped}(?!\\w)`, /\p{Lu}/u.test(word) ? 'u' : 'iu').test(text);
}

async function texts(): Promise<readonly (readonly [where: string, text: string])[]> {
  const bundle = JSON.parse(await readText('l10n/bundle.l10n.json')) as Record<string, unknown>;
  const pages = userPages.map(async (page) => [page, await readText(page)] as const);
  return [
    ...Object.keys(bundle).map((sentence) => ['l10n', sentence] as const),
    ...Object.entries(words).map(([key, text]) => [`package.nls.json ${key}`, text] as const),
    ...(await Promise.all(pages)),
  ];
}

describe('the words that a person reads', () => {
  it('are in a glossary that gives each retired word its successor', () => {
    assert.ok(retired.length > 15, retired.join());
    for (const [say = '', of = '', not = ''] of glossary) assert.ok(say && of && not, say);
    for (const [say = ''] of glossary) {
      for (const word of retired) assert.ok(!has(say, word), `${say} is said and retired`);
    }
  });

  it('are found in whole words, and in every case unless written with a capital', () => {
    assert.ok(has('It Hung Up.', 'hung up'));
    assert.ok(!has('hung upwards', 'hung up'));
    assert.ok(has('press Look to see', 'Look'));
    assert.ok(!has('have a look. Looking', 'Look'));
    assert.ok(has('no robot (any more).', '(any more)'));
  });

  it('are none of the retired ones', async () => {
    const found = (await texts()).flatMap(([where, text]) =>
      retired.filter((word) => has(text, word)).map((word) => `${where}: ${word}`),
    );
    assert.deepEqual(found, []);
  });
});
