import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/secret.ts';
import type { Detail } from '../../../../src/registries/contract/item.ts';
import { sources } from '../../../../src/registries/jfrog/connect/sources.ts';
import { now } from './support.ts';

const jwt = (claims: object) =>
  ['{"alg":"RS256","typ":"JWT"}', JSON.stringify(claims), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

const find = (variables: Record<string, string>, files: Record<string, unknown> = {}) =>
  sources({
    variables,
    read: (file) => Promise.resolve(file in files ? JSON.stringify(files[file]) : undefined),
  });

/** What is found of one server of the CLI. */
async function server(parts: object, config: object = {}) {
  const servers = [{ serverId: 'acme', url: 'https://acme.jfrog.io/', user: 'bob', ...parts }];
  const [found] = await find({}, { '.jfrog/jfrog-cli.conf.v6': { ...config, servers } });
  return found;
}

const lineOf = (preview: readonly Detail[], name: string) =>
  preview.find(({ label }) => label === name)?.value;

/** A line of words; `''` when there is none. */
function wordsOf(preview: readonly Detail[] | undefined, name: string): string {
  const value = lineOf(preview ?? [], name);
  return typeof value === 'string' ? value : '';
}

const token = jwt({ aud: '*@*', exp: now / 1000 + 3600 });
const legacy = jwt({ aud: 'jfrt@*', exp: now / 1000 + 3600 });
const reference = Buffer.from(`reftkn:01:1893456000:${'x'.repeat(27)}`).toString('base64');
const apiKey = `AKCp8${'a'.repeat(68)}`;

describe('what other tools of JFrog are set up with (docs/registries/jfrog.md §1.3)', () => {
  it('is found in the environment and among the servers of the CLI', async () => {
    const config = {
      version: '6',
      servers: [
        {
          serverId: 'acme',
          url: 'https://acme.jfrog.io/',
          user: 'bob',
          accessToken: token,
          refreshToken: 'theirs',
        },
        { serverId: 'empty', url: 'https://empty.jfrog.io/' },
        {
          serverId: 'old',
          artifactoryUrl: 'https://old.example.test/artifactory/',
          user: 'ada',
          password: 'x',
        },
      ],
    };
    const found = await find(
      {
        JFROG_CLI_HOME_DIR: '/cli',
        JFROG_IDE_URL: 'https://ide.jfrog.io/artifactory',
        JFROG_IDE_ACCESS_TOKEN: token,
      },
      { '/cli/jfrog-cli.conf.v6': config },
    );
    assert.deepEqual(
      found.map(({ source, label, values, hasSignIn, hasSteps }) => [
        source,
        label,
        values['url'],
        values['method'],
        hasSignIn,
        hasSteps,
      ]),
      [
        ['the variables JFROG_IDE_…', 'ide.jfrog.io', 'https://ide.jfrog.io', 'token', true, false],
        ['/cli/jfrog-cli.conf.v6', 'acme', 'https://acme.jfrog.io', 'token', true, true],
        ['/cli/jfrog-cli.conf.v6', 'old', 'https://old.example.test', 'password', false, true],
      ],
    );
    assert.deepEqual(await find({}), []);
  });

  it('keeps the single-use refresh token with the CLI, and tells when the other ends', async () => {
    const found = await server({ accessToken: token, refreshToken: 'theirs' });
    assert(found);
    assert.deepEqual(Object.keys(found.values), ['url', 'user', 'method', 'token', 'replaced']);
    assert.deepEqual(lineOf(found.preview, 'Token ends'), { instant: now + 3_600_000 });
    assert.match(wordsOf(found.preview, 'JFrog CLI'), /will renew this token for itself/);
    assert.equal(found.source, '~/.jfrog/jfrog-cli.conf.v6');
    assert.doesNotMatch(inspect(found, { depth: 9 }), /theirs/);
  });

  it('says nothing of a renewal that will not come', async () => {
    const endless = jwt({ aud: '*@*' });
    for (const parts of [
      { accessToken: token },
      { password: token, refreshToken: 'of another' },
      { accessToken: endless, refreshToken: 'theirs' },
    ]) {
      const found = await server(parts);
      assert.equal(lineOf(found?.preview ?? [], 'JFrog CLI'), undefined);
      assert.equal(found?.hasSteps, false);
    }
  });

  it('prefers a password to the token that the CLI made from it', async () => {
    const parts = { accessToken: legacy, artifactoryRefreshToken: 'theirs' };
    const found = await server({ ...parts, password: 'x' });
    assert.equal(found?.values['method'], 'password');
    assert.equal(found.values['stored'], 'cli');
    assert.equal((await server(parts))?.values['method'], 'token');
  });

  it('takes a password that is a token for what it is', async () => {
    for (const password of [token, reference]) {
      const found = await server({ accessToken: legacy, password });
      assert(found?.values['token'] instanceof Secret);
      assert.ok(found.values['token'].equals(new Secret(password)));
      assert.equal(found.values['password'], undefined);
      assert.equal(found.hasSignIn, true);
    }
    for (const parts of [{ password: apiKey }, { accessToken: apiKey }]) {
      const found = await server(parts);
      assert.deepEqual(Object.keys(found?.values ?? {}), ['url', 'user']);
      assert.match(wordsOf(found?.preview, 'Sign-in'), /^an API key, which cannot/);
    }
  });

  it('names the servers of an encrypted configuration, and why none is signed in', async () => {
    const parts = { accessToken: 'c2VjcmV0', refreshToken: 'c2VjcmV0' };
    const found = await server(parts, { enc: true });
    assert(found);
    assert.deepEqual(found.values, { url: 'https://acme.jfrog.io', user: 'bob' });
    assert.deepEqual([found.label, found.hasSignIn, found.hasSteps], ['acme', false, false]);
    assert.match(wordsOf(found.preview, 'Sign-in'), /^encrypted by the JFrog CLI/);
    assert.equal(await server({}, { enc: true }), undefined);
  });

  it('is nothing where the configuration is broken', async () => {
    for (const config of ['no', 7, null, [], { servers: 'x' }, { servers: [1, { url: 2 }] }]) {
      assert.deepEqual(await find({}, { '.jfrog/jfrog-cli.conf.v6': config }), []);
    }
  });
});
