import assert from 'node:assert/strict';
import { after, afterEach, describe, it, mock } from 'node:test';
import type { RegistryError } from '../../../../src/core/errors.ts';
import type { HttpRequest } from '../../../../src/net/http/http.ts';
import { Authority } from '../../../sandbox/tls/authority.ts';
import { bothRoutes, client, send, startRaw, through, type RawPeer } from '../peer.ts';

const authority = await Authority.create('Failure tests');
const trusting = { tls: { ca: authority.pem } };
const cases = await bothRoutes(authority, () => ({ status: 200, headers: {}, body: 'done' }));
const raws: RawPeer[] = [];
const raw = async (...serve: Parameters<typeof startRaw>) => {
  const peer = await startRaw(...serve);
  raws.push(peer);
  return peer;
};
after(async () => {
  for (const peer of raws) peer.close();
  await Promise.all(cases.map(({ peer }) => peer.close()));
});
afterEach(() => {
  mock.timers.reset();
});

const mayHaveHappened = 'The change may still have happened.';
const change: Partial<HttpRequest> = { method: 'POST', body: { type: 'json', value: {} } };

/** The error, which must be fit to be shown. */
async function failure(attempt: Promise<unknown>): Promise<RegistryError> {
  const error = await attempt.then(
    () => assert.fail('it succeeded'),
    (reason: unknown) => reason as RegistryError,
  );
  assert.equal(error.name, 'RegistryError');
  assert.match(error.message, /^\S.*\.$/);
  assert.doesNotMatch(error.message, /fetch failed|undici|ECONN|ENOTFOUND|undefined|\{\d\}/);
  return error;
}

for (const { name, peer, client: by } of cases) {
  const { host } = new URL(peer.url);

  describe(`${name}, when nothing can be sent`, () => {
    // Longer than a name may be, so that no name server is asked.
    const unknown = `${'x'.repeat(64)}.test`;
    const scheme = name === 'default route' ? 'http' : 'https';
    const anywhere = client({
      allowPlainHttp: true,
      ...(name === 'default route' ? {} : trusting),
    });

    for (const request of [{}, change]) {
      const method = request.method ?? 'GET';

      it(`says that the host is unknown, to ${method}`, async () => {
        const error = await failure(send(anywhere, `${scheme}://${unknown}/`, request));
        assert.equal(error.code, 'unreachable');
        assert.equal(error.message, `${unknown} cannot be reached: no host of this name is known.`);
        assert.equal(error.repair, 'retry');
      });

      it(`says that the connection is refused, to ${method}`, async () => {
        const closed = await startRaw(() => undefined);
        closed.close();
        const error = await failure(
          send(anywhere, `${scheme}://127.0.0.1:${closed.port}/`, request),
        );
        assert.equal(error.code, 'unreachable');
        assert.equal(
          error.message,
          `127.0.0.1:${closed.port} cannot be reached: it refuses connections.`,
        );
      });
    }

    it('sends nothing when it was cancelled before', async () => {
      peer.recorder.clear();
      const signal = AbortSignal.abort();
      assert.equal((await failure(send(by, peer.url, { ...change, signal }))).code, 'cancelled');
      assert.deepEqual(peer.recorder.requests, []);
    });
  });

  describe(`${name}, when the answer does not come`, () => {
    const held = () => peer.faults.add({ kind: 'slow' });

    it('is cancelled', async () => {
      const fault = held();
      const controller = new AbortController();
      const attempt = failure(send(by, peer.url, { signal: controller.signal }));
      await fault.reached;
      controller.abort();
      const error = await attempt;
      assert.equal(error.code, 'cancelled');
      assert.equal(error.repair, undefined);
      fault.release();
    });

    it('tells of a change that was cancelled too late', async () => {
      const fault = held();
      const controller = new AbortController();
      const attempt = failure(send(by, peer.url, { ...change, signal: controller.signal }));
      await fault.reached;
      controller.abort();
      const error = await attempt;
      assert.equal(error.code, 'lost-answer');
      assert.equal(
        error.message,
        `Cancelled when the request had already been sent to ${host}. ${mayHaveHappened}`,
      );
      assert.equal(error.repair, 'look');
      fault.release();
    });

    for (const [request, code, tail] of [
      [{}, 'timeout', ''],
      [change, 'lost-answer', ` ${mayHaveHappened}`],
    ] as const) {
      it(`waits for ${code} no longer than told`, async () => {
        mock.timers.enable({ apis: ['setTimeout'] });
        const fault = held();
        const attempt = failure(send(by, peer.url, { ...request, timeoutMs: 2500 }));
        await fault.reached;
        mock.timers.tick(2500);
        const error = await attempt;
        assert.equal(error.code, code);
        assert.equal(error.message, `${host} did not answer within 2.5 seconds.${tail}`);
        fault.release();
      });
    }

    it('waits as long as the settings say at that moment when the request says nothing', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      let setting = 1000;
      const timeoutMs = () => setting;
      const patient = client({ ...(name === 'default route' ? {} : trusting), timeoutMs });
      for (setting of [4000, 7000]) {
        const fault = held();
        const attempt = failure(send(patient, peer.url));
        await fault.reached;
        mock.timers.tick(setting);
        const { code, message } = await attempt;
        assert.deepEqual(
          [code, message],
          ['timeout', `${host} did not answer within ${setting / 1000} seconds.`],
        );
        fault.release();
      }
    });

    it('tells a broken connection from a lost change', async () => {
      peer.faults.add({ kind: 'cut' });
      const read = await failure(send(by, peer.url));
      const hint = peer.url.startsWith('http:')
        ? ' Perhaps the address should begin with https://.'
        : '';
      const broke = `The connection to ${host} broke before the answer was complete.${hint}`;
      assert.deepEqual([read.code, read.message], ['unreachable', broke]);
      peer.faults.add({ kind: 'cut-after' });
      const changed = await failure(send(by, peer.url, change));
      assert.deepEqual(
        [changed.code, changed.message],
        ['lost-answer', `${broke} ${mayHaveHappened}`],
      );
    });

    it('never sends a change a second time', async () => {
      for (const kind of ['cut', 'cut-after'] as const) {
        peer.recorder.clear();
        peer.faults.add({ kind });
        await failure(send(by, peer.url, change));
        assert.equal(peer.recorder.requests.length, 1);
      }
    });

    for (const status of [502, 504]) {
      it(`takes ${status} for a lost answer, but only to a change`, async () => {
        peer.faults.add({ kind: 'status', status, times: 2 });
        assert.equal((await send(by, peer.url)).status, status);
        const error = await failure(send(by, peer.url, change));
        assert.equal(error.code, 'lost-answer');
        assert.equal(error.status, status);
        assert.equal(
          error.message,
          `A gateway in front of ${host} got no answer from it (${status}). ${mayHaveHappened}`,
        );
      });
    }

    it('leaves other statuses to the caller', async () => {
      peer.faults.add({ kind: 'status', status: 503 });
      assert.equal((await send(by, peer.url, change)).status, 503);
    });

    it('calls a change with an endless answer lost', async () => {
      const error = await failure(send(by, peer.url, { ...change, maxBytes: 2 }));
      assert.equal(error.code, 'lost-answer');
    });
  });
}

