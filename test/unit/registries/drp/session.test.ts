import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { drpAdapter } from '../../../../src/registries/drp/adapter.ts';
import { baseUrl, normalizeToken } from '../../../../src/registries/drp/connect/connect-form.ts';
import { connect, probeServer } from '../../../../src/registries/drp/connect/connect.ts';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { ADMIN, AWKWARD_USER } from '../../../sandbox/drp/fixture.ts';
import { Bench, issue, issuedOf, never } from './support.ts';
import { collect } from '../collect.ts';
import { failure } from '../../failure.ts';

let bench: Bench;
before(async () => {
  bench = await Bench.start();
});
after(() => bench[Symbol.asyncDispose]());
beforeEach(() => {
  bench.requests();
});

const tokenOf = async (user: string, values = {}): Promise<Secret> =>
  issuedOf(await issue(bench.registry(), user, { rights: 'everything', ...values })).secrets.token;

describe('signing in', () => {
  it('with a password', async () => {
    const connected = await connect(bench.connection(), never);
    assert.deepEqual(connected, {
      userName: ADMIN,
      label: `${ADMIN}@${new URL(bench.drp.url).host}`,
      remarks: [],
    });
  });
  it('with a password that has colons, as a user with spaces and an @', async () => {
    assert.equal((await connect(bench.connection(AWKWARD_USER), never)).userName, AWKWARD_USER);
  });
  it('with a token', async () => {
    const token = await tokenOf('alice');
    assert.deepEqual((await connect(bench.connection('alice', { token }), never)).remarks, []);
  });
  it('not with a token of somebody else, which is told apart', async () => {
    const token = await tokenOf('bob');
    const question = connect(bench.connection('alice', { token }), never);
    assert.match((await failure(question, 'not-authorized')).message, /not one of alice/);
  });
  it('refuses a wrong password as such, not as a missing right', async () => {
    const wrong = bench.connection(ADMIN, { password: new Secret('wrong') });
    const error = await failure(connect(wrong, never), 'not-authorized');
    assert.match(error.message, /refused the user name “rocketskates” or its password/);
  });
  it('says so when the answer to a password is none of Digital Rebar', async () => {
    for (const kind of ['truncated-json', 'wrong-shape', 'login-page'] as const) {
      bench.drp.faults.add({ kind, path: `/api/v3/users/${ADMIN}/token` });
      const { message } = await failure(connect(bench.connection(), never), 'protocol');
      assert.ok(message.startsWith(new URL(bench.drp.url).host), message);
    }
  });
  it('refuses a token of nobody', async () => {
    await failure(
      connect(bench.connection('alice', { token: new Secret('rubbish') }), never),
      'sign-in-expired',
    );
  });
  it('has no sign-in', async () => {
    await failure(connect(bench.connection('alice', {}), never), 'sign-in-missing');
  });
  it('never puts a token or a password into an address', async () => {
    const token = await tokenOf('alice');
    await connect(bench.connection('alice', { token }), never);
    const seen = bench.requests().join('\n');
    assert.equal(seen.includes(token.reveal()), false);
    assert.equal(seen.includes('token='), false);
    assert.equal(seen.includes(bench.drp.password), false);
  });
});

describe('the certificate', () => {
  const untrusted = (url: string, tls = {}) => ({
    ...bench.connection(),
    account: { ...bench.connection().account, url },
    http: createHttpClient({ tls, proxy: () => noProxySettings }),
  });
  it('that signs itself is told apart from a refused sign-in', async () => {
    const error = await failure(probeServer(untrusted(bench.drp.url), never), 'tls');
    assert.equal(error.certificate?.fingerprint256, bench.drp.fingerprint256);
    assert.equal(error.certificate.selfSigned, true);
    assert.match(error.certificate.subject, /Acme Co/);
  });
  it('is trusted by its fingerprint, or given as its own authority', async () => {
    const { url, fingerprint256, certificate } = bench.drp;
    await probeServer(untrusted(url, { fingerprint256 }), never);
    await probeServer(untrusted(url, { ca: certificate }), never);
  });
  it('that has expired is trusted by its fingerprint only', async () => {
    const { url, fingerprint256 } = bench.drp.expired;
    const error = await failure(probeServer(untrusted(url), never), 'tls');
    assert.equal(error.certificate?.fingerprint256, fingerprint256);
    await probeServer(untrusted(url, { fingerprint256 }), never);
  });
  it('belongs to a server that is no DRP', async () => {
    bench.drp.faults.add({ kind: 'login-page' });
    await failure(probeServer(bench.connection(), never), 'protocol');
    bench.drp.faults.add({ kind: 'status', status: 502 });
    await failure(probeServer(bench.connection(), never), 'protocol');
  });
});

