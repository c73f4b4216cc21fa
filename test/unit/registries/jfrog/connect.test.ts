import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { startBrowserLogin } from '../../../../src/registries/jfrog/connect/browser-login.ts';
import { startPasswordLogin } from '../../../../src/registries/jfrog/connect/password-login.ts';
import { probe } from '../../../../src/registries/jfrog/connect/probe.ts';
import { sources } from '../../../../src/registries/jfrog/connect/sources.ts';
import { checkSignIn } from '../../../../src/registries/jfrog/connect/credential.ts';
import { Bench, never, now } from './support.ts';
import { failure } from '../../failure.ts';

const jwt = (claims: object) =>
  ['{"alg":"RS256","typ":"JWT"}', JSON.stringify(claims), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('connecting', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ jfrog: { contextPath: '/corp/jfrog' } });
  });
  after(() => bench[Symbol.asyncDispose]());

  it('tells whom a token belongs to', async () => {
    const connected = await jfrogAdapter.connect(bench.connection(), never);
    assert.deepEqual(connected, {
      userName: 'ada',
      label: `ada@${bench.jfrog.host}`,
      remarks: [],
    });
  });

  it('takes a reference token', async () => {
    const token = bench.jfrog.world.issue({ username: 'bob', withReference: true });
    const connected = await jfrogAdapter.connect(bench.connection(token.reference), never);
    assert.equal(connected.userName, 'bob');
  });

  it('refuses an expired token, and sends it once', async () => {
    bench.requests();
    const connection = bench.connection(bench.jfrog.tokens.expired);
    const error = await failure(jfrogAdapter.connect(connection, never), 'not-authorized');
    assert.match(error.message, /it has expired/);
    assert.equal(bench.requests().length, 1);
  });

  it('says what an older server lacks', async () => {
    bench.jfrog.settings.version = '7.30.0';
    const { userName, remarks } = await jfrogAdapter.connect(bench.connection(), never);
    assert.equal(userName, 'ada');
    assert.match(
      remarks[0] ?? '',
      /^JFrog 7\.30\.0 is an older version: it has no reference tokens/,
    );
    bench.jfrog.settings.version = '7.111.9';
  });

  it('probes the address without credentials', async () => {
    assert.equal(await probe(bench.connection(), never), undefined);
    const elsewhere = bench.connection();
    const error = await failure(
      probe(
        { ...elsewhere, account: { ...bench.account, url: bench.sandbox.elsewhere.url } },
        never,
      ),
      'protocol',
    );
    assert.match(error.message, /answered with something else/);
    const wrongPath = new URL(bench.jfrog.url).origin;
    await failure(
      probe({ ...elsewhere, account: { ...bench.account, url: wrongPath } }, never),
      'protocol',
    );
  });

  it('waits for a login in the browser and keeps the refresh token', async () => {
    const { timer } = bench;
    const started = await startBrowserLogin(bench.connection(), never, timer);
    const page = new URL(started.url ?? '');
    const session = page.searchParams.get('jfClientSession') ?? '';
    assert.equal(page.pathname, '/corp/jfrog/ui/login');
    assert.equal(started.code, session.slice(-4));
    const values = await started.finished(never);
    assert.deepEqual(timer.waits, [3000, 3000]);
    assert.ok(values['token'] instanceof Secret && values['refresh'] instanceof Secret);
    const signIn = jfrogAdapter.signIn(values);
    const connected = await jfrogAdapter.connect(bench.connection(signIn), never);
    assert.equal(connected.userName, 'bob');
  });

  it('gives up waiting when nobody confirms, and stops when cancelled', async () => {
    bench.jfrog.settings.loginPolls = -1;
    const started = await startBrowserLogin(bench.connection(), never, bench.timer);
    assert.match((await failure(started.finished(never), 'timeout')).message, /within 5 minutes/);
    bench.jfrog.settings.loginPolls = 2;
    bench.jfrog.settings.version = '7.63.0';
    const old = await failure(startBrowserLogin(bench.connection(), never), 'unsupported');
    assert.match(old.message, /needs JFrog 7\.64/);
    bench.jfrog.settings.version = '7.111.9';
  });

  it('exchanges a password for a token where the server allows it', async () => {
    const password = bench.jfrog.world.users.get('bob')?.password ?? '';
    const values = { user: 'bob', password: new Secret(password) };
    const token = (await startPasswordLogin(bench.connection(), values).finished(never))['token'];
    assert.ok(token instanceof Secret);
    bench.jfrog.settings.tokenGenerationByApi = false;
    const error = await failure(
      startPasswordLogin(bench.connection(), values).finished(never),
      'sign-in-expired',
    );
    assert.match(error.message, /Enable Token Generation via API/);
    bench.jfrog.settings.tokenGenerationByApi = true;
  });
});

