import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SocksOptions {
  /** Names that only the proxy can resolve, with the loopback port behind them. */
  readonly hosts?: Readonly<Record<string, number>>;
  /** With credentials, nobody gets through without them. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** A SOCKS5 proxy (RFC 1928) for CONNECT. */
export interface SocksSandbox {
  /** `socks5://127.0.0.1:<port>`, without credentials. */
  readonly url: string;
  readonly port: number;
  /** `host:port` of every CONNECT, in order; names as they were sent. */
  readonly targets: string[];
  /** The reply to a CONNECT instead of trying it; 0 to try. */
  refusal: number;
  /** Whether every byte is sent by itself. */
  dribbles: boolean;
  close(): Promise<void>;
}

const VERSION = 5;
const PASSWORD = 2;
const NOT_ACCEPTABLE = 0xff;

/** Starts a SOCKS5 proxy on a free loopback port. */
export async function startSocks(options: SocksOptions = {}): Promise<SocksSandbox> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('close', () => sockets.delete(client)).on('error', () => client.destroy());
    serve(client, options, proxy).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: SocksSandbox = {
    url: `socks5://127.0.0.1:${port}`,
    port,
    targets: [],
    refusal: 0,
    dribbles: false,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return proxy;
}

async function serve(client: Socket, { hosts, credentials }: SocksOptions, proxy: SocksSandbox) {
  const send = async (...bytes: readonly number[]) => {
    if (!proxy.dribbles) return void client.write(Buffer.from(bytes));
    for (const byte of bytes) {
      client.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
  };
  const [, count = 0] = await take(client, 2);
  const offered = await take(client, count);
  const method = credentials === undefined ? 0 : PASSWORD;
  if (!offered.includes(method)) {
    await send(VERSION, NOT_ACCEPTABLE);
    return void client.end();
  }
  await send(VERSION, method);
  if (credentials !== undefined) {
    await take(client, 1);
    const isRight =
      (await text(client)) === credentials.username &&
      (await text(client)) === credentials.password;
    await send(1, isRight ? 0 : 1);
    if (!isRight) return void client.end();
  }
  const [, , , type] = await take(client, 4);
  const host = await address(client, type ?? 0);
  const port = (await take(client, 2)).readUInt16BE();
  proxy.targets.push(`${host}:${port}`);
  const mapped = hosts?.[host];
  const code = proxy.refusal;
  if (code !== 0) {
    await send(VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0);
    return void client.end();
  }
  const upstream = connect(mapped ?? port, mapped === undefined ? host : '127.0.0.1');
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
  await once(upstream, 'connect');
  // A name as the bound address is unusual, and allowed.
  await send(VERSION, 0, 0, 3, 5, ...Buffer.from('proxy'), 0, 1);
  client.pipe(upstream).pipe(client);
}

async function address(client: Socket, type: number): Promise<string> {
  if (type === 1) return (await take(client, 4)).join('.');
  if (type === 3) return text(client);
  const hex = (await take(client, 16)).toString('hex');
  return `[${(hex.match(/.{4}/g) ?? []).join(':')}]`;
}

async function text(client: Socket): Promise<string> {
  const [length = 0] = await take(client, 1);
  return (await take(client, length)).toString('utf8');
}

/** Waits for just so many bytes. */
async function take(client: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = length === 0 ? Buffer.alloc(0) : client.read(length);
    if (bytes instanceof Buffer) return bytes;
    await once(client, 'readable');
  }
}
