import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { accountsFileVariable, prefix, settingNames } from '../../../src/ids.ts';
import { findKind } from '../../../src/registries/kinds.ts';
import { root } from '../../tools/paths.ts';
import { manifest, readText, sorted, spoken } from './manifest.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const readme = await readText('README.md');

/** The cells of the tables below a heading, row by row, without head and rule. */
function rowsBelow(heading: string): string[][] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  assert.ok(section, `the README has no section ${heading}`);
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The blocks of code in a language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, code = '']) => code,
  );

describe('the README', () => {
  it('explains every setting with its default, and no other', () => {
    const rows = rowsBelow('Settings');
    assert.deepEqual(
      sorted(rows.map(([name = '']) => name)),
      sorted(settingNames.map((name) => `\`${name}\``)),
    );
    const { properties } = manifest.contributes.configuration;
    for (const [name = '', value] of rows) {
      const setting = properties[`${prefix}.${name.replaceAll('`', '')}`];
      assert.equal(value, `\`${JSON.stringify(setting?.default)}\``, name);
    }
  });

  it('explains every command by its title, and no other', () => {
    const explained = rowsBelow('Commands').map(([title = '']) => title);
    const titles = manifest.contributes.commands.map(({ title }) => spoken(title));
    assert.deepEqual(explained.toSorted(), titles.toSorted());
  });

  it('names settings and commands that exist in its text', () => {
    for (const [, name = ''] of readme.matchAll(/`registryTokens\.(\w+)`/g)) {
      assert.ok(
        settingNames.some((setting) => setting === name),
        name,
      );
    }
    const titles = manifest.contributes.commands.map(({ title }) => spoken(title));
    for (const [, title = ''] of readme.matchAll(/\*\*Registry Tokens: ([^*]+)\*\*/g)) {
      assert.ok(titles.includes(title), title);
    }
  });

  it('shows an accounts file that could be imported', () => {
    const example = blocks('json').find((code) => code.includes('"accounts"'));
    const { accounts } = JSON.parse(example ?? '') as {
      readonly accounts: readonly {
        readonly kind: string;
        readonly url: string;
        readonly tls?: { readonly fingerprint256?: string };
      }[];
    };
    assert.ok(accounts.length > 0);
    for (const { kind, url, tls } of accounts) {
      assert.ok(findKind(kind), kind);
      assert.ok(URL.canParse(url), url);
      if (tls?.fingerprint256 !== undefined) {
        assert.match(tls.fingerprint256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      }
    }
    assert.ok(readme.includes(accountsFileVariable));
  });

  it('shows JSON that is JSON', () => {
    for (const code of blocks('json')) assert.doesNotThrow(() => void JSON.parse(code), code);
  });

  it('shows at most three pictures, all of them screenshots that suites make', () => {
    const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, target]) => target);
    assert.ok(pictures.length <= 3);
    for (const picture of pictures) assert.match(picture ?? '', /^media\/screenshots\/\w+\.png$/);
  });
});

describe('documents', () => {
  for (const document of documents) {
    it(`name only npm scripts that exist in ${document}`, async () => {
      const text = await readText(document);
      for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) {
        assert.ok(script in manifest.scripts, script);
      }
      for (const [, script = ''] of text.matchAll(/`npm (start|test)`/g)) {
        assert.ok(script in manifest.scripts, script);
      }
    });

    it(`link to files and headings that exist in ${document}`, async () => {
      for (const [, file = '', heading] of (await readText(document)).matchAll(
        /(?<!!\[[^\]]*)\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g,
      )) {
        const target = file === '' ? document : file;
        assert.ok(existsSync(path.join(root, target)), target);
        if (heading === undefined) continue;
        const headings = [...(await readText(target)).matchAll(/^#+ (.+)$/gm)].map(([, h = '']) =>
          slug(h),
        );
        assert.ok(headings.includes(heading), heading);
      }
    });
  }

  it('name folders of the house that exist', async () => {
    const text = await readText('CONTRIBUTING.md');
    const house = /```\nsrc\/\n(.*?)```/s.exec(text)?.[1] ?? '';
    const parents = ['src'];
    const named: string[] = [];
    for (const line of house.split('\n')) {
      const [, indent = '', name] = /^( *)([\w.]+\/?)( |$)/.exec(line) ?? [];
      if (name === undefined) continue;
      parents.splice(indent.length / 2);
      const place = [...parents, name.replace(/\/$/, '')];
      named.push(place.join('/'));
      if (name.endsWith('/')) parents.push(name.replace(/\/$/, ''));
    }
    assert.ok(named.length > 15, named.join());
    const missing = named.filter((place) => !existsSync(path.join(root, place)));
    assert.deepEqual(missing, []);
  });
});

/** The anchor of a heading, as Markdown viewers make it. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
