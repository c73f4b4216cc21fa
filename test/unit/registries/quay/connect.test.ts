import assert from 'node:assert/strict';
import { afterEach, after, before, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { Connection } from '../../../../src/registries/contract/connection.ts';
import type { SecretField, TextField } from '../../../../src/registries/contract/form.ts';
import { quayAdapter } from '../../../../src/registries/quay/adapter.ts';
import { Bench, never } from './support.ts';
import { failure } from '../../failure.ts';

const [urlField, tokenField] = quayAdapter.connectFields() as [TextField, SecretField];
const hint =
  'Make an API token in Quay: an organization → Applications → an application → Generate Token.';

describe('signing in to Quay', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.quay.faults.clear());
  after(() => bench[Symbol.asyncDispose]());

  it('tells whose the token is', async () => {
    assert.deepEqual(await quayAdapter.connect(bench.connection(), never), {
      userName: 'dana',
      label: `dana@${bench.quay.hostname}`,
      remarks: [],
    });
  });

  it('tells which scope is missing and what will not work', async () => {
    const connected = await quayAdapter.connect(
      bench.connection(bench.quay.tokens.userAdmin),
      never,
    );
    assert.deepEqual(connected.remarks, [
      'The token lacks the scope org:admin: robots of organizations stay closed.',
    ]);
    const { world } = bench.quay;
    const readsAndAdministers = world.addApiToken({
      user: 'dana',
      clientId: 'x',
      scopes: ['user:read', 'org:admin'],
    });
    assert.deepEqual(
      (await quayAdapter.connect(bench.connection(readsAndAdministers), never)).remarks,
      [
        'The token lacks the scope user:admin: own robots, app tokens, and where a robot may read or write stay closed.',
      ],
    );
  });

  it('refuses a token without any use', async () => {
    const { tokens } = bench.quay;
    const useless = await failure(
      quayAdapter.connect(bench.connection(tokens.readOnly), never),
      'forbidden',
    );
    assert.equal(
      useless.message,
      `The token of dana may change nothing here: it has neither user:admin (own robots, app tokens) nor org:admin (robots of organizations). ${hint}`,
    );
    assert.equal(useless.repair, 'sign-in');
  });

  it('tells a good token that may not tell its user from an unknown one', async () => {
    const { tokens } = bench.quay;
    for (const token of [tokens.orgAdmin, tokens.repoRead]) {
      const error = await failure(quayAdapter.connect(bench.connection(token), never), 'forbidden');
      assert.equal(
        error.message,
        `The token works, but is not allowed to say whose it is: it lacks the scopes user:read and user:admin. ${hint}`,
      );
    }
    for (const token of [tokens.expired, 'x'.repeat(40)]) {
      const error = await failure(
        quayAdapter.connect(bench.connection(token), never),
        'not-authorized',
      );
      assert.equal(
        error.message,
        `${bench.quay.hostname} does not know this token: it is wrong, has expired or was revoked. ${hint}`,
      );
    }
  });

  it('tells what is switched off', async () => {
    Object.assign(bench.quay.settings, {
      readOnly: true,
      robotsDisallow: true,
      appSpecificTokens: false,
    });
    const { remarks } = await quayAdapter.connect(bench.connection(), never);
    const { hostname } = bench.quay;
    assert.deepEqual(remarks, [
      `${hostname} is read-only at the moment.`,
      `The administrator of ${hostname} has switched robots off.`,
      `App tokens are switched off on ${hostname}.`,
    ]);
    Object.assign(bench.quay.settings, {
      readOnly: false,
      robotsDisallow: false,
      appSpecificTokens: true,
    });
  });

  it('shows what the token lacks as a warning at the step of the token', async () => {
    const verify = (token: Parameters<Bench['connection']>[0]) =>
      tokenField.verify?.({}, bench.connection(token), never);
    assert.equal(await verify(undefined), undefined);
    assert.equal((await verify(bench.quay.tokens.userAdmin))?.severity, 'warning');
  });

  it('keeps address and token apart', () => {
    const values = { url: 'https://quay.io', token: new Secret('a'.repeat(40)) };
    assert.deepEqual(quayAdapter.draft(values), {
      url: 'https://quay.io',
      userName: '',
      options: {},
    });
    assert.deepEqual(quayAdapter.signIn(values), { token: values.token });
    const { account } = bench.connection();
    assert.deepEqual(quayAdapter.values(account), { url: bench.quay.url });
    assert.deepEqual(
      quayAdapter.connectFields().map(({ id, signIn }) => [id, signIn]),
      [
        ['url', undefined],
        ['token', true],
      ],
    );
  });
});

describe('the address of a Quay', () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.start();
  });
  afterEach(() => bench.quay.faults.clear());
  after(() => bench[Symbol.asyncDispose]());

  const probe = (connection: Connection) => urlField.verify?.({}, connection, never);

  it('is asked without the token', async () => {
    bench.sandbox.recorder.clear();
    assert.equal(await probe(bench.connection()), undefined);
    assert.deepEqual(
      bench.sandbox.recorder.requests.map(({ url, hasAuthorization }) => [url, hasAuthorization]),
      [['/config', false]],
    );
  });

  it('is recognized behind a proxy that hides /config, or all but the image registry', async () => {
    bench.quay.faults.add({ kind: 'login-page', path: '/config', times: Infinity });
    assert.equal(await probe(bench.connection()), undefined);
    bench.quay.faults.add({ kind: 'status', status: 404, path: '/api/*', times: Infinity });
    assert.equal(await probe(bench.connection()), undefined);
  });

  it('is refused when something else answers', async () => {
    const { account, ...rest } = bench.connection();
    const elsewhere = { ...rest, account: { ...account, url: bench.sandbox.elsewhere.url } };
    const error = await failure(Promise.resolve(probe(elsewhere)), 'protocol');
    const { host } = new URL(bench.sandbox.elsewhere.url);
    assert.equal(
      error.message,
      `${host} answers with a web page (status 200), not as a Quay registry.`,
    );
    assert.equal(error.repair, 'edit-account');
    bench.quay.faults.add({ kind: 'wrong-shape', times: Infinity });
    const other = await failure(Promise.resolve(probe(bench.connection())), 'protocol');
    assert.match(other.message, /answers \(status 200\), but not as a Quay registry/);
  });

  it('is not blamed for a fault of the server', async () => {
    bench.quay.faults.add({ kind: 'status', status: 503, times: Infinity });
    await failure(Promise.resolve(probe(bench.connection())), 'server');
  });

  it('is judged and cleaned while typing', () => {
    const cleaned = (text: string) => urlField.normalize?.(text);
    assert.equal(cleaned(' quay.io/ '), 'https://quay.io');
    assert.equal(cleaned('https://quay.io/organization/acme?tab=robots'), 'https://quay.io');
    assert.equal(cleaned('https://quay.io/repository/a/b'), 'https://quay.io');
    assert.equal(cleaned('https://example.test/quay/'), 'https://example.test/quay');
    const severity = (text: string) => urlField.check?.(text, {})?.severity;
    assert.equal(severity('https://quay.io'), undefined);
    assert.equal(severity('http://quay.example.test'), 'warning');
    assert.equal(severity('http://127.0.0.1:8080'), undefined);
    assert.equal(severity('not a url'), 'error');
    assert.equal(severity('https://me:pw@quay.io'), 'error');
    assert.equal(urlField.initial?.({}), 'https://quay.io');
  });
});
