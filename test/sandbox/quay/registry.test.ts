import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Answer } from '../client.ts';
import { ACME, NOW, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const CI = 'acme-platform+ci';
const MINUTE_MS = 60_000;

describe('Quay: the registry protocol', () => {
  let quay: Harness;
  let service: string;
  let secret: string;
  before(async () => {
    quay = await startHarness();
    service = quay.sandbox.quay.hostname;
    secret = quay.sandbox.quay.world.robots.get(CI)?.token ?? '';
  });
  after(() => quay.sandbox.close());

  async function claimsOf(answer: Answer): Promise<JWTPayload> {
    assert.equal(answer.status, 200);
    const body = answer.json() as { token: string };
    assert.deepEqual(Object.keys(body), ['token']);
    const keys = (await quay.bare('GET', '/keys/services/quay/keys')).json() as JSONWebKeySet;
    const { payload } = await jwtVerify(body.token, createLocalJWKSet(keys), {
      issuer: 'quay',
      currentDate: new Date(quay.sandbox.clock.now()),
    });
    return payload;
  }
  const auth = (basic: string | undefined, ...scopes: string[]): Promise<Answer> => {
    const query = new URLSearchParams({ service });
    for (const scope of scopes) {
      query.append('scope', scope);
    }
    return quay.bare('GET', `/v2/auth?${query.toString()}`, basic === undefined ? {} : { basic });
  };
  function refusal(answer: Answer): string {
    assert.equal(answer.status, 401);
    assert.equal(
      answer.headers['www-authenticate'],
      `Bearer realm="${quay.sandbox.quay.url}/v2/auth",service="${service}"`,
    );
    const { errors } = answer.json() as {
      errors: [{ code: string; message: string; detail: unknown }];
    };
    assert.equal(errors[0].code, 'UNAUTHORIZED');
    assert.deepEqual(errors[0].detail, {});
    return errors[0].message;
  }

  it('row 31: a robot logs in', async () => {
    const claims = await claimsOf(await auth(`${CI}:${secret}`));
    const issued = claims.iat ?? 0;
    assert.deepEqual(claims, {
      iss: 'quay',
      aud: service,
      sub: CI,
      iat: issued,
      nbf: issued,
      exp: issued + 3600,
      access: [],
      context: {
        version: 2,
        entity_kind: 'robot',
        entity_reference: CI,
        kind: 'user',
        user: CI,
        'com.apostille.roots': {},
        'com.apostille.root': '$disabled',
      },
    });
  });

  it('row 31: without a service the audience is null', async () => {
    const answer = await quay.bare('GET', '/v2/auth', { basic: `${CI}:${secret}` });
    const { token } = answer.json() as { token: string };
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    assert.match(payload, /"aud":null/);
  });

  it('row 31: who does not get in, and why', async () => {
    assert.equal(
      refusal(await auth(`${CI}:wrong`)),
      `Could not find robot with username: ${CI} and supplied password.`,
    );
    assert.equal(
      refusal(await auth('acme-platform+ghost:x')),
      'Could not find robot with specified username',
    );
    assert.equal(
      refusal(await auth(undefined)),
      'access to the requested resource is not authorized',
    );
    const bad = await quay.bare('GET', '/v2/auth', { bearer: 'x' });
    assert.equal(refusal(bad), 'Specified credentials are invalid');
  });

  it('row 31: a foreign JWT as the password crashes the login', async () => {
    const token = await quay.sandbox.oidc.mint({ sub: CI });
    const answer = await auth(`${CI}:${token}`);
    assert.equal(answer.status, 500);
    assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
  });

  it('row 31: ROBOTS_DISALLOW spares the whitelist', async () => {
    const { settings } = quay.sandbox.quay;
    settings.robotsDisallow = true;
    assert.equal(
      refusal(await auth(`${CI}:${secret}`)),
      'Robot account have been disabled. Please contact your administrator.',
    );
    settings.robotsWhitelist = [CI];
    assert.equal((await auth(`${CI}:${secret}`)).status, 200);
    settings.robotsDisallow = false;
    settings.robotsWhitelist = [];
  });

  it('row 31: a disabled organization takes its robots along', async () => {
    const organization = quay.sandbox.quay.world.organizations.get('acme-platform');
    assert.ok(organization);
    organization.enabled = false;
    const answer = await auth(`${CI}:${secret}`);
    organization.enabled = true;
    assert.match(refusal(answer), /is disabled$/);
  });

  it('row 31: app tokens, API tokens and passwords log in, too', async () => {
    const { world, tokens } = quay.sandbox.quay;
    const app = [...world.appTokens.values()].find(({ title }) => title === 'laptop');
    const old = [...world.appTokens.values()].find(({ title }) => title === 'old desktop');
    for (const basic of [
      `$app:${app?.code ?? ''}`,
      `$oauthtoken:${tokens.full.secret}`,
      `dana:${world.users.get('dana')?.password ?? ''}`,
    ]) {
      assert.equal((await claimsOf(await auth(basic))).sub, 'dana');
    }
    assert.equal(app?.lastAccessed, NOW);
    assert.equal((await auth(`$app:${old?.code ?? ''}`)).status, 401);
    assert.equal((await auth(`$oauthtoken:${tokens.expired.secret}`)).status, 401);
  });

  it('row 31: the last use is noted at most once a minute', async () => {
    const { clock } = quay.sandbox;
    const spare = quay.sandbox.quay.world.robots.get('acme-platform+spare');
    assert.ok(spare);
    const login = (): Promise<Answer> => auth(`acme-platform+spare:${spare.token}`);
    await login();
    const first = clock.now();
    assert.equal(spare.lastAccessed, first);
    clock.advance(MINUTE_MS - 1);
    await login();
    assert.equal(spare.lastAccessed, first);
    clock.advance(1);
    await login();
    assert.equal(spare.lastAccessed, first + MINUTE_MS);
    quay.sandbox.quay.settings.userLastAccessed = false;
    clock.advance(MINUTE_MS);
    await login();
    assert.equal(spare.lastAccessed, first + MINUTE_MS);
    const list = await quay.call('GET', `${ACME}/robots?token=false`);
    const one = await quay.call('GET', `${ACME}/robots/spare`);
    quay.sandbox.quay.settings.userLastAccessed = true;
    const { robots } = list.json() as { robots: { last_accessed: unknown }[] };
    assert.ok(robots.every((robot) => robot.last_accessed === null));
    assert.notEqual((one.json() as { last_accessed: unknown }).last_accessed, null);
  });

  it('a wrong password shuts the login for a moment, whatever comes next', async () => {
    const password = quay.sandbox.quay.world.users.get('dana')?.password ?? '';
    assert.equal((await auth('dana:wrong')).status, 401);
    const shut = await auth(`dana:${password}`);
    assert.equal(shut.status, 429);
    assert.equal(shut.headers['retry-after'], '0');
    quay.sandbox.clock.advance(MINUTE_MS);
    assert.equal((await auth(`dana:${password}`)).status, 200);
  });

  it('a robot renews its login after Regenerate, until it is deleted', async () => {
    const { world } = quay.sandbox.quay;
    const robot = world.addRobot({ namespace: 'acme-platform', shortname: 'leaked' });
    const service = `service=${encodeURIComponent(quay.sandbox.quay.hostname)}`;
    const login = (password: string): Promise<Answer> =>
      quay.bare('GET', `/v2/auth?${service}`, { basic: `acme-platform+leaked:${password}` });
    const tokenOf = (answer: Answer): string => (answer.json() as { token: string }).token;
    const first = tokenOf(await login(robot.token));
    robot.token = world.robotToken();
    const renewed = tokenOf(await login(first));
    world.removeRobot(robot);
    assert.equal((await login(renewed)).status, 401);
    assert.equal((await quay.bare('GET', '/v2/', { bearer: renewed })).status, 200);
    world.addRobot({ namespace: 'acme-platform', shortname: 'leaked' });
    assert.equal((await login(renewed)).status, 200);
    const { token } = world.robots.get('acme-platform+leaked') ?? assert.fail();
    const nowhere = tokenOf(
      await quay.bare('GET', '/v2/auth', { basic: `acme-platform+leaked:${token}` }),
    );
    assert.equal((await login(nowhere)).status, 500);
  });

  it('row 32: missing rights shorten the actions', async () => {
    const ask = async (scope: string): Promise<unknown> =>
      (await claimsOf(await auth(`${CI}:${secret}`, scope)))['access'];
    const access = (name: string, ...actions: string[]): unknown => [
      { type: 'repository', name: `acme-platform/${name}`, actions },
    ];
    assert.deepEqual(
      await ask('repository:acme-platform/secret:pull,push'),
      access('secret', 'pull'),
    );
    assert.deepEqual(
      await ask('repository:acme-platform/api:pull,push'),
      access('api', 'push', 'pull'),
    );
    assert.deepEqual(await ask('repository:acme-platform/web:push'), access('web'));
    assert.deepEqual(await ask('repository:acme-platform/none:pull'), access('none'));
  });

  it('row 32: a public repository for nobody; several scopes; scopes that do not parse', async () => {
    const anonymous = await claimsOf(
      await auth(undefined, 'repository:acme-platform/base:pull,push'),
    );
    assert.equal(anonymous.sub, '(anonymous)');
    assert.deepEqual(anonymous['access'], [
      { type: 'repository', name: 'acme-platform/base', actions: ['pull'] },
    ]);
    const two = await claimsOf(
      await auth(
        `${CI}:${secret}`,
        'repository:acme-platform/api:pull',
        'repository:acme-platform/web:pull',
      ),
    );
    assert.equal((two['access'] as unknown[]).length, 2);
    const catalog = await auth(`${CI}:${secret}`, 'registry:catalog:*');
    assert.equal(catalog.status, 400);
    assert.match(catalog.text, /"code":"INVALID_REQUEST"/);
  });

  it('row 32: an API token is capped by its scopes', async () => {
    const { full, everything } = quay.sandbox.quay.tokens;
    const scope = 'repository:acme-platform/api:pull,push';
    const ask = async (token: string): Promise<unknown> =>
      (await claimsOf(await auth(`$oauthtoken:${token}`, scope)))['access'];
    assert.match(JSON.stringify(await ask(full.secret)), /"actions":\[\]/);
    assert.match(JSON.stringify(await ask(everything.secret)), /"actions":\["push","pull"\]/);
  });

  it('row 33: the keys, one by one and after a redeployment', async () => {
    const { keys } = quay.sandbox.quay;
    const old = keys.current;
    const list = async (): Promise<string[]> => {
      const answer = await quay.bare('GET', '/keys/services/quay/keys');
      return (answer.json() as { keys: { kid: string; kty: string; e: string }[] }).keys.map(
        ({ kid }) => kid,
      );
    };
    assert.deepEqual(await list(), [old.kid]);
    const one = await quay.bare('GET', `/keys/services/quay/keys/${old.kid}`);
    assert.equal(one.headers['cache-control'], 'max-age=86400');
    const { kty, e } = one.json() as { kty: string; e: string };
    assert.deepEqual([kty, e], ['RSA', 'AQAB']);

    await keys.rotate();
    assert.deepEqual(await list(), [keys.current.kid, old.kid]);
    const status = async (kid: string): Promise<number> =>
      (await quay.bare('GET', `/keys/services/quay/keys/${kid}`)).status;
    keys.current.approved = false;
    assert.equal(await status(keys.current.kid), 409);
    keys.current.approved = true;
    quay.sandbox.clock.advance(121 * MINUTE_MS);
    assert.equal(await status(old.kid), 403);
    assert.equal(await status('0000'), 404);
    assert.deepEqual(await list(), [keys.current.kid]);
  });

  it('GET /v2/ challenges, and takes a registry token', async () => {
    const answer = await quay.bare('GET', '/v2/');
    assert.equal(answer.text.trim(), 'true');
    assert.equal(answer.status, 401);
    assert.equal(answer.headers['docker-distribution-api-version'], 'registry/2.0');
    assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer realm="https:.*\/v2\/auth"/);
    const login = (await auth(`${CI}:${secret}`)).json() as { token: string };
    assert.equal((await quay.bare('GET', '/v2/', { bearer: login.token })).status, 200);
  });

  it('the certificate bundle signs what /v2/auth issues', async () => {
    await using fresh = await startHarness({ quay: { certificateInTokens: true } });
    const pem = await readFile(fresh.sandbox.rootCertBundle);
    const token = fresh.sandbox.quay.world.robots.get(CI)?.token ?? '';
    const answer = await fresh.bare('GET', '/v2/auth', { basic: `${CI}:${token}` });
    const jwt = (answer.json() as { token: string }).token;
    const certificate = new X509Certificate(pem);
    assert.deepEqual(decodeProtectedHeader(jwt).x5c, [certificate.raw.toString('base64')]);
    await jwtVerify(jwt, certificate.publicKey, { currentDate: new Date(NOW) });
  });
});
