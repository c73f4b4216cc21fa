import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { accountsFileVariable, prefix, settingNames } from '../../../src/ids.ts';
import { findKind, kinds } from '../../../src/registries/kinds.ts';
import { root } from '../../tools/paths.ts';
import { blocks, documents, rowsBelow, userPages } from './documents.ts';
import { manifest, readText, sorted, spoken } from './manifest.ts';

const pages = await Promise.all(
  userPages.map(async (name) => [name, await readText(name)] as const),
);
const titles = manifest.contributes.commands.map(({ title }) => spoken(title));

describe('the pages for users', () => {
  it('explain every setting with its default, and no other', async () => {
    const rows = await rowsBelow('docs/settings.md', 'Settings');
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

  it('explain every command by its title, once, and no other', async () => {
    const rows = await rowsBelow('docs/commands.md', 'Commands');
    assert.deepEqual(rows.map(([title = '']) => title).sort(), [...titles].sort());
    for (const [title = '', meaning = ''] of rows) assert.notEqual(meaning, '', title);
  });

  it('have a guide for every kind, which bears its label', () => {
    for (const { kind, label } of kinds) {
      const [, guide = ''] = pages.find(([name]) => name === `docs/guides/${kind}.md`) ?? [];
      assert.ok(
        guide.startsWith(`# ${label}\n`),
        `docs/guides/${kind}.md is the guide of ${label}`,
      );
    }
  });

  it('name settings and commands that exist', () => {
    for (const [page, text] of pages) {
      for (const [, name = ''] of text.matchAll(/`registryTokens\.([\w.]+)`/g)) {
        assert.ok(
          settingNames.some((setting) => setting === name),
          `${page}: ${name}`,
        );
      }
      for (const [, title = ''] of text.matchAll(/\*\*Registry Tokens: ([^*]+)\*\*/g)) {
        assert.ok(titles.includes(title), `${page}: ${title}`);
      }
    }
  });

  it('are all listed in docs/README.md', async () => {
    const index = await readText('docs/README.md');
    const missing = documents
      .filter((name) => name.startsWith('docs/') && name !== 'docs/README.md')
      .filter((name) => !index.includes(`](${name.slice('docs/'.length)})`));
    assert.deepEqual(missing, []);
  });

  it('show an accounts file that could be imported', async () => {
    const text = await readText('docs/accounts-file.md');
    const example = blocks(text, 'json').find((code) => code.includes('"accounts"'));
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
    assert.ok(text.includes(accountsFileVariable));
  });

  it('show JSON that is JSON', () => {
    for (const [page, text] of pages) {
      for (const code of blocks(text, 'json')) {
        assert.doesNotThrow(() => void JSON.parse(code), `${page}: ${code}`);
      }
    }
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
        const target = file === '' ? document : path.join(path.dirname(document), file);
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
