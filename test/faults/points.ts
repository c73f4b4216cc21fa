import { writeSync } from 'node:fs';
import promises from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** What of files is called by the code that is tried, which knows nothing of this. */
const calls = [
  ...['access', 'chmod', 'mkdir', 'open', 'readFile', 'readdir', 'realpath'],
  ...['rename', 'rm', 'stat', 'utimes', 'writeFile'],
] as const;

/** What a socket tells of, and is told. */
const arrivals: readonly unknown[] = ['connect', 'secureConnect', 'data', 'readable', 'end'];

type Call = (...given: unknown[]) => unknown;

/**
 * Ends this process, as `SIGKILL` does, at a point: before or after a call of `node:fs/promises`,
 * before something is written to a socket, or before what came from one is heard of. Points are
 * counted from `begin`; what the process died at is written to standard output.
 */
export class Points {
  readonly #last: number;
  #count = 0;
  #begun = false;

  /** @param last the point that the process does not outlive, from 1 on */
  constructor(last: number) {
    this.#last = last;
    this.#watchFiles();
    this.#watchSockets();
  }

  begin(): void {
    this.#begun = true;
  }

  #pass(point: string): void {
    if (!this.#begun || (this.#count += 1) !== this.#last) return;
    writeSync(1, point);
    process.kill(process.pid, 'SIGKILL');
  }

  #watchFiles(): void {
    const files = createRequire(import.meta.url)('node:fs/promises') as Record<string, Call>;
    for (const name of calls) {
      const call = (promises as unknown as Record<string, Call>)[name];
      if (call === undefined) throw new TypeError(name);
      files[name] = async (...given) => {
        this.#pass(`before ${name}`);
        const result = await call(...given);
        this.#pass(`after ${name}`);
        return result;
      };
    }
    // Whoever has imported the functions by name has the watched ones from now on.
    syncBuiltinESMExports();
  }

  #watchSockets(): void {
    const socket = net.Socket.prototype as unknown as Record<'emit' | 'write', Call>;
    const { emit, write } = socket;
    const pass = (point: string): void => this.#pass(point);
    socket.emit = function (this: unknown, ...given) {
      if (arrivals.includes(given[0])) pass(`before ${String(given[0])} of a socket`);
      return emit.apply(this, given);
    };
    socket.write = function (this: unknown, ...given) {
      pass('before write to a socket');
      return write.apply(this, given);
    };
  }
}
