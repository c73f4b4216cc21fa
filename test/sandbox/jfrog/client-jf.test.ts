import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sources } from '../../../src/registries/jfrog/connect/sources.ts';
import { onPath } from '../../tools/on-path.ts';
import { temporaryDirectory } from '../../tools/paths.ts';
import { startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const run = promisify(execFile);

const program = await onPath('jf');
// `npm run clients` builds it; the count says that it was skipped, and this line why.
const skip = program === undefined ? 'not on this machine: jf (npm run clients)' : false;

/** The vendor's command line with a home of its own (docs/registries/jfrog.md §9). */
describe('the JFrog of the sandbox, as jf sees it', { skip }, () => {
  let harness: Harness;
  let certificates: string;
  before(async () => {
    harness = await startHarness();
    certificates = path.join(await temporaryDirectory('jf'), 'ca.pem');
    await writeFile(certificates, harness.sandbox.authority.pem);
  });
  after(() => harness[Symbol.asyncDispose]());
  const jfrog = () => harness.sandbox.jfrog;

  it('issues a token for the groups that are named', async () => {
    const jf = await cli();
    await jf.add(`--access-token=${jfrog().world.jwt(jfrog().tokens.admin)}`);
    assert.match(await jf.run('rt', 'ping'), /OK/);
    const answer = await jf.run('atc', 'bob', '--groups=readers', '--expiry=3600', '--refreshable');
    const made = JSON.parse(answer) as Readonly<Record<string, unknown>>;
    assert.equal(made['scope'], 'applied-permissions/groups:readers');
    assert.equal(made['expires_in'], 3600);
    assert.equal(typeof made['refresh_token'], 'string');
    const [, claims = ''] = String(made['access_token']).split('.');
    assert.match(Buffer.from(claims, 'base64url').toString(), /\/users\/bob"/);
  });

  it('stores a password in Artifactory’s encrypted form, which is then said', async () => {
    const jf = await cli();
    const bob = jfrog().world.users.get('bob');
    assert(bob);
    await jf.add('--user=bob', `--password=${bob.password}`);
    const { password } = await jf.server();
    assert.equal(typeof password, 'string');
    assert.notEqual(password, bob.password);
    assert.match(await jf.run('rt', 'ping'), /OK/);
    const [found] = await jf.found();
    assert.equal(found?.values['method'], 'password');
    assert.equal(found.hasSteps, true);
  });

  it('makes a token of an hour with it, and a found account still signs in by password', async () => {
    const jf = await cli();
    const bob = jfrog().world.users.get('bob');
    assert(bob);
    await jf.add('--user=bob', `--password=${bob.password}`, '--enc-password=false');
    // The sandbox keeps no artifacts to search for; jf has signed in by then.
    await assert.rejects(jf.run('rt', 'search', 'libs/*'), /404/);
    const { accessToken, artifactoryRefreshToken, password } = await jf.server();
    assert.equal(typeof accessToken, 'string', 'its first call made none');
    assert.equal(typeof artifactoryRefreshToken, 'string');
    assert.equal(password, bob.password);
    const [found] = await jf.found();
    assert.equal(found?.values['method'], 'password');
  });

  it('keeps its refresh token for itself: it renews at its next call', async () => {
    Object.assign(jfrog().settings, DEFAULT_SETTINGS);
    const jf = await cli();
    const issued = jfrog().world.issue({ username: 'bob', lifetime: 86_400, refreshable: true });
    await jf.add(`--access-token=${jfrog().world.jwt(issued)}`);
    await jf.change({ refreshToken: issued.refresh, webLogin: true });
    const [found] = await jf.found();
    assert.equal(JSON.stringify(found).includes(issued.refresh ?? '-'), false);
    await jf.run('atc', '--expiry=60');
    const after = await jf.server();
    assert.notEqual(after['refreshToken'], issued.refresh);
    assert.match(await jf.run('rt', 'ping'), /OK/);
  });

  /** A `jf` with a home of its own, and what stands in its configuration. */
  async function cli() {
    const home = await temporaryDirectory('jf-home');
    const file = path.join(home, 'jfrog-cli.conf.v6');
    const env = {
      PATH: process.env['PATH'],
      HOME: home,
      JFROG_CLI_HOME_DIR: home,
      JFROG_CLI_AVOID_NEW_VERSION_WARNING: 'true',
      JFROG_CLI_REPORT_USAGE: 'false',
      SSL_CERT_FILE: certificates,
      CI: 'true',
    };
    const call = async (...words: string[]): Promise<string> =>
      (await run(program ?? '', words, { env })).stdout;
    const config = async () =>
      JSON.parse(await readFile(file, 'utf8')) as { servers: Record<string, unknown>[] };
    return {
      run: call,
      add: (...words: string[]) =>
        call('config', 'add', 'sandbox', `--url=${jfrog().url}`, '--interactive=false', ...words),
      server: async () => (await config()).servers[0] ?? {},
      change: async (parts: object) => {
        const { servers, ...rest } = await config();
        const changed = { ...rest, servers: servers.map((server) => ({ ...server, ...parts })) };
        await writeFile(file, JSON.stringify(changed));
      },
      found: () =>
        sources({
          variables: { JFROG_CLI_HOME_DIR: home },
          read: (name) => readFile(name, 'utf8').catch(() => undefined),
        }),
    };
  }
});
