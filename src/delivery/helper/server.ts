import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Exclusive } from '../../core/concurrency/exclusive.ts';
import { answerOne, ask } from './channel.ts';
import { type InstallationFolder, runtimeFile } from './folder.ts';
import { writeInOneStep } from './install.ts';
import type { Question, Reply } from './protocol.ts';

/** What a window asks another one: whether it is there, and to be told when it goes. */
const ping = 'window-ping';
const wait = 'window-wait';

/** A window that does not answer within this is taken for hung, in milliseconds. */
const silence = 1_000;

export interface ServerParts {
  readonly folder: InstallationFolder;
  readonly platform: NodeJS.Platform;
  /** The runtime that the shim is to start: this window's own. */
  readonly runtime: string;
  readonly exclusive: Exclusive;
  readonly answer: (question: Question) => Promise<Reply>;
  /** Hears whether this window has begun to serve; for the log. */
  readonly onServing?: () => void;
  /** Hears why this window cannot serve. */
  readonly onError: (error: unknown) => void;
}

/**
 * One of the windows of an installation answers the helper; the others hold a connection to it,
 * which the system closes when that window goes, however it goes. Then one of them takes over.
 */
export class HelperServer {
  readonly #parts: ServerParts;
  readonly #abort = new AbortController();
  readonly #sockets = new Set<Socket>();
  readonly #running: Promise<void>;
  readonly #ready = Promise.withResolvers<undefined>();
  #server: Server | undefined;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  /** Settles once a window answers, this one or another, or this one has failed to. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Stops answering, and lets another window take over. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#running;
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const { folder } = this.#parts;
    // Before the socket goes: once it is closed, another window may have written its own.
    await rm(join(folder.path, runtimeFile), { force: true });
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #run(): Promise<void> {
    const { folder, exclusive, onServing, onError } = this.#parts;
    const { signal } = this.#abort;
    try {
      while (!signal.aborted) {
        const server = await exclusive(
          `helper ${folder.path}`,
          () => this.#listenIfNobodyDoes(),
          signal,
        );
        this.#ready.resolve(undefined);
        if (server !== undefined) {
          this.#server = server;
          onServing?.();
          return;
        }
        await this.#ask(wait, signal);
      }
    } catch (error) {
      if (!signal.aborted) onError(error);
    } finally {
      this.#ready.resolve(undefined);
    }
  }

  async #listenIfNobodyDoes(): Promise<Server | undefined> {
    const { folder, platform, runtime } = this.#parts;
    if ((await this.#ask(ping, this.#abort.signal, silence)) !== undefined) return undefined;
    // Left over: of a window that was killed, or that hangs.
    if (platform !== 'win32') await rm(folder.address, { force: true });
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      void answerOne(socket, folder.key, (question) => this.#answer(question, socket));
    });
    const listening = Promise.withResolvers<undefined>();
    server.once('error', listening.reject);
    server.listen(folder.address, () => listening.resolve(undefined));
    await listening.promise;
    await writeInOneStep(join(folder.path, runtimeFile), `${runtime}\n`, 0o600);
    return server;
  }

  async #ask(operation: string, signal: AbortSignal, limit = 0): Promise<Reply | undefined> {
    const { address, key } = this.#parts.folder;
    try {
      return await ask(address, key, { operation, input: '' }, signal, limit);
    } catch {
      return undefined;
    }
  }

  async #answer(question: Question, socket: Socket): Promise<Reply> {
    switch (question.operation) {
      case ping:
        return { code: 0, stdout: '' };
      case wait:
        // Without an answer: that the connection ends is the news.
        await new Promise((resolve) => socket.once('close', resolve));
        return { code: 0, stdout: '' };
      default:
        return this.#parts.answer(question);
    }
  }
}