describe('what is typed as a sign-in', () => {
  const severity = (text: string) => checkSignIn(text, now)?.severity;

  it('is judged before it is sent', () => {
    assert.equal(severity(jwt({ aud: '*@*', scp: 'applied-permissions/user' })), undefined);
    assert.equal(severity(jwt({ aud: 'jfrt@*', scp: 'api:*' })), 'warning');
    assert.equal(severity(jwt({ aud: ['jfrt@*', 'jfac@*'], scp: '' })), undefined);
    assert.equal(severity(jwt({ aud: '*@*', exp: now / 1000 - 1 })), 'error');
    assert.equal(severity(`AKCp8${'a'.repeat(68)}`), 'error');
    assert.equal(severity('0f6d1c3e-0000-4000-8000-0123456789ab'), 'error');
    assert.equal(severity('something'), 'warning');
    const reference = Buffer.from(`reftkn:01:1893456000:${'x'.repeat(27)}`).toString('base64');
    assert.equal(severity(reference), undefined);
  });
});

describe('what other tools of JFrog are set up with (docs/registries/jfrog.md §1.3)', () => {
  const find = (variables: Record<string, string>, files: Record<string, unknown> = {}) =>
    sources({
      variables,
      read: (file) => Promise.resolve(file in files ? JSON.stringify(files[file]) : undefined),
    });
  const token = jwt({ aud: '*@*', exp: now / 1000 + 3600 });

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
      found.map(({ source, label, values, hasSignIn }) => [
        source,
        label,
        values['url'],
        values['method'],
        hasSignIn,
      ]),
      [
        ['the variables JFROG_IDE_…', 'ide.jfrog.io', 'https://ide.jfrog.io', 'token', true],
        ['/cli/jfrog-cli.conf.v6', 'acme', 'https://acme.jfrog.io', 'token', true],
        ['/cli/jfrog-cli.conf.v6', 'old', 'https://old.example.test', 'password', false],
      ],
    );
    assert.deepEqual(await find({}), []);
  });

  it('keeps the single-use refresh token with the CLI, and tells when the other ends', async () => {
    const server = { serverId: 'acme', url: 'https://acme.jfrog.io/', accessToken: token };
    const servers = [{ ...server, refreshToken: 'theirs' }];
    const [found] = await find({}, { '.jfrog/jfrog-cli.conf.v6': { servers } });
    assert(found);
    assert.deepEqual(Object.keys(found.values), ['url', 'method', 'token']);
    assert.deepEqual(found.preview.at(-1)?.value, { instant: now + 3_600_000 });
    assert.equal(found.source, '~/.jfrog/jfrog-cli.conf.v6');
  });

  it('prefers a password to the token that the CLI made from it', async () => {
    const legacy = jwt({ aud: 'jfrt@*', exp: now / 1000 + 3600 });
    const server = { url: 'https://acme.jfrog.io/', user: 'bob', accessToken: legacy };
    const one = async (more: object) => {
      const files = { '.jfrog/jfrog-cli.conf.v5': { servers: [{ ...server, ...more }] } };
      return (await find({}, files))[0]?.values['method'];
    };
    assert.equal(await one({ password: 'x' }), 'password');
    assert.equal(await one({}), 'token');
  });

  it('is nothing where the configuration is encrypted or broken', async () => {
    const servers = [{ url: 'https://acme.jfrog.io/', accessToken: 'abc' }];
    assert.deepEqual(await find({}, { '.jfrog/jfrog-cli.conf.v6': { enc: true, servers } }), []);
    assert.deepEqual(await find({}, { '.jfrog/jfrog-cli.conf.v6': 'no' }), []);
  });
});
