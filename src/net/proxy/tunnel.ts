import type { Socket } from 'node:net';
import { WireFault } from '../http/fault.ts';
import { during, hangUp } from '../http/socket.ts';
import { userAgent } from '../http/user-agent.ts';
import { userInfo } from './user-info.ts';

const longestAnswer = 16 * 1024;

/**
 * Asks a proxy for a tunnel (RFC 9110 §9.3.6) over an open connection to it. The credentials of the
 * proxy's URL go to the proxy alone. Rejects with `proxy-refused` and the status it answered.
 */
export async function openTunnel(
  socket: Socket,
  proxy: URL,
  authority: string,
  signal: AbortSignal,
): Promise<void> {
  const credentials = proxyAuthorization(proxy);
  socket.write(
    [
      `CONNECT ${authority} HTTP/1.1`,
      `Host: ${authority}`,
      `User-Agent: ${userAgent}`,
      ...(credentials === undefined ? [] : [`Proxy-Authorization: ${credentials}`]),
      '\r\n',
    ].join('\r\n'),
  );
  const answer = await readHead(socket, signal);
  const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(answer)?.[1] ?? 0);
  // A server says nothing before TLS begins, so nothing may follow the proxy's yes.
  if (status < 200 || status > 299 || !answer.endsWith('\r\n\r\n')) {
    hangUp(socket);
    throw new WireFault('proxy-refused', { status });
  }
}

function proxyAuthorization(proxy: URL): string | undefined {
  const info = userInfo(proxy);
  if (info === undefined) return undefined;
  return `Basic ${Buffer.from(`${info.user}:${info.password}`).toString('base64')}`;
}

/** Reads up to the empty line, or what came with it; not more than the longest answer. */
function readHead(socket: Socket, signal: AbortSignal): Promise<string> {
  let head = '';
  return during<string>(socket, signal, 'dropped', (done) => {
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n') || head.length > longestAnswer) done(head);
    };
    socket.on('data', read);
    return () => socket.off('data', read).pause();
  });
}
