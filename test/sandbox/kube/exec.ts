import type { Duplex } from 'node:stream';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { CommandResult } from '../rok/manage.ts';
import type { KubeSettings } from './settings.ts';
import { commandStatus, failure } from './status.ts';
import { acceptWebSocket, type ServerWebSocket } from './websocket.ts';

const STDOUT = 1;
const STDERR = 2;
const ERROR = 3;

export type RunCommand = (argv: readonly string[]) => CommandResult;

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

const SWITCHED: Reply = { status: 101, headers: {}, body: '' };

/**
 * Runs a command over a WebSocket (docs/registries/rok.md §4), the newest subprotocol that both
 * sides know.
 */
export function exec(
  request: SandboxRequest,
  socket: Duplex,
  head: Buffer,
  settings: KubeSettings,
  run: RunCommand,
  execs: Execs,
): Reply {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
  const known =
    settings.protocol === 'v5.channel.k8s.io'
      ? ['v5.channel.k8s.io', 'v4.channel.k8s.io']
      : ['v4.channel.k8s.io'];
  const protocol = known.find((name) => offered.includes(name));
  if (protocol === undefined) {
    return failure(400, 'BadRequest', 'unable to upgrade: no common subprotocol');
  }
  const webSocket = acceptWebSocket(request, socket, head, protocol);
  execs.open.add(webSocket);
  webSocket.onClose = () => execs.open.delete(webSocket);
  const argv = request.query.getAll('command');
  const isTty = request.query.get('tty') === 'true';
  const result = run(argv);
  send(webSocket, STDOUT, isTty ? onTerminal(result) : result.stdout, settings);
  if (settings.ending === 'cut-inside') {
    webSocket.destroy();
    execs.ran(argv);
    return SWITCHED;
  }
  if (!isTty) send(webSocket, STDERR, result.stderr, settings);
  end(webSocket, settings, settings.exitCode < 0 ? result.code : settings.exitCode);
  execs.ran(argv);
  return SWITCHED;
}

/** A terminal shows both streams, and ends lines with CR LF (docs/registries/rok.md §3). */
const onTerminal = ({ stdout, stderr }: CommandResult): string =>
  (stdout + stderr).replaceAll('\n', '\r\n');

function send(
  webSocket: ServerWebSocket,
  channel: number,
  text: string,
  { frameBytes, ending }: KubeSettings,
): void {
  const whole = Buffer.from(text);
  const bytes = ending === 'cut-inside' ? whole.subarray(0, Math.floor(whole.length / 4)) : whole;
  for (let start = 0; start < bytes.length; start += frameBytes) {
    webSocket.send(
      Buffer.concat([Buffer.from([channel]), bytes.subarray(start, start + frameBytes)]),
    );
  }
}

function end(webSocket: ServerWebSocket, { ending }: KubeSettings, code: number): void {
  switch (ending) {
    case 'hang':
    case 'cut-inside':
      return;
    case 'cut':
      webSocket.destroy();
      return;
    case 'close':
      webSocket.close(1001);
      return;
    case 'status':
      webSocket.send(Buffer.concat([Buffer.from([ERROR]), Buffer.from(commandStatus(code))]));
      webSocket.close(1000);
  }
}
