import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type AgentOptions } from 'node:https';
import { connect, type Socket } from 'node:net';
import * as vscode from 'vscode';
import { WebSocket } from 'ws';
import { startProxy, type ProxySandbox } from '../sandbox/proxy.ts';

/** A name that nobody resolves. */
const host = 'kube.sandbox.test';

/**
 * Why commands in pods do not run over `ws`: see "Dependencies" in CONTRIBUTING. The day on which
 * `override` fails here, `ws` is to be weighed again. That ours goes through the proxy of a
 * kubeconfig under every one of them, the suite of Rok shows.
 */
describe('the WebSocket of ws inside the editor', () => {
  let proxy: ProxySandbox;

  before(async () => {
    proxy = await startProxy();
  });
  after(() => proxy.close());
  afterEach(() => setProxySupport(undefined));

  const setProxySupport = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration('http')
      .update('proxySupport', value, vscode.ConfigurationTarget.Global);

  /** Why a connection through a proxy of the caller's own choice fails, as it must. */
  async function failure(): Promise<string> {
    const socket = new WebSocket(`wss://${host}/`, { agent: new ProxyAgent(proxy.port) });
    const [error] = (await once(socket, 'error')) as [Error];
    return error.message;
  }

  for (const support of ['off', 'on', 'fallback']) {
    it(`asks the agent that it is given, with http.proxySupport on ${support}`, async () => {
      await setProxySupport(support);
      const { refused } = proxy.counters;
      // The answer of the proxy, which does not know the name.
      assert.equal(await failure(), 'Unexpected server response: 502');
      assert.equal(proxy.counters.refused, refused + 1);
    });
  }

  it('passes that agent by, with http.proxySupport on override', async () => {
    await setProxySupport('override');
    const { refused } = proxy.counters;
    assert.match(await failure(), /ENOTFOUND/);
    assert.equal(proxy.counters.refused, refused);
  });
});

/** Sends each connection through a proxy, as the `proxy-url` of a kubeconfig asks for. */
class ProxyAgent extends Agent {
  readonly #port: number;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  override createConnection({ host, port }: AgentOptions & { host?: string }): Socket {
    const socket = connect(this.#port, '127.0.0.1');
    socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
    return socket;
  }
}
