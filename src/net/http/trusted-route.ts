import type { buildConnector } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import type { TlsTrust } from '../../core/account.ts';
import { proxyFor, type ProxySettings } from '../proxy/proxy.ts';
import { openStream } from '../proxy/stream.ts';
import { OwnCaFirst } from '../tls/own-ca-first.ts';
import { secure } from '../tls/secure.ts';
import { dispatch } from './dispatch.ts';
import { connectTimeoutMs } from './socket.ts';
import type { Route } from './wire.ts';

const connections = 4;

/**
 * The way of an account with trust of its own. The editor's `fetch` cannot pin a certificate, so
 * the connections are made here: directly or through the proxy of the settings, to a server that
 * the account trusts. Settings are read at each request, and a change of them opens new connections.
 */
export function trustedRoute(trust: TlsTrust, settings: () => ProxySettings): Route {
  const ownCaFirst = new OwnCaFirst(trust);
  let current: { readonly key: string; readonly pool: Pool } | undefined;

  return (request) => {
    const { systemCertificates, ...rest } = settings();
    const proxy = proxyFor(request.url, { systemCertificates, ...rest });
    const { origin } = request.url;
    const connect = connector(request.url, proxy, trust, systemCertificates, ownCaFirst);
    if (request.changes) {
      // On a connection of its own: were a kept one closed by the server at this very moment,
      // nobody could tell whether the change has arrived.
      const client = new Client(origin, { connect, pipelining: 0 });
      const reply = dispatch(client, request);
      void client.close();
      return reply;
    }
    const key = JSON.stringify([origin, proxy?.href, systemCertificates]);
    if (current?.key !== key) {
      void current?.pool.close();
      current = { key, pool: new Pool(origin, { connect, connections }) };
    }
    return dispatch(current.pool, request);
  };
}

function connector(
  target: URL,
  proxy: URL | undefined,
  trust: TlsTrust,
  systemCertificates: boolean,
  ownCaFirst: OwnCaFirst,
): buildConnector.connector {
  const open = () => {
    const signal = AbortSignal.timeout(connectTimeoutMs);
    return ownCaFirst.connect(target.origin, async (authorities) => {
      const stream = await openStream(target, proxy, systemCertificates, signal);
      return secure(stream, target, trust, { systemCertificates, authorities }, signal);
    });
  };
  return (_options, callback) => {
    open().then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error as Error, null),
    );
  };
}
