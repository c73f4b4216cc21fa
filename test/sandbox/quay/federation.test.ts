import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { JSONWebKeySet } from 'jose';
import { send } from '../client.ts';
import type { Answer } from '../client.ts';
import type { OidcClaims } from '../oidc.ts';
import { FEDERATED_ROBOT, FEDERATED_SUBJECT } from '../sandbox.ts';
import { ACME, NOW, e1, startHarness } from '../harness.ts';
import type { Harness } from '../harness.ts';

const FIXTURE_ENTRY = {
  issuer: 'https://token.actions.example.test',
  subject: 'repo:acme/api:ref:refs/heads/main',
};

describe('Quay: robots without keys', () => {
  let quay: Harness;
  let origin: string;
  before(async () => {
    quay = await startHarness();
    origin = quay.sandbox.quay.url;
  });
  after(() => quay.sandbox.close());

  const path = (robot: string): string => `${ACME}/robots/${robot}/federation`;
  const exchange = (basic?: string): Promise<Answer> =>
    quay.bare('GET', '/oauth2/federation/robot/token', basic === undefined ? {} : { basic });

  it('row 25: the issuers of a robot', async () => {
    const answer = await quay.call('GET', path('ci'));
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), [
      FIXTURE_ENTRY,
      { issuer: quay.sandbox.oidc.issuer, subject: FEDERATED_SUBJECT },
    ]);
    assert.deepEqual((await quay.call('GET', path('spare'))).json(), []);
    assert.equal((await quay.call('GET', path('ghost'))).status, 400);
  });

  it('row 26: the list is replaced, other keys are dropped', async () => {
    const entry = { issuer: 'https://idp.example.test/realms/x', subject: 'a1b2' };
    await quay.call('POST', path('release'), { json: [FIXTURE_ENTRY] });
    const answer = await quay.call('POST', path('release'), {
      json: [{ ...entry, audiences: ['q'] }],
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), [entry]);
    assert.deepEqual((await quay.call('GET', path('release'))).json(), [entry]);
  });

  for (const [title, body, detail] of [
    ['no URL', [{ issuer: 'idp', subject: 'a' }], 'Issuer must be a URL (http:// or https://)'],
    ['a pair twice', [FIXTURE_ENTRY, FIXTURE_ENTRY], 'Duplicate federation config entry'],
    [
      'an empty subject',
      [{ issuer: 'https://idp.example.test', subject: '' }],
      'Missing one or more required fields (issuer, subject)',
    ],
    ['null', null, 'Missing JSON body'],
  ] as const) {
    it(`row 27: ${title}`, async () => {
      const answer = await quay.call('POST', path('spare'), {
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      });
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json(), e1(origin, 'invalid_request', 400, detail));
    });
  }

  it('row 27: no subject, which the schema of the body tells first, whoever asks', async () => {
    const { userAdmin } = quay.sandbox.quay.tokens;
    const answer = await quay.call('POST', path('spare'), {
      bearer: userAdmin.secret,
      json: [{ issuer: 'https://idp.example.test' }],
    });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /"detail":"'subject' is a required property\\n/);
  });

  it('row 28: the list is cleared', async () => {
    await quay.call('POST', path('mirror'), { json: [FIXTURE_ENTRY] });
    const answer = await quay.call('DELETE', path('mirror'));
    assert.equal(answer.status, 204);
    assert.deepEqual((await quay.call('GET', path('mirror'))).json(), []);
  });

  it('row 29: an OIDC token becomes a token of one hour', async () => {
    const oidc = await quay.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    const answer = await exchange(`${FEDERATED_ROBOT}:${oidc}`);
    assert.equal(answer.status, 200);
    const { token } = answer.json() as { token: string };
    const keys = (await quay.bare('GET', '/keys/services/quay/keys')).json() as JSONWebKeySet;
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: 'quay',
      audience: quay.sandbox.quay.hostname,
      currentDate: new Date(NOW),
    });
    assert.equal(payload.sub, FEDERATED_ROBOT);
    assert.equal(payload.exp, (payload.iat ?? 0) + 3600);
    assert.deepEqual(payload['access'], {});
    // It is a password for /v2/auth, and nothing else.
    const login = await quay.bare('GET', '/v2/auth', { basic: `${FEDERATED_ROBOT}:${token}` });
    assert.equal(login.status, 200);
    assert.equal((await quay.bare('GET', '/v2/', { bearer: token })).status, 401);
    const api = await quay.bare('GET', '/api/v1/user/', { bearer: token });
    assert.equal(api.status, 401);
    assert.equal(api.text, '{"error": "Issuer quay not configured"}');
  });

  it('row 29: the OIDC token of another algorithm, key or time is refused', async () => {
    const iat = NOW / 1000;
    const claims = {
      iss: quay.sandbox.oidc.issuer,
      sub: FEDERATED_SUBJECT,
      iat,
      exp: iat + 60,
    };
    const sign = async (header: { alg: string; kid?: string }): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader(header)
        .sign((await generateKeyPair(header.alg)).privateKey);
    const mint = (more: OidcClaims): Promise<string> =>
      quay.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT, ...more });
    const { kid = '' } = decodeProtectedHeader(await mint({}));
    const future = 'Issued At claim (iat) cannot be in the future.';
    for (const [token, complaint] of [
      [await sign({ alg: 'RS256' }), 'Missing `kid` header'],
      [await sign({ alg: 'RS256', kid }), 'Signature verification failed'],
      [await sign({ alg: 'RS512', kid }), 'The specified alg value is not allowed'],
      [await mint({ exp: iat - 3600 }), 'Signature has expired'],
      [await mint({ iat: iat + 900 }), future],
    ] as const) {
      const answer = await exchange(`${FEDERATED_ROBOT}:${token}`);
      assert.deepEqual(answer.json(), { message: `Invalid token: ${complaint}` });
      assert.equal(answer.status, 400);
    }
    for (const leeway of [{ iat: iat + 20 }, { exp: iat - 20 }, { nbf: iat + 3600 }]) {
      assert.equal((await exchange(`${FEDERATED_ROBOT}:${await mint(leeway)}`)).status, 200);
    }
    const unknown = await exchange(`${FEDERATED_ROBOT}:${await sign({ alg: 'RS256', kid: 'x' })}`);
    assert.equal(unknown.status, 500);
  });

  it('row 30: what the exchange refuses', async () => {
    const { oidc } = quay.sandbox;
    const none = await exchange();
    assert.equal(none.status, 401);
    assert.deepEqual(none.json(), { error: 'No auth header' });
    const bearer = await quay.bare('GET', '/oauth2/federation/robot/token', { bearer: 'x' });
    assert.deepEqual(bearer.json(), { error: 'Invalid basic auth header' });
    const user = await exchange('dana:x');
    assert.equal(user.status, 401);
    assert.deepEqual(user.json(), { error: 'Invalid robot' });

    const messages: [string, string][] = [
      [`${FEDERATED_ROBOT}:${await oidc.mint({ sub: 'other' })}`, 'Token does not match robot'],
      [
        `acme-platform+spare:${await oidc.mint({ sub: FEDERATED_SUBJECT })}`,
        'Robot does not have federated login configured',
      ],
      [
        `acme-platform+ghost:${await oidc.mint({ sub: FEDERATED_SUBJECT })}`,
        'Could not find robot with specified username',
      ],
      [
        `${FEDERATED_ROBOT}:${await oidc.mint({ iss: 'https://x.example.test' })}`,
        'issuer https://x.example.test not configured for this robot',
      ],
    ];
    for (const [basic, message] of messages) {
      const answer = await exchange(basic);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json(), { message });
    }

    const crash = await exchange(`${FEDERATED_ROBOT}:opaque`);
    assert.equal(crash.status, 500);
    assert.match(crash.headers['content-type'] ?? '', /^text\/html/);
  });

  it('row 30: an issuer that fails or speaks plain HTTP crashes it; one out of reach is 502', async () => {
    const token = await quay.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT });
    quay.sandbox.oidc.faults.add({ kind: 'status', path: '/.well-known/*' });
    assert.equal((await exchange(`${FEDERATED_ROBOT}:${token}`)).status, 500);
    quay.sandbox.oidc.faults.add({ kind: 'cut', path: '/.well-known/*' });
    assert.equal((await exchange(`${FEDERATED_ROBOT}:${token}`)).status, 502);
    const iss = 'http://idp.example.test';
    await quay.call('POST', path('release'), { json: [{ issuer: iss, subject: 'a' }] });
    const plain = await quay.sandbox.oidc.mint({ iss, sub: 'a' });
    assert.equal((await exchange(`acme-platform+release:${plain}`)).status, 500);
  });

  it('audiences that are stored are listed and checked, and no write keeps them', async () => {
    const { oidc } = quay.sandbox;
    const audiences = ['quay.example.test'];
    const entry = { issuer: oidc.issuer, subject: 'build', audiences };
    quay.sandbox.quay.world.addRobot({
      namespace: 'acme-platform',
      shortname: 'narrow',
      federation: [entry],
    });
    assert.deepEqual((await quay.call('GET', path('narrow'))).json(), [entry]);
    const login = async (claims: OidcClaims) =>
      (
        await exchange(`acme-platform+narrow:${await oidc.mint({ sub: 'build', ...claims })}`)
      ).json();
    const says = (complaint: string) => ({ message: `Invalid token: ${complaint}` });
    assert.deepEqual(await login({}), says('Token is missing the "aud" claim'));
    assert.deepEqual(await login({ aud: 'other' }), says("Audience doesn't match"));
    assert.deepEqual(Object.keys((await login({ aud: 'quay.example.test' })) as object), ['token']);
    await quay.call('POST', path('narrow'), { json: [entry] });
    const { issuer, subject } = entry;
    assert.deepEqual((await quay.call('GET', path('narrow'))).json(), [{ issuer, subject }]);
  });

  it('discovery of the OIDC issuer leads to its keys', async () => {
    const { oidc, authority } = quay.sandbox;
    const get = async (url: string): Promise<unknown> =>
      (await send(url, { ca: authority.pem })).json();
    const document = (await get(`${oidc.issuer}/.well-known/openid-configuration`)) as {
      issuer: string;
      jwks_uri: string;
    };
    assert.equal(document.issuer, oidc.issuer);
    const keys = (await get(document.jwks_uri)) as JSONWebKeySet;
    const token = await oidc.mint({ sub: 's', aud: 'a' });
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: oidc.issuer,
      audience: 'a',
      currentDate: new Date(NOW),
    });
    assert.equal(payload.sub, 's');
  });
});