describe('one silent sign-in again', () => {
  const logins = () =>
    bench.requests().filter((request) => request.includes(`/${ADMIN}/token`)).length;

  it('buys one token for many calls', async () => {
    const registry = bench.registry();
    await Promise.all([collect(registry.roots(never)), collect(registry.roots(never))]);
    assert.equal(logins(), 1);
  });
  it('when the session has expired (an empty 403)', async () => {
    const registry = bench.registry();
    await collect(registry.roots(never));
    bench.clock.advance(3601_000);
    assert.notEqual((await collect(registry.roots(never))).length, 0);
    assert.equal(logins(), 2);
  });
  it('when it was revoked', async () => {
    const registry = bench.registry();
    await collect(registry.roots(never));
    const admin = bench.drp.world.users.get(ADMIN);
    assert(admin);
    admin.secret = 'another';
    await collect(registry.roots(never));
    assert.equal(logins(), 2);
  });
  it('once for all calls that are refused at the same time', async () => {
    const registry = bench.registry();
    await collect(registry.roots(never));
    bench.clock.advance(3601_000);
    await Promise.all([collect(registry.roots(never)), collect(registry.roots(never))]);
    assert.equal(logins(), 2);
  });
  it('not when a right is missing', async () => {
    const registry = bench.registry('alice');
    await failure(issue(registry, 'bob', { rights: 'everything' }), 'forbidden');
    const own = bench.requests().filter((request) => request.includes('/alice/token'));
    assert.equal(own.length, 1);
  });
  it('not twice, when the password is wrong by now', async () => {
    const registry = bench.registry('bob');
    await collect(registry.roots(never));
    const bob = bench.drp.world.users.get('bob');
    assert(bob);
    const former = bench.connection('bob');
    const password = bob.password;
    bench.clock.advance(3601_000);
    bob.setPassword('changed elsewhere', 'salt');
    bench.requests();
    const error = await failure(collect(openWith(former, password).roots(never)), 'not-authorized');
    assert.equal(error.repair, 'sign-in');
    assert.equal(bench.requests().length, 1);
    bob.setPassword(password, 'salt');
  });
  it('not with a token, which has nothing to renew itself with', async () => {
    const token = await tokenOf('alice', { lifetime: '60' });
    const registry = bench.registry('alice', { token });
    await collect(registry.roots(never));
    bench.clock.advance(61_000);
    const error = await failure(collect(registry.roots(never)), 'sign-in-expired');
    assert.equal(error.repair, 'sign-in');
  });
});

function openWith(connection: ReturnType<Bench['connection']>, password: string) {
  return drpAdapter.open({
    ...connection,
    signIn: () => Promise.resolve({ password: new Secret(password) }),
  });
}

describe('the steps of Add Account', () => {
  const field = (id: string) => {
    const found = drpAdapter.connectFields().find((one) => one.id === id);
    assert(found && found.type !== 'choice' && found.type !== 'lifetime');
    return found;
  };
  const check = (id: string, typed: string) => {
    const found = field(id);
    return 'check' in found && (found.type === 'text' || found.type === 'secret')
      ? found.check(typed, {})
      : undefined;
  };

  it('take an address as people paste it', () => {
    for (const typed of [
      'drp.example:8092',
      ' https://drp.example:8092/ ',
      'https://drp.example:8092/api/v3/users',
      'https://drp.example:8092/swagger-ui/?x',
    ]) {
      assert.equal(baseUrl(typed), 'https://drp.example:8092');
    }
  });
  it('take a password as it is, and a token without its surroundings', () => {
    const password = field('password');
    assert(password.type === 'secret');
    assert.equal(password.normalize?.(' a:b '), ' a:b ');
    assert.equal(normalizeToken('export RS_TOKEN="abc-_=="\n'), 'abc-_==');
    assert.equal(normalizeToken('Authorization: Bearer abc\n def'), 'abcdef');
  });
  it('say at the field what cannot be', () => {
    assert.equal(check('user', 'a:b')?.severity, 'error');
    assert.equal(check('user', '1')?.severity, 'warning');
    assert.equal(check('user', AWKWARD_USER), undefined);
    assert.equal(check('token', 'rocketskates:pass')?.severity, 'error');
    assert.equal(check('token', 'a%b')?.severity, 'error');
    assert.equal(check('token', 'q3Zt-_A=='), undefined);
  });
  it('make an account and its sign-in', () => {
    const values = { url: bench.drp.url, user: 'alice', method: 'token', token: new Secret('t') };
    assert.deepEqual(drpAdapter.draft(values), {
      url: bench.drp.url,
      userName: 'alice',
      options: {},
    });
    assert.deepEqual(Object.keys(drpAdapter.signIn(values)), ['token']);
    const chosen = { ...values, method: 'password', password: new Secret('p') };
    assert.deepEqual(Object.keys(drpAdapter.signIn(chosen)), ['password']);
    assert.deepEqual(Object.keys(drpAdapter.signIn({ password: new Secret('p') })), ['password']);
  });
});
