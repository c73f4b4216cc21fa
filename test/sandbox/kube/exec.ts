import type { Duplex } from 'node:stream';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { CommandResult } from '../rok/manage.ts';
import { agree } from './handshake.ts';
import { kubeletRefusal, missingProgram, type ExecPlace, type RunCommand } from './kubelet.ts';
import type { KubeSettings } from './settings.ts';
import { badRequest, commandStatus, internalError } from './status.ts';
import { acceptWebSocket, type ServerWebSocket } from './websocket.ts';

const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;

/** What was run, and what is still open. */
export class Execs {
  readonly open = new Set<ServerWebSocket>();
  /** Command lines that were run, in order. */
  readonly commands: (readonly string[])[] = [];
  readonly #waiting: (() => void)[] = [];

  /** Settles when the next command has been run. */
  next(): Promise<void> {
    const { promise, resolve }: PromiseWithResolvers<void> = Promise.withResolvers();
    this.#waiting.push(resolve);
    return promise;
  }

  ran(argv: readonly string[]): void {
    this.commands.push(argv);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export interface ExecOptions {
  readonly settings: KubeSettings;
  readonly run: RunCommand;
  readonly execs: Execs;
}

const SWITCHED: Reply = { status: 101, headers: {}, body: '' };

/** Runs a command over a WebSocket (docs/registries/rok.md §4 and §5). */
export function exec(
  request: SandboxRequest,
  socket: Duplex,
  head: Buffer,
  place: ExecPlace,
  options: ExecOptions,
): Reply {
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    return badRequest('unable to upgrade: only WebSocket is spoken here');
  }
  const { settings, execs } = options;
  const protocol = agree(request, settings);
  if (typeof protocol !== 'string') return protocol;
  const isTranslated = protocol === 'v5.channel.k8s.io';
  const refusal = kubeletRefusal(place);
  // Before v5 the kubelet's answer is handed through, whatever it is.
  if (refusal !== undefined && !isTranslated) return refusal.v4;
  const webSocket = acceptWebSocket(request, socket, head, protocol);
  execs.open.add(webSocket);
  webSocket.onClose = () => execs.open.delete(webSocket);
  const session = new Session(webSocket, protocol, request.query, settings);
  session.begin();
  const start = (): void => {
    if (refusal === undefined) void runIn(session, request.query.getAll('command'), options);
    else session.fail(refusal.v5);
  };
  if (isKubectl(request)) setTimeout(start, START_OF_A_PROCESS);
  else start();
  return SWITCHED;
}

/**
 * Milliseconds that a node needs to begin a process. kubectl loses what comes before it has made its
 * streams (docs/registries/rok.md §5, point 9), for which it tells no server that it has.
 */
const START_OF_A_PROCESS = 50;

const isKubectl = ({ headers }: SandboxRequest): boolean =>
  headers['user-agent']?.startsWith('kubectl/') === true;

async function runIn(
  session: Session,
  argv: readonly string[],
  { run, execs }: ExecOptions,
): Promise<void> {
  const running = run(argv);
  if (running === 'missing') {
    session.fail(missingProgram(argv[0] ?? ''));
    return;
  }
  const result = running instanceof Promise ? await running : running;
  session.tell(result, argv);
  execs.ran(argv);
}

/** One command, from the client's side of the API server. */
class Session {
  readonly #webSocket: ServerWebSocket;
  readonly #protocol: string;
  readonly #query: URLSearchParams;
  readonly #settings: KubeSettings;

  constructor(
    webSocket: ServerWebSocket,
    protocol: string,
    query: URLSearchParams,
    settings: KubeSettings,
  ) {
    this.#webSocket = webSocket;
    this.#protocol = protocol;
    this.#query = query;
    this.#settings = settings;
  }

  /** The first frame is an empty one (docs/registries/rok.md §5, point 4). */
  begin(): void {
    this.#send(STDOUT, Buffer.alloc(0));
  }

  /** Nothing was run; v5 wraps what the kubelet said once more. */
  fail(words: string): void {
    const isTranslated = this.#protocol === 'v5.channel.k8s.io';
    const isOwn = words.startsWith('unable to upgrade') || words.startsWith('error sending');
    this.#error(
      internalError(isTranslated && !isOwn ? `Internal error occurred: ${words}` : words),
      words,
    );
    this.#webSocket.close(1000);
  }

  tell(result: CommandResult, argv: readonly string[]): void {
    const { ending, exitCode } = this.#settings;
    const isTty = this.#query.get('tty') === 'true';
    const pieces = [result.stdout].flat();
    if (ending === 'cut-inside' || ending === 'lost-kubelet') {
      const whole = Buffer.from(pieces.join(''));
      this.#output(STDOUT, whole.subarray(0, Math.floor(whole.length / 4)));
      if (ending === 'lost-kubelet' && this.#protocol === 'v5.channel.k8s.io') {
        this.#error(commandStatus(0));
        this.#webSocket.close(1000);
      } else {
        this.#webSocket.destroy();
      }
      return;
    }
    if (isTty) {
      this.#output(STDOUT, Buffer.from(onTerminal(pieces.join('') + result.stderr)));
    } else {
      for (const piece of pieces) this.#output(STDOUT, Buffer.from(piece));
      this.#output(STDERR, Buffer.from(result.stderr));
    }
    this.#end(exitCode < 0 ? result.code : exitCode, argv);
  }

  #output(channel: number, bytes: Buffer): void {
    if (this.#query.get(channel === STDOUT ? 'stdout' : 'stderr') !== 'true') return;
    const { frameBytes } = this.#settings;
    for (let start = 0; start < bytes.length; start += frameBytes) {
      this.#send(channel, bytes.subarray(start, start + frameBytes));
    }
  }

  #end(code: number, argv: readonly string[]): void {
    switch (this.#settings.ending) {
      case 'hang':
        return;
      case 'cut':
        this.#webSocket.destroy();
        return;
      case 'close':
        this.#webSocket.close(1001);
        return;
      default:
        this.#error(
          commandStatus(
            code,
            this.#protocol === 'v5.channel.k8s.io'
              ? `command terminated with exit code ${code}`
              : `error executing command [${argv.join(' ')}], exit code ${code}`,
          ),
        );
        this.#webSocket.close(1000);
    }
  }

  /** Before v4 the error channel is plain text, and says nothing of a success. */
  #error(status: string, words = ''): void {
    const isStatus = /^v[45]\./.test(this.#protocol);
    if (isStatus || words !== '') this.#send(ERROR, Buffer.from(isStatus ? status : words));
  }

  #send(channel: number, bytes: Buffer): void {
    this.#webSocket.send(Buffer.concat([Buffer.from([channel]), bytes]));
  }
}

/** A terminal shows both streams, and ends lines with CR LF (docs/registries/rok.md §3). */
const onTerminal = (text: string): string => text.replaceAll('\n', '\r\n');
