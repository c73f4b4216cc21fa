// Builds `dist/`: a small start-up bundle and the chunks that it loads on first use.
import { rm } from 'node:fs/promises';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const development = watch || process.argv.includes('--dev');

/**
 * client-node is there to read kubeconfigs. What it would bring to call the API by itself (generated
 * models, HTTP stacks, proxies) is nine tenths of it, is never called, and is left out.
 *
 * @type {import('esbuild').Plugin}
 */
const kubeconfigsAlone = {
  name: 'kubeconfigs-alone',
  setup({ onResolve, onLoad }) {
    const unused = /^(?:\.\/gen\/index\.js|undici|socks|socks-proxy-agent|hpagent|jsonpath-plus)$/;
    onResolve({ filter: unused }, ({ path, importer }) =>
      /@kubernetes[\\/]client-node[\\/]dist[\\/]/.test(importer)
        ? { path, namespace: 'unused' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

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
  plugins: [kubeconfigsAlone],
  logLevel: 'warning',
  // CommonJS packages in the chunks ask for Node's own modules through `require`.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
};

await rm('dist', { recursive: true, force: true });
if (watch) {
  const watcher = await context(options);
  await watcher.watch();
} else {
  const { metafile } = await build(options);
  const { writeFile } = await import('node:fs/promises');
  await writeFile('dist/meta.json', JSON.stringify(metafile));
}
