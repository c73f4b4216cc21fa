import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { withLock } from '../../tools/lock.ts';
import { onPath } from '../../tools/on-path.ts';
import { cacheDir } from '../../tools/paths.ts';

const execute = promisify(execFile);

/**
 * Docker's registry: from the PATH, else out of the package of Debian and its kin, which is
 * unpacked in the cache and not installed. `undefined` where neither can be had.
 */
export async function findRegistry(): Promise<string | undefined> {
  const installed = await onPath('docker-registry');
  if (installed !== undefined) return installed;
  const folder = path.join(cacheDir(), 'docker-registry');
  const program = path.join(folder, 'usr', 'bin', 'docker-registry');
  await withLock(`${folder}.lock`, async () => {
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    try {
      await mkdir(folder, { recursive: true });
      await execute('apt-get', ['download', 'docker-registry'], { cwd: folder });
      const [file] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
      if (file !== undefined) await execute('dpkg', ['-x', file, '.'], { cwd: folder });
    } catch {
      // No Debian, or no network: the suite says that it was skipped.
    }
  });
  return access(program, constants.X_OK).then(
    () => program,
    () => undefined,
  );
}

export interface RegistryPeer extends AsyncDisposable {
  /** Host and port of plain http on loopback, which Docker takes without ado. */
  readonly host: string;
}

/** Starts Docker's registry in memory; the sandbox's Quay lets people in. */
export async function startRegistry(program: string, sandbox: Sandbox): Promise<RegistryPeer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rt-registry-'));
  const config = path.join(folder, 'config.yml');
  const { quay } = sandbox;
  quay.settings.certificateInTokens = true;
  const text = [
    'version: 0.1',
    'log: {level: info}',
    'storage: {inmemory: {}}',
    'http: {addr: "127.0.0.1:0"}',
    'auth:',
    '  token:',
    `    realm: ${quay.url}/v2/auth`,
    `    service: "${quay.hostname}"`,
    '    issuer: quay',
    `    rootcertbundle: ${sandbox.rootCertBundle}`,
    '',
  ];
  await writeFile(config, text.join('\n'));
  const child = spawn(program, ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const port = /listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
    if (port !== undefined) resolve(`127.0.0.1:${port}`);
  });
  const ended = new Promise<void>((settle) => child.on('close', () => settle()));
  child.on('error', reject);
  void ended.then(() => reject(new Error(`the registry ended: ${output.slice(-500)}`)));
  return {
    host: await promise,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the real `docker login` says to a user and a secret, with a configuration of its own. */
export async function dockerLogin(
  docker: string,
  sandbox: Sandbox,
  { host, user, secret }: { readonly host: string; readonly user: string; readonly secret: string },
): Promise<{ readonly code: number; readonly output: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rt-docker-'));
  try {
    const child = spawn(docker, ['login', `--username=${user}`, '--password-stdin', host], {
      env: { ...process.env, DOCKER_CONFIG: folder, SSL_CERT_FILE: sandbox.ca },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    child.stdin.on('error', () => undefined);
    child.stdin.end(secret);
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve(status ?? -1));
    });
    return { code, output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
