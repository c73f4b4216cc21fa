// Builds `dist/`: a small start-up bundle and the chunks that it loads on first use.
import { rm } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');

/** @type {import('esbuild').BuildOptions} */
const options = {
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  external: ['vscode'],
  chunkNames: 'chunks/[name]-[hash]',
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'external',
  metafile: true,
  logLevel: 'warning',
  // CommonJS packages in the chunks ask for Node's own modules through `require`.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
};

/**
 * The inspector's page, a script and a style that are put into its HTML: files of a webview come
 * through a service worker, one after another, and the page would be seen that much later.
 *
 * @type {import('esbuild').BuildOptions}
 */
const page = {
  entryPoints: { page: 'media/inspector/main.js', style: 'media/inspector/style.css' },
  outdir: 'dist/inspector',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'chrome140',
  minify: !development,
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const part of [options, page]) await (await context(part)).watch();
} else {
  const [{ metafile }] = await Promise.all([build(options), build(page)]);
  const { writeFile } = await import('node:fs/promises');
  await writeFile('dist/meta.json', JSON.stringify(metafile));
}
