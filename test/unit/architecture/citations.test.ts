import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../tools/paths.ts';

const pages = 'docs/registries';

/** A page of `docs/registries` and the sections of it that a comment names, e.g. `quay.md §2.1, §2.6`. */
const citation = /docs\/registries\/([\w-]+)\.md((?:,? (?:and )?§[\d.]+)*)/g;

/** The sections that `text` cites, as `quay.md §2.1`; the page alone where it names no section. */
function citations(text: string): string[] {
  // A comment may break its line anywhere, so that its markers stand within a citation.
  const unbroken = text.replace(/\s*\n\s*(?:\*(?!\/)|\/\/)?\s*/g, ' ');
  return [...unbroken.matchAll(citation)].flatMap(([, page = '', sections = '']) => {
    const numbers = [...sections.matchAll(/§(\d+(?:\.\d+)*)/g)].map(([, number]) => number);
    return numbers.length === 0 ? [`${page}.md`] : numbers.map((n) => `${page}.md §${n}`);
  });
}

/** Everything that can be cited: each page, each numbered heading, each numbered point below one. */
async function citable(): Promise<ReadonlySet<string>> {
  const names = await readdir(join(root, pages));
  const found = await Promise.all(
    names.map(async (name) => {
      const page = await readFile(join(root, pages, name), 'utf8');
      return [name, ...sections(page).map((number) => `${name} §${number}`)];
    }),
  );
  return new Set(found.flat());
}

/** The numbers of a page: `2`, `2.1`, and `5.4` for the fourth point of section 5. */
function sections(page: string): string[] {
  let heading = '';
  return page.split('\n').flatMap((line) => {
    const [, hashes, number] = /^(#{2,3}) (\d+(?:\.\d+)*)\.? /.exec(line) ?? [];
    if (hashes !== undefined && number !== undefined) {
      heading = number;
      return [number];
    }
    if (line.startsWith('## ')) heading = '';
    const point = /^(\d+)\. /.exec(line)?.[1];
    return heading === '' || point === undefined ? [] : [`${heading}.${point}`];
  });
}

async function sources(): Promise<string[]> {
  const folders = await Promise.all(
    ['src', 'test'].map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  return folders.flat().filter((name) => name.endsWith('.ts'));
}

describe('what the code cites of docs/registries', () => {
  it('finds citations across line breaks and lists', () => {
    const page = 'docs/registries';
    const lines = [
      `/** By ${page}/drp.md §2.1,`,
      ` * §2.2. And ${page}/rok.md`,
      ' * §1, step 6. */',
    ];
    assert.deepEqual(citations(lines.join('\n')), ['drp.md §2.1', 'drp.md §2.2', 'rok.md §1']);
    assert.deepEqual(citations(`see ${page}/rok.md.`), ['rok.md']);
  });

  it('exists, page and section', async () => {
    const known = await citable();
    const missing: string[] = [];
    let count = 0;
    for (const name of await sources()) {
      for (const cited of citations(await readFile(join(root, name), 'utf8'))) {
        count += 1;
        if (!known.has(cited)) {
          missing.push(`${name}: ${cited}`);
        }
      }
    }
    assert.ok(count > 100, `only ${count} citations were found`);
    assert.deepEqual(missing, []);
  });
});
