import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bundleFile, createBundle } from '../../tools/l10n/bundle.ts';
import { extractMessages } from '../../tools/l10n/messages.ts';
import { readFile } from 'node:fs/promises';
import { readText, sorted, words } from './manifest.ts';

const importT = "import { t } from './core/l10n.ts';\n";

describe('sentences in code', () => {
  it('are all in the bundle that translators get, and nothing else is', async () => {
    const { text, problems } = await createBundle();
    assert.deepEqual(problems, []);
    assert.equal(await readFile(bundleFile, 'utf8'), text, 'run "npm run l10n"');
  });

  it('are found wherever they stand', () => {
    const { messages, problems } = extractMessages(
      'a.ts',
      `${importT} const a = [t('One'), t(\`Two {0}\`, t("Three"))]; const o = { t: 1 }; o.t;`,
    );
    assert.deepEqual([...messages].sort(), ['One', 'Three', 'Two {0}']);
    assert.deepEqual(problems, []);
  });

  const bad: readonly (readonly [what: string, source: string, problem: RegExp])[] = [
    ['a variable', 't(message);', /not one string literal/],
    ['a template with an expression', 't(`Hello ${name}`);', /not one string literal/],
    ['a sum', "t('a' + 'b');", /not one string literal/],
    ['no message', 't();', /not one string literal/],
    ['a placeholder without an argument', "t('{0} of {1}', 1);", /\{1\} has no argument/],
    ['an argument without a placeholder', "t('{0}', 1, 2);", /argument 1 is not in the message/],
    ['spread arguments', "t('{0}', ...all);", /not spread/],
    ['t as a value', 'list.map(t);', /not handed on/],
    ['t under another name', "import { t as say } from '../core/l10n.ts';", /its own name/],
    ['t behind a name', "import * as l10n from '../core/l10n.ts';", /its own name/],
  ];
  for (const [what, source, problem] of bad) {
    it(`are refused with ${what}, naming the line`, () => {
      const { problems } = extractMessages('src/a.ts', `${importT}${source}`);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', /^src\/a\.ts:2: /);
      assert.match(problems[0] ?? '', problem);
    });
  }
});

describe('words of package.json', () => {
  it('are those of package.nls.json, each used and none missing', async () => {
    const used = [...(await readText('package.json')).matchAll(/"%([^%"]+)%"/g)];
    assert.deepEqual(sorted(used.map(([, key = '']) => key)), sorted(Object.keys(words)));
  });

  it('are never written out where a person reads them', async () => {
    const manifest: unknown = JSON.parse(await readText('package.json'));
    const written = visibleTexts(manifest).filter(
      ({ path, text }) => !forModels.test(path) && !/^%[\w.-]+%$/.test(text),
    );
    assert.deepEqual(written, []);
  });
});

/** What language models read of the tools: their names and inputs. People read the other words. */
const forModels = /^contributes\.languageModelTools\.\d+\.(?:name|inputSchema)\b/;

/** Members of package.json that the editor shows to people. */
const visible = new Set([
  'altText',
  'category',
  'contents',
  'contextualTitle',
  'deprecationMessage',
  'description',
  'displayName',
  'enumDescriptions',
  'label',
  'markdownDescription',
  'markdownEnumDescriptions',
  'name',
  'shortTitle',
  'title',
]);

interface VisibleText {
  readonly path: string;
  readonly text: string;
}

function visibleTexts(value: unknown, path = '', isShown = false): VisibleText[] {
  if (typeof value === 'string') return isShown ? [{ path, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    // The package's own name is an identifier.
    const shown = Array.isArray(value) ? isShown : visible.has(key) && path + key !== 'name';
    return visibleTexts(member, `${path}${key}.`, shown);
  });
}
