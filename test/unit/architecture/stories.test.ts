import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../tools/paths.ts';

/** What of a file of end-to-end tests goes past the search for secrets at the end of each story. */
function unsearched(code: string): string[] {
  const knowsRegistries = /from '[^']*(?:\/sandbox\/|\/playground\.ts)/.test(code);
  if (!knowsRegistries) return [];
  return [
    ...(/\bstory\(/.test(code) ? [] : ['no story is told']),
    ...(/\bstartWorkbench\b/.test(code) ? ['an editor is started beside a story'] : []),
    ...(/\bbefore(?:Each)?\(/.test(code) ? ['something is prepared outside of a story'] : []),
  ];
}

describe('end-to-end tests', () => {
  for (const file of globSync('test/e2e/*.e2e.ts', { cwd: root }).toSorted()) {
    it(`of ${path.basename(file)} search for what they leave of a registry’s secrets`, () => {
      assert.deepEqual(unsearched(readFileSync(path.join(root, file), 'utf8')), []);
    });
  }

  it('would be found to leave it out', () => {
    const playground = "import { startPlayground } from './quay/playground.ts';\n";
    const story = "import { story } from './quay/story.ts';\n";
    assert.deepEqual(unsearched("import { startWorkbench } from './driver/index.ts';"), []);
    assert.deepEqual(
      unsearched(`${playground}describe('x', () => before(() => startPlayground()));`),
      ['no story is told', 'something is prepared outside of a story'],
    );
    assert.deepEqual(
      unsearched(`${playground}${story}story('x', start, tell); startWorkbench();`),
      ['an editor is started beside a story'],
    );
  });
});
