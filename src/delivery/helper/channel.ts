import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Question, Reply } from './protocol.ts';

/**
 * One question over the socket. Both sides prove that they know the key of this installation before
 * either says anything: a pipe of Windows can be opened, and taken, by any user of the machine.
 *
 *     program → { nonce }
 *     window  → { nonce, proof }
 *     program → { proof, question }
 *     window  → { reply }
 */

/** A token of the largest sort, with everything around it, in characters. */
const longestLine = 1_000_000;

/** No window was behind an address, so that nothing was asked. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

/**
 * Asks the window behind an address. Rejects with `NobodyThere` when nobody answers at all; also
 * when the other side does not know the key, or goes away.
 *
 * @param silence how long it may say nothing before it is taken for hung, in milliseconds
 */
export async function ask(
  address: string,
  key: string,
  question: Question,
  signal: AbortSignal,
  silence = 0,
): Promise<Reply> {
  const socket = connect(address);
  socket.setTimeout(silence, () => {
    const { bytesRead } = socket;
    // On a busy machine this comes late itself, and what was said meanwhile is yet to be read.
    setImmediate(() => {
      if (socket.bytesRead === bytesRead) socket.destroy();
    });
  });
  const lines = new Lines(socket);
  const leave = () => socket.destroy();
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  try {
    const mine = nonce();
    say(socket, { nonce: mine });
    const { nonce: theirs, proof } = await lines.next().catch((cause: unknown) => {
      throw new NobodyThere('no window answers', { cause });
    });
    if (typeof theirs !== 'string' || !proves(proof, key, 'window', mine, theirs)) {
      throw new Error('the other side does not know the key');
    }
    say(socket, { proof: prove(key, 'program', mine, theirs), question });
    const { reply } = await lines.next();
    if (!isReply(reply)) throw new Error('no reply');
    return reply;
  } finally {
    signal.removeEventListener('abort', leave);
    socket.destroy();
  }
}

/** Answers one question. Who does not know the key is cut off without a word. */
export async function answerOne(
  socket: Socket,
  key: string,
  answer: (question: Question) => Promise<Reply>,
): Promise<void> {
  const lines = new Lines(socket);
  try {
    const { nonce: theirs } = await lines.next();
    if (typeof theirs !== 'string') return;
    const mine = nonce();
    say(socket, { nonce: mine, proof: prove(key, 'window', theirs, mine) });
    const { proof, question } = await lines.next();
    if (!proves(proof, key, 'program', theirs, mine) || !isQuestion(question)) return;
    socket.end(`${JSON.stringify({ reply: await answer(question) })}\n`);
    await lines.closed;
  } catch {
    // It went away in the middle, or spoke another language: there is nobody to tell.
  } finally {
    socket.destroy();
  }
}

/** Messages of the other side, one JSON object in a line. */
class Lines {
  readonly closed: Promise<void>;
  readonly #messages: Record<string, unknown>[] = [];
  #waiting: PromiseWithResolvers<Record<string, unknown>> | undefined;
  #isClosed = false;
  #rest = '';

  constructor(socket: Socket) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.closed = promise;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      if (!this.#take(text)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      this.#waiting?.reject(new Error('closed'));
      resolve(undefined);
    });
  }

  /** Rejects when the connection closes first. */
  async next(): Promise<Record<string, unknown>> {
    const message = this.#messages.shift();
    if (message !== undefined) return message;
    if (this.#isClosed) throw new Error('closed');
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  #take(text: string): boolean {
    this.#rest += text;
    if (this.#rest.length > longestLine) return false;
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parse(line);
      if (message === undefined) return false;
      // Whoever waits for no answer is none of ours, and would fill the memory.
      if (this.#waiting === undefined && this.#messages.length > 0) return false;
      if (this.#waiting === undefined) this.#messages.push(message);
      else this.#waiting.resolve(message);
      this.#waiting = undefined;
    }
    return true;
  }
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const say = (socket: Socket, message: object) => socket.write(`${JSON.stringify(message)}\n`);
const nonce = () => randomBytes(16).toString('hex');

const prove = (key: string, side: string, asker: string, answerer: string): string =>
  createHmac('sha256', key).update(`${side}\n${asker}\n${answerer}`).digest('hex');

function proves(proof: unknown, key: string, side: string, asker: string, answerer: string) {
  const expected = Buffer.from(prove(key, side, asker, answerer));
  const given = Buffer.from(typeof proof === 'string' ? proof : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isReply = (value: unknown): value is Reply =>
  isRecord(value) && typeof value['code'] === 'number' && typeof value['stdout'] === 'string';

const isQuestion = (value: unknown): value is Question =>
  isRecord(value) && typeof value['operation'] === 'string' && typeof value['input'] === 'string';
