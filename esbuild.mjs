// Builds `dist/`: a small start-up bundle and the chunks that it loads on first use.
import { Buffer } from 'node:buffer';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, context } from 'esbuild';
import { addImports, planChunks } from './esbuild.chunks.mjs';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');
const entry = 'src/extension.ts';

/** Another index of kinds in the place of src/registries/index.ts: tests build with one more. */
const kinds = process.argv.find((argument) => argument.startsWith('--kinds='))?.slice(8);

/** @type {import('esbuild').Plugin} */
const otherKinds = {
  name: 'other-kinds',
  setup({ onResolve }) {
    if (kinds === undefined) return;
    onResolve({ filter: /^\.\/index\.ts$/ }, ({ importer }) =>
      /registries[\\/]kinds\.ts$/.test(importer) ? { path: path.resolve(kinds) } : undefined,
    );
  },
};

/**
 * Leaves out of undici what cannot be reached by us. Its HTTP parser comes twice, with SIMD
 * instructions and without: the latter runs on every processor and is as quick on answers of our
 * size. HTTP/2 is never agreed upon, since our connections offer HTTP/1.1 alone, and no body that we
 * send is a form or a blob, which is what the parts of `fetch` are for. The parser, in base64 in its
 * module, packs badly as that: it is compressed first, and unpacked once when the first request is
 * made.
 *
 * @type {import('esbuild').Plugin}
 */
const leanUndici = {
  name: 'lean-undici',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ kind, resolveDir }) =>
      resolve('../llhttp/llhttp-wasm.js', { kind, resolveDir }),
    );
    onLoad({ filter: /undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/ }, ({ path: file }) => {
      const packed = brotliCompressSync(createRequire(import.meta.url)(file)).toString('base64');
      return {
        contents: `module.exports = require('node:zlib').brotliDecompressSync(Buffer.from('${packed}', 'base64'));`,
      };
    });
    onLoad(
      { filter: /undici[\\/]lib[\\/](dispatcher[\\/]client-h2|web[\\/]fetch[\\/]body)\.js$/ },
      () => ({
        contents: 'module.exports = undefined;',
      }),
    );
  },
};

/** CommonJS packages in the chunks ask for Node's own modules through `require`. */
const requireBanner =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const options = {
  entryPoints: { extension: entry },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  external: ['vscode'],
  chunkNames: 'chunks/[hash]',
  minify: !development,
  sourcemap: development ? 'linked' : false,
  legalComments: 'external',
  metafile: true,
  logLevel: 'warning',
  plugins: [otherKinds, leanUndici],
  banner: { js: requireBanner },
};

/** Takes the banner out of the files that have no use for it: there are many, and each has it. */
async function dropIdleBanners({ outputs }) {
  for (const [file, output] of Object.entries(outputs)) {
    const text = file.endsWith('.js') ? await readFile(file, 'utf8') : '';
    const code = text.slice(requireBanner.length + 1);
    if (!text.startsWith(requireBanner) || /\brequire\b/.test(code)) continue;
    await writeFile(file, code);
    output.bytes = Buffer.byteLength(code);
  }
}

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

/**
 * The credential helper's program, which Docker and its kin start, the one that gives tokens to
 * commands, and the editor's uninstall hook:
 * they run outside of the editor, so each is one file that needs no other.
 *
 * @type {import('esbuild').BuildOptions}
 */
const programs = {
  entryPoints: {
    helper: 'src/delivery/helper/program.ts',
    run: 'src/delivery/run/program.ts',
    uninstall: 'src/delivery/helper/uninstall.ts',
  },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22.19',
  minify: !development,
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
if (watch) {
  for (const part of [options, page, programs]) await (await context(part)).watch();
} else {
  const { inputs, outputs } = (await build({ ...options, minify: false, write: false })).metafile;
  const entries = Object.values(outputs).flatMap(({ entryPoint = [] }) => entryPoint);
  const first = outputs['dist/extension.js']?.entryPoint ?? entry;
  const late = entries.filter((file) => file !== first && !file.includes('node_modules'));
  const plugins = [otherKinds, leanUndici, addImports(planChunks(inputs, first, late))];
  const [{ metafile }] = await Promise.all([
    build({ ...options, plugins }),
    build(page),
    build(programs),
  ]);
  // With a banner more, the lines of a source map are others.
  if (!development) await dropIdleBanners(metafile);
  await writeFile('dist/meta.json', JSON.stringify(metafile));
}
