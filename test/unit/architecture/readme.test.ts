import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kinds } from '../../../src/registries/kinds.ts';
import { tableRows, userPages } from './documents.ts';
import { readText } from './manifest.ts';

const readme = await readText('README.md');

describe('the README', () => {
  it('is short: at most 700 words', () => {
    const words = readme.split(/\s+/).filter((word) => /[\p{L}\p{N}✓]/u.test(word));
    assert.ok(words.length <= 700, `${words.length} words`);
  });

  it('says in a table what every kind of registry can do, with a guide to each', () => {
    const [head = [], , ...rows] = tableRows(readme);
    assert.deepEqual(head.slice(1).sort(), kinds.map(({ label }) => label).sort());
    const guides = rows.find(([name]) => name === 'Guide') ?? [];
    assert.deepEqual(
      guides.slice(1).map((cell) => /^\[(.+)\]\(docs\/guides\/\w+\.md\)$/.exec(cell)?.[1]),
      head.slice(1),
    );
    for (const [name = '', ...cells] of rows) assert.ok(cells.some(Boolean), name);
  });

  it('shows at most three pictures, all of them screenshots that suites make', async () => {
    for (const page of userPages) {
      const pictures = [...(await readText(page)).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(
        ([, target]) => target,
      );
      assert.ok(pictures.length <= 3, page);
      for (const picture of pictures) {
        assert.match(picture ?? '', /^(\.\.\/)*media\/screenshots\/\w+\.(png|gif)$/);
      }
      if (page === 'README.md') assert.ok(pictures.length > 0);
    }
  });
});
