import type { Socket } from 'node:net';
import { classify } from '../http/classify.ts';
import { WireFault } from '../http/fault.ts';
import { openSocket } from '../http/socket.ts';
import { portOf } from '../http/url.ts';
import { secure } from '../tls/secure.ts';
import { isSocks, openSocks, socksPort } from './socks.ts';
import { openTunnel } from './tunnel.ts';

/** Opens a connection to a server, directly or through the proxy; TLS comes after. */
export async function openStream(
  target: URL,
  proxy: URL | undefined,
  systemCertificates: boolean,
  signal: AbortSignal,
): Promise<Socket> {
  if (proxy === undefined) return openSocket(target.hostname, portOf(target), signal);
  const socket = await openProxy(proxy, systemCertificates, signal);
  try {
    const port = portOf(target);
    await (isSocks(proxy)
      ? openSocks(socket, proxy, target.hostname, port, signal)
      : openTunnel(socket, proxy, `${target.hostname}:${port}`, signal));
  } catch (error) {
    throw atProxy(error);
  }
  return socket;
}

/** Whether connections can be opened through a proxy, by the scheme of its address. */
export const isUsableProxy = (proxy: URL): boolean =>
  isSocks(proxy) || proxy.protocol === 'http:' || proxy.protocol === 'https:';

/** A proxy is trusted by the machine's authorities; the account's speak for its registry alone. */
async function openProxy(
  proxy: URL,
  systemCertificates: boolean,
  signal: AbortSignal,
): Promise<Socket> {
  if (!isUsableProxy(proxy)) throw new WireFault('proxy-unusable', { atProxy: true });
  try {
    if (isSocks(proxy)) return await openSocket(proxy.hostname, socksPort(proxy), signal);
    const socket = await openSocket(proxy.hostname, portOf(proxy), signal);
    return proxy.protocol === 'https:'
      ? await secure(socket, proxy, {}, { systemCertificates, authorities: 'all' }, signal)
      : socket;
  } catch (error) {
    throw atProxy(error);
  }
}

function atProxy(error: unknown): WireFault {
  const { fault, details } = classify(error);
  return new WireFault(fault, { ...details, atProxy: true });
}
