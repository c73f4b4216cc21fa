import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { jfrogAdapter } from '../../../../src/registries/jfrog/adapter.ts';
import { startBrowserLogin } from '../../../../src/registries/jfrog/connect/browser-login.ts';
import { startPasswordLogin } from '../../../../src/registries/jfrog/connect/password-login.ts';
import { probe } from '../../../../src/registries/jfrog/connect/probe.ts';
import { checkSignIn } from '../../../../src/registries/jfrog/connect/credential.ts';
import { Bench, never, now } from './support.ts';
import { encrypted } from '../../../sandbox/jfrog/encrypted-password.ts';
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
      'unsupported',
    );
    assert.match(error.message, /Enable Token Generation via API/);
    bench.jfrog.settings.tokenGenerationByApi = true;
  });

  it('asks for the password where Access refuses it as the CLI has encrypted it', async () => {
    const password = bench.jfrog.world.users.get('bob')?.password ?? '';
    const values = { user: 'bob', password: new Secret(encrypted(password)) };
    const fromCli = { ...values, stored: 'cli' };
    const told = await startPasswordLogin(bench.connection(), fromCli).finished(never);
    assert.deepEqual(told, { encrypted: 'yes' });
    const asked = jfrogAdapter.connectFields().filter(({ when }) => when?.(told) === true);
    assert.deepEqual(
      asked.map(({ id }) => id),
      ['plain', 'plainExchange'],
    );
    const [, exchange] = asked;
    assert(exchange?.type === 'external');
    const typed = { ...fromCli, ...told, plain: new Secret(password) };
    const { finished } = await exchange.start(typed, bench.connection(), never);
    assert.ok((await finished(never))['token'] instanceof Secret);
    // Nothing says that a typed one was encrypted, nor one that Artifactory refuses as well.
    await failure(
      startPasswordLogin(bench.connection(), values).finished(never),
      'sign-in-expired',
    );
    const wrong = { ...fromCli, password: new Secret('wrong') };
    await failure(startPasswordLogin(bench.connection(), wrong).finished(never), 'sign-in-expired');
    bench.jfrog.settings.tokenGenerationByApi = false;
    const plain = { ...fromCli, password: new Secret(password) };
    await failure(startPasswordLogin(bench.connection(), plain).finished(never), 'unsupported');
    bench.jfrog.settings.tokenGenerationByApi = true;
  });

  it('issues a token of its own with the CLI’s, which goes on working', async () => {
    const theirs = bench.jfrog.world.issue({ username: 'bob', refreshable: true, lifetime: 9e4 });
    const taken = { replaced: 'cli', token: new Secret(bench.jwt(theirs)) };
    const field = jfrogAdapter.connectFields().find(({ id }) => id === 'own');
    assert(field?.type === 'external');
    assert.equal(field.when?.(taken), false);
    assert.equal(field.when({ ...taken, sort: 'own' }), true);
    const { finished } = await field.start(taken, bench.connection(), never);
    const signIn = jfrogAdapter.signIn({ ...taken, ...(await finished(never)) });
    assert.equal(signIn['token']?.equals(taken.token), false);
    assert.ok(signIn['refresh']);
    assert.equal(theirs.isRevoked, false);
    const { userName } = await jfrogAdapter.connect(bench.connection(signIn), never);
    assert.equal(userName, 'bob');
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
