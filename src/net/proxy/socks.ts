import { isIPv4, isIPv6, type Socket } from 'node:net';
import { type SocksRefusal, WireFault } from '../http/fault.ts';
import { during, hangUp } from '../http/socket.ts';
import { bareHost } from '../http/url.ts';
import { userInfo } from './user-info.ts';

const version = 5;
const methods = { none: 0, password: 2 } as const;

/** Whether a proxy's address is that of a SOCKS5 proxy; with either name it resolves host names. */
export const isSocks = ({ protocol }: URL): boolean =>
  protocol === 'socks5:' || protocol === 'socks5h:';

/** Where a SOCKS proxy listens when its address does not say. */
export const socksPort = ({ port }: URL): number => (port === '' ? 1080 : Number(port));

/**
 * Asks a SOCKS5 proxy for a connection (RFC 1928) over an open one to it. A user name and password
 * of its address go to it alone (RFC 1929). Rejects with `socks-refused` and why.
 */
export async function openSocks(
  socket: Socket,
  proxy: URL,
  hostname: string,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const refuse = (socks: SocksRefusal) => {
    hangUp(socket);
    return new WireFault('socks-refused', { socks });
  };
  const info = userInfo(proxy);
  const offered = info === undefined ? [methods.none] : [methods.none, methods.password];
  socket.write(Buffer.from([version, offered.length, ...offered]));
  const [, chosen] = await answer(socket, version, () => 2, signal);
  if (chosen === methods.password && info !== undefined) {
    const parts = [Buffer.from(info.user), Buffer.from(info.password)];
    if (parts.some(({ length }) => length > 255)) throw refuse('sign-in');
    socket.write(Buffer.concat([Buffer.from([1]), ...parts.map(withLength)]));
    const [, verdict] = await answer(socket, 1, () => 2, signal);
    if (verdict !== 0) throw refuse('sign-in');
  } else if (chosen !== methods.none) {
    throw refuse('sign-in');
  }
  const to = [address(bareHost(hostname)), Buffer.from([port >> 8, port & 0xff])];
  socket.write(Buffer.concat([Buffer.from([version, 1, 0]), ...to]));
  const [, code = 0] = await answer(socket, version, replyLength, signal);
  if (code !== 0) throw refuse(refusals[code] ?? 'failed');
}

/** By the codes of RFC 1928 §6. */
const refusals: Readonly<Record<number, SocksRefusal>> = {
  2: 'not-allowed',
  3: 'unreachable',
  4: 'unreachable',
  5: 'unreachable',
  6: 'unreachable',
};

const withLength = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length]), bytes]);

/** Type and address (§5); names are for the proxy to resolve. */
function address(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.from([4, ...ipv6Bytes(host)]);
  return Buffer.concat([Buffer.from([3]), withLength(Buffer.from(host))]);
}

/** The sixteen bytes of an address as `URL` writes it: groups of hexadecimal digits alone. */
function ipv6Bytes(host: string): readonly number[] {
  const [before = '', after = ''] = host.split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((hex) => parseInt(hex, 16));
  const [head, tail] = [groups(before), groups(after)];
  const all = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return all.flatMap((group) => [group >> 8, group & 0xff]);
}

/** The length of a reply with its bound address (§6), as far as what came tells. */
function replyLength(reply: Buffer): number {
  switch (reply[3]) {
    case 1:
      return 10;
    case 4:
      return 22;
    case 3:
      return 7 + (reply[4] ?? 0);
    default:
      return 5;
  }
}

/** Reads one answer. No proxy says more before it is asked, and nothing may come after the last. */
async function answer(
  socket: Socket,
  first: number,
  lengthOf: (soFar: Buffer) => number,
  signal: AbortSignal,
): Promise<Buffer> {
  let received = Buffer.alloc(0);
  await during<undefined>(socket, signal, 'dropped', (done) => {
    const read = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received[0] !== first || received.length >= lengthOf(received)) done(undefined);
    };
    // It was paused after the answer before.
    socket.on('data', read).resume();
    return () => socket.off('data', read).pause();
  });
  if (received[0] !== first || received.length !== lengthOf(received)) {
    hangUp(socket);
    throw new WireFault('proxy-refused', { status: 0 });
  }
  return received;
}
