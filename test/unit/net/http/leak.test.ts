import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/core/secret.ts';
import type { Authorization } from '../../../../src/net/http/http.ts';
import { redirect } from '../../../sandbox/http/reply.ts';
import { startProxy } from '../../../sandbox/proxy.ts';
import { Authority, expiredLeaf } from '../../../sandbox/tls/authority.ts';
import { client, send, startPeer, startRaw, through } from '../peer.ts';

const text = 'planted-9F3kLq7Zx2';
const base64 = Buffer.from(`dana:${text}`).toString('base64');
const authority = await Authority.create('Leak tests');
const proxy = await startProxy();
proxy.refusing = true;
// A server that says everything that it was told.
const mirror = await startPeer((request) =>
  request.path === '/away'
    ? redirect(
        302,
        `https://elsewhere.example.com/?token=${text}&h=${request.headers.authorization ?? ''}`,
      )
    : { status: 200, headers: {}, body: JSON.stringify(request.headers) },
);
const expired = await startPeer(
  () => ({ status: 200, headers: {}, body: '' }),
  await expiredLeaf(authority),
);
const parrot = await startRaw((socket) =>
  socket.on('data', (chunk) => socket.end(`X${chunk.toString()}`)),
);
after(async () => {
  parrot.close();
  await Promise.all([proxy.close(), mirror.close(), expired.close()]);
});

const tls = { ca: authority.pem };
const proxyUrl = `http://dana:${text}@127.0.0.1:${proxy.port}`;
const failures: readonly [string, Parameters<typeof client>[0], string, object][] = [
  ['a redirect that repeats it', {}, `${mirror.url}/away`, {}],
  ['a long answer that repeats it', {}, mirror.url, { maxBytes: 10 }],
  ['an answer that is no HTTP and repeats it', {}, `http://127.0.0.1:${parrot.port}`, {}],
  ['a refused certificate', {}, expired.url, {}],
  ['an expired certificate', { tls }, expired.url, {}],
  ['a wrong pin', { tls: { fingerprint256: '00' } }, expired.url, {}],
  ['a cut connection', {}, mirror.url, { cut: true }],
  ['an address with it', {}, `https://dana:${text}@quay.example.com`, {}],
  ['a proxy that refuses', { tls, proxy: () => through(proxyUrl) }, 'https://q.test', {}],
  [
    'a proxy that is not there',
    { tls, proxy: () => through(proxyUrl.replace('127.0.0.1', `${'x'.repeat(64)}.test`)) },
    'https://q.test',
    {},
  ],
];

describe('no secret stands in the error of', () => {
  const token = new Secret(text);
  const authorizations: readonly Authorization[] = [
    { scheme: 'bearer', token },
    { scheme: 'basic', user: 'dana', password: token },
    { scheme: 'bearer', token: new Secret(`${text}\r\nX: y`) },
  ];
  for (const [what, options, url, more] of failures) {
    it(what, async () => {
      for (const authorization of authorizations) {
        for (const method of ['GET', 'POST'] as const) {
          if ('cut' in more) mirror.faults.add({ kind: 'cut' });
          const error: unknown = await send(client(options), url, {
            ...more,
            method,
            authorization,
            body: { type: 'form', value: { password: text } },
            ...(method === 'GET' ? { body: undefined as never } : {}),
          }).then(
            () => assert.fail('it succeeded'),
            (reason: unknown) => reason,
          );
          assert.ok(error instanceof Error);
          const everything = [
            inspect(error, { depth: 20, showHidden: true, maxStringLength: null }),
            error.message,
            error.stack,
            String(error),
            JSON.stringify(error),
          ].join('\n');
          for (const form of [text, base64, base64.replaceAll('=', ''), encodeURIComponent(text)]) {
            assert.equal(everything.includes(form), false, everything);
          }
        }
      }
    });
  }
});
