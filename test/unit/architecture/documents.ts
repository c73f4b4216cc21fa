import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../tools/paths.ts';
import { readText } from './manifest.ts';

/** The pages for users: the README, and what is linked from it. Not what servers answer. */
export const userPages: readonly string[] = [
  'README.md',
  ...(await markdownBelow('docs')).filter((page) => !page.startsWith('docs/registries/')),
];

/** Every document of the repository that is written for people, relative to its root. */
export const documents: readonly string[] = [
  ...userPages,
  ...(await markdownBelow('docs/registries')),
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
];

/** The cells of the tables below a heading of a page, row by row, without head and rule. */
export async function rowsBelow(page: string, heading: string): Promise<string[][]> {
  const sections = (await readText(page)).split(/^#{1,3} /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`${page} has no section ${heading}`);
  return tableRows(section).slice(2);
}

/** The cells of every line of a table, head and rule included. */
export function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The blocks of code in a language. */
export const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(
    ([, code = '']) => code,
  );

async function markdownBelow(folder: string): Promise<string[]> {
  const names = await readdir(path.join(root, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .sort();
}
