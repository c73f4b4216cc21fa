import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const at = (path: string) => JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href);

/**
 * Prints what the first requests of a process change on `globalThis`. A process of its own, because
 * the test runner's has long been changed by others.
 */
const script = `
  const describe = () => JSON.stringify(
    Reflect.ownKeys(globalThis).map((key) => {
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(globalThis, key);
      return [String(key), flags, identity(get), identity(set), key in lazy ? 0 : identity(value)];
    }),
  );
  // Node loads these when they are first looked at.
  const lazy = { fetch: 1, process: 1 };
  const ids = new Map();
  const identity = (value) => {
    if (!ids.has(value)) ids.set(value, ids.size);
    return ids.get(value);
  };
  const environment = JSON.stringify(process.env);
  const { createHttpClient } = await import(${at('net/client.ts')});
  const { noProxySettings } = await import(${at('net/proxy.ts')});
  // The first call of the built-in fetch makes Node set up its own dispatcher.
  await fetch('data:,x');
  const before = describe();
  const fetchBefore = fetch;
  const signal = new AbortController().signal;
  const errors = [];
  for (const tls of [{}, { ca: '' }, { fingerprint256: '00' }]) {
    const client = createHttpClient({ tls, proxy: () => noProxySettings });
    for (const method of ['GET', 'POST']) {
      await client.send({ method, url: 'https://127.0.0.1:9', signal }).catch((error) => errors.push(error.code));
    }
  }
  process.stdout.write(JSON.stringify({
    unchanged: describe() === before,
    sameFetch: fetch === fetchBefore,
    sameEnvironment: JSON.stringify(process.env) === environment,
    errors,
  }));
`;

describe('the first requests of a process', () => {
  it('leave everything global as it was', async () => {
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
    assert.deepEqual(JSON.parse(stdout), {
      unchanged: true,
      sameFetch: true,
      sameEnvironment: true,
      errors: Array(6).fill('unreachable'),
    });
  });

  it('would be caught, were they to load the whole package', async () => {
    const whole = script.replace(
      'const errors = [];',
      "const errors = []; await import('undici');",
    );
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '--eval', whole.replace("await fetch('data:,x');", '')],
      { cwd: new URL('../../..', import.meta.url) },
    );
    assert.equal((JSON.parse(stdout) as { unchanged: boolean }).unchanged, false);
  });
});
