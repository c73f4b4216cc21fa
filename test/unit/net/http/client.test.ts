import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Secret } from '../../../../src/core/secret.ts';
import { userAgent } from '../../../../src/net/http/user-agent.ts';
import type { RequestHandler } from '../../../sandbox/http/message.ts';
import { redirect } from '../../../sandbox/http/reply.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import manifest from '../../../../package.json' with { type: 'json' };
import { bothRoutes, client, send, startPeer } from '../peer.ts';

/** Says what it got, and does what the path tells. */
const handle: RequestHandler = (request) => {
  const text = (body: string | Buffer, headers = {}) => ({ status: 200, headers, body });
  switch (request.path) {
    case '/gzip':
      return text(gzipSync('ä'.repeat(1000)), { 'Content-Encoding': 'gzip' });
    case '/bomb':
      return text(gzipSync('x'.repeat(1_000_000)), { 'Content-Encoding': 'gzip' });
    case '/broken-gzip':
      return text('not gzip at all', { 'Content-Encoding': 'gzip' });
    case '/bom':
      return text('\ufeff{"ü":1}');
    case '/long':
      return text('x'.repeat(1001));
    case '/headers':
      return text('', { 'X-One': 'a', 'X-Many': ['b', 'c'] });
    case '/teapot':
      return { status: 418, headers: {}, body: 'short and stout' };
    case '/empty':
      return { status: 204, headers: {}, body: '' };
    case '/away':
      return redirect(307, '/echo?from=away');
    case '/loop':
      return redirect(302, `/loop?n=${Number(request.query.get('n')) + 1}`);
    case '/nowhere':
      return redirect(302, 'http://[');
    case '/mail':
      return redirect(302, 'mailto:someone@example.com');
    default:
      return text(
        JSON.stringify({
          method: request.method,
          target: request.target,
          headers: request.headers,
          body: request.body.toString(),
        }),
      );
  }
};

