import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const source = path.join(root, 'src', 'net');
const bundled = await mkdtemp(path.join(tmpdir(), 'registry-tokens-net-'));
after(() => rm(bundled, { recursive: true }));

/** The modules as the extension ships them: bundled, what is heavy in chunks of their own. */
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    'http/client': path.join(source, 'http', 'client.ts'),
    'proxy/proxy': path.join(source, 'proxy', 'proxy.ts'),
  },
  outdir: bundled,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  metafile: true,
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});

/** What code did to its process. */
interface Effect {
  readonly globalsChanged: boolean;
  readonly environmentChanged: boolean;
}

/**
 * Runs code and says what it changed, in a process of its own, because others have long changed that
 * of the test runner.
 */
async function effectOf(code: string, preparation = ''): Promise<Effect> {
  const script = `
    const identities = new Map();
    const identity = (thing) => {
      if (!identities.has(thing)) identities.set(thing, identities.size);
      return identities.get(thing);
    };
    const globals = () => JSON.stringify(Reflect.ownKeys(globalThis).map((key) => [
      String(key),
      Object.entries(Object.getOwnPropertyDescriptor(globalThis, key))
        .map(([part, held]) => [part, identity(held)]),
    ]));
    ${preparation}
    const before = globals();
    const environment = JSON.stringify(process.env);
    ${code}
    process.stdout.write(JSON.stringify({
      globalsChanged: globals() !== before,
      environmentChanged: JSON.stringify(process.env) !== environment,
    }));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: root },
  );
  return JSON.parse(stdout) as Effect;
}

/** Requests on both routes, none of which finds a server. */
function firstRequests(folder: string, extension: string): Promise<Effect> {
  const at = (name: string) =>
    JSON.stringify(pathToFileURL(path.join(folder, name + extension)).href);
  const code = `
    const { createHttpClient } = await import(${at('http/client')});
    const { noProxySettings } = await import(${at('proxy/proxy')});
    const { signal } = new AbortController();
    for (const tls of [{}, { ca: '' }, { fingerprint256: '00' }]) {
      const client = createHttpClient({ tls, proxy: () => noProxySettings });
      for (const method of ['GET', 'POST']) {
        const error = await client
          .send({ method, url: 'https://127.0.0.1:9', signal })
          .catch((reason) => reason);
        if (error.code !== 'unreachable') throw error;
      }
    }`;
  // With its first call the built-in fetch sets itself up; that is not our doing.
  return effectOf(code, "await fetch('data:,x');");
}

describe('the first requests of a process', () => {
  const none: Effect = { globalsChanged: false, environmentChanged: false };

  it('leave everything global as it was', async () => {
    assert.deepEqual(await firstRequests(source, '.ts'), none);
  });

  it('do so in a bundle, too', async () => {
    assert.deepEqual(await firstRequests(bundled, '.mjs'), none);
  });

  it('would not, were they to load all of undici', async () => {
    assert.deepEqual(await effectOf("await import('undici');"), { ...none, globalsChanged: true });
  });
});

describe('the bundle', () => {
  it('loads undici and TLS only when they are needed', () => {
    const start = Object.values(metafile.outputs).find(({ entryPoint }) =>
      entryPoint?.endsWith('client.ts'),
    );
    assert.ok(start);
    const loaded = new Set<string>();
    const follow = (inputs: typeof start) => {
      for (const input of Object.keys(inputs.inputs)) loaded.add(input);
      for (const { path: file, kind } of inputs.imports) {
        const chunk = metafile.outputs[file];
        if (kind === 'import-statement' && chunk !== undefined) follow(chunk);
      }
    };
    follow(start);
    assert.ok(loaded.has('src/net/http/client.ts'));
    assert.deepEqual(
      [...loaded].filter((input) => /undici|trusted/.test(input)),
      [],
    );
  });
});
