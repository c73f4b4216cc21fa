import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { SandboxRequest } from '../http/message.ts';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The server's end of a WebSocket, as far as an API server needs one (RFC 6455). */
export interface ServerWebSocket {
  /** Sends one binary message, in one frame. */
  send(message: Buffer): void;
  ping(): void;
  /** Sends a close frame and ends the connection after it. */
  close(code: number): void;
  /** Ends the connection without a close frame, after what was sent. */
  destroy(): void;
  onMessage: (message: Buffer) => void;
  onClose: () => void;
}

/** Completes the handshake of an upgrade request with the chosen subprotocol. */
export function acceptWebSocket(
  request: SandboxRequest,
  socket: Duplex,
  head: Buffer,
  protocol: string,
): ServerWebSocket {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64');
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      `Sec-WebSocket-Protocol: ${protocol}`,
      '\r\n',
    ].join('\r\n'),
  );
  let buffered = head;
  const webSocket: ServerWebSocket = {
    send: (message) => void socket.write(frame(2, message)),
    ping: () => void socket.write(frame(9, Buffer.from('?'))),
    close: (code) => {
      const payload = Buffer.alloc(2);
      payload.writeUInt16BE(code);
      socket.end(frame(8, payload));
    },
    destroy: () => void socket.end(() => socket.destroy()),
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  const read = (chunk: Buffer): void => {
    buffered = Buffer.concat([buffered, chunk]);
    for (let parsed = parse(buffered); parsed !== undefined; parsed = parse(buffered)) {
      buffered = parsed.rest;
      if (parsed.opcode === 8) socket.end(frame(8, parsed.payload));
      else if (parsed.opcode === 9) socket.write(frame(10, parsed.payload));
      else if (parsed.opcode === 1 || parsed.opcode === 2) webSocket.onMessage(parsed.payload);
    }
  };
  socket.on('data', read);
  socket.on('close', () => {
    webSocket.onClose();
  });
  read(Buffer.alloc(0));
  return webSocket;
}

/** One whole, unmasked frame, as servers send them. */
export function frame(opcode: number, payload: Buffer, isFinal = true): Buffer {
  const { length } = payload;
  const first = (isFinal ? 0x80 : 0) | opcode;
  if (length < 126) return Buffer.concat([Buffer.from([first, length]), payload]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = first;
  if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}

interface Parsed {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly rest: Buffer;
}

/** Takes one frame of a client off the front; clients mask, and ours do not fragment. */
function parse(data: Buffer): Parsed | undefined {
  if (data.length < 2) return undefined;
  const short = data.readUInt8(1) & 0x7f;
  const lengthEnd = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (data.length < lengthEnd) return undefined;
  const length =
    short === 127 ? Number(data.readBigUInt64BE(2)) : short === 126 ? data.readUInt16BE(2) : short;
  const isMasked = (data.readUInt8(1) & 0x80) !== 0;
  const start = lengthEnd + (isMasked ? 4 : 0);
  if (data.length < start + length) return undefined;
  const payload = Buffer.from(data.subarray(start, start + length));
  if (isMasked) {
    const mask = data.subarray(lengthEnd, start);
    for (let index = 0; index < length; index++) {
      payload[index] = payload.readUInt8(index) ^ mask.readUInt8(index % 4);
    }
  }
  return {
    opcode: data.readUInt8(0) & 0x0f,
    payload,
    rest: data.subarray(start + length),
  };
}
