import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { frame } from '../../../sandbox/kube/websocket.ts';
import type { Answer, RecordedFrame } from './recording.ts';

/** A request as it goes over the wire. */
export interface Question {
  readonly method: string;
  readonly path: string;
  /** Those without a value are not sent. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly version?: '1.0' | '1.1';
  /** What is sent once the first frame has arrived. */
  readonly then?: (socket: TLSSocket) => void;
}

/** Sends a request as it stands and reads whatever comes back until the connection ends. */
export async function ask(
  server: { readonly port: number; readonly ca: string },
  { method, path, headers, version = '1.1', then }: Question,
): Promise<Answer> {
  const socket = connect({ host: '127.0.0.1', port: server.port, ca: server.ca });
  await once(socket, 'secureConnect');
  const lines = Object.entries<string | undefined>({ Host: '127.0.0.1', ...headers });
  const head = lines
    .map(([name, value]) => (value === undefined ? '' : `${name}: ${value}\r\n`))
    .join('');
  socket.write(`${method} ${path} HTTP/${version}\r\n${head}\r\n`);
  let received = Buffer.alloc(0);
  let act = then;
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    const frames = readFrames(bodyOf(received));
    if (act !== undefined && frames.frames.length > 0) {
      act(socket);
      act = undefined;
    }
    // The other side waits for the echo of its close.
    if (frames.close !== undefined) socket.end();
  }
  return readAnswer(received);
}

/** A client's frame, masked with zeros: the mask is there, and changes nothing. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const [first = 0, length = 0] = frame(opcode, payload);
  return Buffer.concat([Buffer.from([first, 0x80 | length]), Buffer.alloc(4), payload]);
}

const bodyOf = (received: Buffer): Buffer => {
  const end = received.indexOf('\r\n\r\n');
  return end < 0 ? Buffer.alloc(0) : received.subarray(end + 4);
};

function readAnswer(received: Buffer): Answer {
  const [statusLine = '', ...lines] = received
    .subarray(0, received.indexOf('\r\n\r\n'))
    .toString('latin1')
    .split('\r\n');
  const [version = '', status = ''] = statusLine.split(' ');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
  );
  const isUpgraded = status === '101';
  return {
    label: '',
    ending: '',
    version,
    status: Number(status),
    headers,
    body: isUpgraded ? undefined : bodyOf(received).toString('utf8'),
    ...(isUpgraded ? readFrames(bodyOf(received)) : { frames: [], close: undefined }),
  };
}

/** The whole, unmasked frames that a server sent, and the code with which it closed. */
function readFrames(bytes: Buffer): Pick<Answer, 'frames' | 'close'> {
  const frames: RecordedFrame[] = [];
  let close: number | undefined;
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes.readUInt8(at + 1);
    const start = at + (short === 126 ? 4 : 2);
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    if (start + length > bytes.length) break;
    const payload = bytes.subarray(start, start + length);
    if ((bytes.readUInt8(at) & 0x0f) === 8) close = payload.readUInt16BE(0);
    else {
      frames.push({
        channel: payload.readUInt8(0),
        length: payload.length,
        text: payload.subarray(1).toString('utf8'),
      });
    }
    at = start + length;
  }
  return { frames, close };
}
