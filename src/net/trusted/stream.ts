import type { Socket } from 'node:net';
import { classify } from '../classify.ts';
import { WireFault } from '../fault.ts';
import { portOf } from '../url.ts';
import { secure } from './secure.ts';
import { openSocket } from './socket.ts';
import { openTunnel } from './tunnel.ts';

/** Opens a connection to a server, directly or through a tunnel of the proxy; TLS comes after. */
export async function openStream(
  target: URL,
  proxy: URL | undefined,
  systemCertificates: boolean,
  signal: AbortSignal,
): Promise<Socket> {
  if (proxy === undefined) return openSocket(target.hostname, portOf(target), signal);
  const socket = await openProxy(proxy, systemCertificates, signal);
  try {
    await openTunnel(socket, proxy, `${target.hostname}:${portOf(target)}`, signal);
  } catch (error) {
    throw atProxy(error);
  }
  return socket;
}

/** A proxy is trusted by the machine's authorities; the account's speak for its registry alone. */
async function openProxy(
  proxy: URL,
  systemCertificates: boolean,
  signal: AbortSignal,
): Promise<Socket> {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:') {
    throw new WireFault('proxy-unusable', { atProxy: true });
  }
  try {
    const socket = await openSocket(proxy.hostname, portOf(proxy), signal);
    return proxy.protocol === 'https:'
      ? await secure(socket, proxy, {}, systemCertificates, signal)
      : socket;
  } catch (error) {
    throw atProxy(error);
  }
}

function atProxy(error: unknown): WireFault {
  const { fault, details } = classify(error);
  return new WireFault(fault, { ...details, atProxy: true });
}