describe('a port that fetch refuses', () => {
  it('is named, and nothing was sent', async () => {
    const error = await failure(send(client({}), 'https://127.0.0.1:9', change));
    assert.equal(error.code, 'unreachable');
    assert.match(error.message, /^127\.0\.0\.1:9 cannot be reached: no connections are made to/);
  });
});

describe('a server that is none', () => {
  it('does not speak HTTP', async () => {
    const peer = await raw((socket) =>
      socket.once('data', () => socket.end('SSH-2.0-Open\r\n\r\n')),
    );
    const url = `http://127.0.0.1:${peer.port}`;
    const error = await failure(send(client({}), url));
    assert.equal(error.code, 'protocol');
    assert.equal(
      error.message,
      `What 127.0.0.1:${peer.port} answered is not valid HTTP. Perhaps the address should begin with https://.`,
    );
    assert.equal((await failure(send(client({}), url, change))).code, 'lost-answer');
  });

  const refusals = [
    'Client sent an HTTP request to an HTTPS server.\n',
    '<center>The plain HTTP request was sent to HTTPS port</center>',
    "Reason: You're speaking plain HTTP to an SSL-enabled server port.",
  ];
  for (const said of refusals) {
    it(`wants TLS: ${said.trim()}`, async () => {
      const head = `HTTP/1.1 400 Bad Request\r\nContent-Length: ${Buffer.byteLength(said)}\r\n\r\n`;
      const peer = await raw((socket) => socket.once('data', () => socket.end(head + said)));
      const error = await failure(send(client({}), `http://127.0.0.1:${peer.port}`));
      assert.equal(
        error.message,
        `127.0.0.1:${peer.port} uses TLS: its address begins with https://.`,
      );
      assert.equal(error.repair, 'edit-account');
    });
  }

  for (const options of [{}, trusting]) {
    it(`does not speak TLS (${Object.keys(options).join() || 'default route'})`, async () => {
      const peer = await raw((socket) =>
        socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      );
      const error = await failure(send(client(options), `https://127.0.0.1:${peer.port}`, change));
      assert.equal(error.code, 'tls');
      assert.equal(error.repair, 'edit-account');
      assert.match(error.message, /perhaps the address should begin with http:\/\//);
    });

    it(`hangs up in the handshake (${Object.keys(options).join() || 'default route'})`, async () => {
      const peer = await raw((socket) => socket.once('data', () => socket.destroy()));
      const error = await failure(send(client(options), `https://127.0.0.1:${peer.port}`, change));
      assert.equal(error.code, 'tls');
    });
  }

  it('speaks TLS, and hangs up when it is spoken to in plain HTTP', async () => {
    const peer = await raw((socket) => socket.once('data', () => socket.destroy()));
    const error = await failure(send(client({}), `http://127.0.0.1:${peer.port}`));
    assert.match(error.message, /broke before .* Perhaps the address should begin with https/);
  });

  it('cuts a body short', async () => {
    const peer = await raw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc')),
    );
    const error = await failure(send(client({}), `http://127.0.0.1:${peer.port}`));
    assert.equal(error.code, 'unreachable');
    assert.match(error.message, /broke before the answer was complete\.$/);
  });
});

describe('a change that is cancelled while the trusted route is still connecting', () => {
  it('has certainly not happened', async () => {
    const proxy = await raw((socket) => socket.resume());
    const settings = through(`http://127.0.0.1:${proxy.port}`);
    const by = client({ ...trusting, proxy: () => settings });
    const controller = new AbortController();
    const attempt = failure(
      send(by, 'https://quay.sandbox.test', { ...change, signal: controller.signal }),
    );
    await proxy.connected;
    controller.abort();
    assert.equal((await attempt).code, 'cancelled');
  });
});