interface Echo {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const authority = await Authority.create('Client tests');
const cases = await bothRoutes(authority, handle);
const elsewhere = await startPeer(handle);
after(() => Promise.all([...cases.map(({ peer }) => peer.close()), elsewhere.close()]));

for (const { name, peer, client: by } of cases) {
  const echo = async (path: string, request = {}): Promise<Echo> =>
    JSON.parse((await send(by, peer.url + path, request)).body) as Echo;

  describe(name, () => {
    it('introduces itself honestly', async () => {
      const { method, target, headers } = await echo('/echo?a=%2B');
      assert.deepEqual([method, target], ['GET', '/echo?a=%2B']);
      assert.equal(headers['user-agent'], userAgent);
      assert.equal(userAgent, `registry-tokens/${manifest.version}`);
      assert.equal(headers['authorization'], undefined);
    });

    it('sends a bearer', async () => {
      const authorization = { scheme: 'bearer', token: new Secret('t0ken') } as const;
      assert.equal(
        (await echo('/echo', { authorization })).headers['authorization'],
        'Bearer t0ken',
      );
    });

    it('sends user name and password in UTF-8', async () => {
      const authorization = {
        scheme: 'basic',
        user: 'dana',
        password: new Secret('pä:ss'),
      } as const;
      const { headers } = await echo('/echo', { authorization });
      const value = headers['authorization']?.replace('Basic ', '') ?? '';
      assert.equal(Buffer.from(value, 'base64').toString(), 'dana:pä:ss');
    });

    it('sends JSON and forms, and own headers over ours', async () => {
      const json = await echo('/echo', {
        method: 'PUT',
        body: { type: 'json', value: { ü: [1] } },
        headers: { Accept: 'text/plain' },
      });
      assert.equal(json.method, 'PUT');
      assert.equal(json.body, '{"ü":[1]}');
      assert.equal(json.headers['content-type'], 'application/json');
      assert.equal(json.headers['accept'], 'text/plain');
      const form = await echo('/echo', {
        method: 'POST',
        body: { type: 'form', value: { grant_type: 'a b', x: '&' } },
      });
      assert.equal(form.body, 'grant_type=a+b&x=%26');
      assert.equal(form.headers['content-type'], 'application/x-www-form-urlencoded');
    });

    it('resolves with every status', async () => {
      const reply = await send(by, `${peer.url}/teapot`);
      assert.deepEqual([reply.status, reply.body], [418, 'short and stout']);
      assert.equal((await send(by, `${peer.url}/empty`, { method: 'DELETE' })).body, '');
    });

    it('gives headers in lower case, joined', async () => {
      const { headers } = await send(by, `${peer.url}/headers`);
      assert.equal(headers.get('x-one'), 'a');
      assert.equal(headers.get('x-many'), 'b, c');
    });

    it('answers HEAD without a body', async () => {
      const reply = await send(by, `${peer.url}/gzip`, { method: 'HEAD' });
      assert.deepEqual([reply.status, reply.body], [200, '']);
    });

    it('inflates', async () => {
      assert.equal((await send(by, `${peer.url}/gzip`)).body, 'ä'.repeat(1000));
    });

    it('reads UTF-8 and takes the byte order mark away', async () => {
      assert.deepEqual(JSON.parse((await send(by, `${peer.url}/bom`)).body), { ü: 1 });
    });

    it('reads up to the limit and not beyond it, inflated or not', async () => {
      assert.equal((await send(by, `${peer.url}/long`, { maxBytes: 1001 })).body.length, 1001);
      for (const path of ['/long', '/bomb']) {
        await assert.rejects(send(by, peer.url + path, { maxBytes: 1000 }), {
          code: 'protocol',
          message: `The answer from ${new URL(peer.url).host} is too long to be read.`,
        });
      }
      assert.equal((await echo('/echo')).method, 'GET', 'and goes on working');
    });

    it('calls what cannot be inflated invalid', async () => {
      await assert.rejects(send(by, `${peer.url}/broken-gzip`), {
        code: 'protocol',
        message: /answered is not valid HTTP\./,
      });
    });

    it('follows redirects within the origin, with the sign-in', async () => {
      const authorization = { scheme: 'bearer', token: new Secret('t0ken') } as const;
      const reply = await send(by, `${peer.url}/away`, { authorization });
      assert.equal(reply.url, `${peer.url}/echo?from=away`);
      assert.equal((JSON.parse(reply.body) as Echo).headers['authorization'], 'Bearer t0ken');
    });

    it('gives up after five redirects', async () => {
      peer.recorder.clear();
      await assert.rejects(send(by, `${peer.url}/loop?n=0`), { code: 'protocol' });
      assert.equal(peer.recorder.requests.length, 6);
    });

    it('sends nothing to another origin', async () => {
      const fault = peer.faults.add({
        kind: 'redirect',
        location: `${elsewhere.url}/echo`,
        times: 2,
      });
      const authorization = { scheme: 'bearer', token: new Secret('t0ken') } as const;
      for (const method of ['GET', 'POST'] as const) {
        await assert.rejects(send(by, `${peer.url}/echo`, { method, authorization }), {
          code: 'protocol',
          message:
            `${peer.url} redirects to ${elsewhere.url}, where nothing was sent. ` +
            'If that is the right address, change it in the account.',
        });
      }
      assert.equal(fault.hits, 2);
      assert.deepEqual(elsewhere.recorder.requests, []);
    });

    it('repeats no change elsewhere, not even at home', async () => {
      peer.recorder.clear();
      await assert.rejects(send(by, `${peer.url}/away`, { method: 'POST' }), { code: 'protocol' });
      assert.equal(peer.recorder.requests.length, 1);
    });

    it('follows a POST that only reads', async () => {
      const reply = await send(by, `${peer.url}/away`, { method: 'POST', changes: false });
      assert.equal((JSON.parse(reply.body) as Echo).method, 'POST');
    });

    it('says where a redirect is none', async () => {
      await assert.rejects(send(by, `${peer.url}/nowhere`), {
        message: `${new URL(peer.url).host} redirects to something that is not an address.`,
      });
      await assert.rejects(send(by, `${peer.url}/mail`), { message: /redirects to mailto:,/ });
    });

    it('serves requests at the same time', async () => {
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, index) => echo(`/echo?${index}`)),
      );
      assert.deepEqual(
        replies.map(({ target }) => target),
        Array.from({ length: 20 }, (_, index) => `/echo?${index}`),
      );
    });
  });
}

describe('what is never sent', () => {
  const refused = { code: 'invalid-input' };

  it('plain http off loopback, without a yes', async () => {
    await assert.rejects(send(client({}), 'http://quay.example.com/'), {
      code: 'plain-http',
      message: /quay\.example\.com/,
    });
  });

  it('other schemes and what is no address', async () => {
    for (const url of ['ftp://quay.io', 'file:///etc/passwd', 'quay.io', '']) {
      await assert.rejects(send(client({}), url), refused, url);
    }
  });

  it('credentials in the address', async () => {
    await assert.rejects(send(client({}), 'https://me:geheim@quay.io'), (error: Error) => {
      assert.doesNotMatch(error.message, /geheim/);
      return true;
    });
  });

  for (const text of ['two words', 'line\nbreak', 'quoted”', '']) {
    it(`the token ${JSON.stringify(text)}`, async () => {
      const authorization = { scheme: 'bearer', token: new Secret(text) } as const;
      await assert.rejects(send(client({}), 'https://127.0.0.1:1', { authorization }), refused);
    });
  }

  it('a user name with a colon', async () => {
    const authorization = { scheme: 'basic', user: 'a:b', password: new Secret('x') } as const;
    await assert.rejects(send(client({}), 'https://127.0.0.1:1', { authorization }), refused);
  });
});
