import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createHttpClient } from '../../../../src/net/http/client.ts';
import type { HttpClient } from '../../../../src/net/http/http.ts';
import { noProxySettings } from '../../../../src/net/proxy/proxy.ts';
import { keysAt, keysOfDocument, keysOfIssuer } from '../../../../src/ui/inspector/key-servers.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

describe('key servers', () => {
  const seen: { url: string; authorization: string | undefined }[] = [];
  /** Settled when the address that is never answered was asked. */
  const waits = Promise.withResolvers<undefined>();
  let url = '';
  const answers: Record<string, () => [status: number, body: string]> = {
    '/keys': () => [200, '{"keys":[]}'],
    '/text': () => [200, 'hello'],
    '/number': () => [200, '5'],
    '/gone': () => [404, '{}'],
    '/good/.well-known/openid-configuration': () => [
      200,
      JSON.stringify({ issuer: `${url}/good`, jwks_uri: `${url}/keys` }),
    ],
    '/.well-known/oauth-authorization-server/oauth': () => [
      200,
      JSON.stringify({ issuer: `${url}/oauth`, jwks_uri: `${url}/keys` }),
    ],
    '/other/.well-known/openid-configuration': () => [
      200,
      JSON.stringify({ issuer: `${url}/good`, jwks_uri: `${url}/keys` }),
    ],
    '/keyless/.well-known/openid-configuration': () => [
      200,
      JSON.stringify({ issuer: `${url}/keyless` }),
    ],
    '/file/.well-known/openid-configuration': () => [
      200,
      JSON.stringify({ issuer: `${url}/file`, jwks_uri: 'file:///etc/passwd' }),
    ],
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    seen.push({ url: path, authorization: request.headers.authorization });
    if (path === '/never') {
      waits.resolve(undefined);
      return;
    }
    const [status, body] = answers[path]?.() ?? [404, ''];
    response.writeHead(status, { date: new Date(60_000).toUTCString() }).end(body);
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const reader = {
    http: createHttpClient({ proxy: () => noProxySettings }),
    clock: { now: () => 0 },
  };
  const { signal } = new AbortController();

  it('are asked without a sign-in, and tell their time', async () => {
    const source = await keysAt(`${url}/keys`, reader, signal);
    assert.deepEqual(source.keys, { keys: [] });
    assert.equal(source.skew, 60_500);
    assert.ok(seen.length > 0 && seen.every(({ authorization }) => authorization === undefined));
  });

  it('are found by an issuer that names itself', async () => {
    const source = await keysOfIssuer(`${url}/good`, reader, signal);
    assert.equal(source.origin, `${url}/good`);
    assert.deepEqual(source.keys, { keys: [] });
  });

  it('are found by the discovery of OAuth where there is none of OpenID', async () => {
    const source = await keysOfIssuer(`${url}/oauth`, reader, signal);
    assert.deepEqual(source.keys, { keys: [] });
  });

  it('are found by the address of a discovery document, of the issuer it belongs to', async () => {
    for (const path of [
      'good/.well-known/openid-configuration',
      '.well-known/oauth-authorization-server/oauth',
    ]) {
      const source = await keysAt(`${url}/${path}`, reader, signal);
      assert.deepEqual(source.keys, { keys: [] });
    }
    await assert.rejects(
      keysAt(`${url}/other/.well-known/openid-configuration`, reader, signal),
      /not about that issuer/,
    );
  });

  it('are found by a document at hand, under the same limits', async () => {
    const address = 'issuer.json';
    const follow = (issuer: string, keys: unknown) =>
      keysOfDocument({ issuer, jwks_uri: keys }, { issuer, address }, reader, signal);
    assert.deepEqual((await follow(url, `${url}/keys`)).keys, { keys: [] });
    for (const [keys, message] of [
      [`${url}/keys`, /leads to keys on this machine/],
      ['http://issuer.example.test/keys', /over plain http/],
      ['file:///etc/passwd', /names no address/],
      [5, /names no address/],
    ] as const) {
      await assert.rejects(follow('https://issuer.example.test', keys), message);
    }
  });

  it('of another origin than the issuer’s must not lead to this machine by another name', async () => {
    const asked: (readonly [url: string, notHere: true | undefined])[] = [];
    const http: HttpClient = {
      send: (request) => {
        asked.push([request.url, request.notHere]);
        const body = new OutsideText('{"keys":[]}');
        return Promise.resolve({ status: 200, headers: new Map(), body, url: request.url });
      },
    };
    const remote = 'https://issuer.example.test';
    for (const [issuer, keys] of [
      [remote, 'https://keys.example.test/'],
      [remote, `${remote}:8443/keys`],
      [remote, `${remote}/keys`],
      [url, 'https://keys.example.test/'],
    ] as const) {
      await keysOfDocument(
        { jwks_uri: keys },
        { issuer, address: 'x' },
        { ...reader, http },
        signal,
      );
    }
    assert.deepEqual(asked, [
      ['https://keys.example.test/', true],
      [`${remote}:8443/keys`, true],
      [`${remote}/keys`, undefined],
      ['https://keys.example.test/', undefined],
    ]);
  });

  it('are waited for no longer than the person wants', async () => {
    const patience = new AbortController();
    const asked = keysAt(`${url}/never`, reader, patience.signal);
    await waits.promise;
    patience.abort();
    await assert.rejects(asked);
  });

  it('are not believed when they are of another issuer, or somewhere else', async () => {
    for (const [path, message] of [
      ['other', /not about that issuer/],
      ['keyless', /names no address/],
      ['file', /names no address/],
      ['missing', /404/],
    ] as const) {
      await assert.rejects(keysOfIssuer(`${url}/${path}`, reader, signal), message, path);
    }
    assert.ok(seen.every((request) => !request.url.includes('passwd')));
  });

  it('are not believed when they answer something else', async () => {
    for (const [path, message] of [
      ['text', /JSON/],
      ['number', /JSON/],
      ['gone', /404/],
    ] as const) {
      await assert.rejects(keysAt(`${url}/${path}`, reader, signal), message, path);
    }
    await assert.rejects(keysAt('http://keys.invalid/', reader, signal), /plain http/);
  });

  it('are not asked on this machine, or over plain http, because an issuer elsewhere says so', async () => {
    const issuer = 'https://issuer.example.test';
    for (const keys of [
      'http://127.0.0.1:8001/keys',
      'https://localhost/keys',
      'https://[::1]:6443/keys',
      'https://localhost./keys',
      'https://[::ffff:127.0.0.1]/keys',
      'http://keys.example.test/keys',
    ]) {
      const asked: string[] = [];
      const http: HttpClient = {
        send: ({ url: address }) => {
          asked.push(address);
          const body = JSON.stringify({ issuer, jwks_uri: keys, keys: [] });
          return Promise.resolve({
            status: 200,
            headers: new Map(),
            body: new OutsideText(body),
            url: address,
          });
        },
      };
      await assert.rejects(keysOfIssuer(issuer, { ...reader, http }, signal), {
        code: 'protocol',
        message: /leads to keys on this machine, or over plain http/,
      });
      assert.equal(asked.length, 1, keys);
    }
  });
});
