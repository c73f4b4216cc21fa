import { readdir, readFile } from 'node:fs/promises';
import { run } from '../../tools/process.ts';
import type { Place } from './places.ts';

/** Programs that answer at once are gone soon: it is looked that often, in milliseconds. */
const interval = 50;

/** Whose processes are watched. */
interface Owner {
  /** Their home directory, by which they are told from those of others. */
  readonly home: string;
  /** Variables that they were given, which are no leak. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Command lines of all processes of this machine that may be seen, and environments of those of one
 * editor. On Linux also of those that come and go while it watches.
 */
export class ProcessWatch {
  readonly #owner: Owner;
  readonly #given: ReadonlySet<string>;
  /** Names of variables in which a person wanted a token. */
  readonly #delivered = new Set<string>();
  readonly #commands = new Set<string>();
  readonly #environments = new Set<string>();
  /** Those that were there at the last look and at the one before. */
  #old: ReadonlySet<string> = new Set();
  #young: ReadonlySet<string> = new Set();
  readonly #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#given = new Set(
      Object.entries(owner.environment).map(([name, value]) => `${name}=${value}`),
    );
    if (process.platform !== 'linux') return;
    this.#timer = setInterval(() => void this.#look(), interval).unref();
  }

  /** What was seen until now. */
  async places(): Promise<Place[]> {
    if (process.platform !== 'linux') return [{ name: 'command lines', text: await listed() }];
    // All of them once more, whatever was read of them at their beginning.
    [this.#old, this.#young] = [new Set(), new Set()];
    await this.#look();
    return [
      { name: 'command lines', text: [...this.#commands].join('\n') },
      { name: 'environment of a process', text: [...this.#environments].join('\n') },
    ];
  }

  /** From now on, a token in a variable of this name is where it was wanted. */
  expect(variable: string): void {
    this.#delivered.add(variable);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** One look after the other, however long they take. */
  #look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#read());
    return this.#looking;
  }

  async #read(): Promise<void> {
    const present = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    // A process is what its parent was until it has begun: it is read twice.
    const unknown = present.filter((pid) => !this.#old.has(pid));
    this.#old = new Set(present.filter((pid) => this.#old.has(pid) || this.#young.has(pid)));
    this.#young = new Set(present);
    await Promise.all(
      unknown.map(async (pid) => {
        const [command, environment] = await Promise.all(
          ['cmdline', 'environ'].map((file) =>
            // Processes end, and those of others may be hidden.
            readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => ''),
          ),
        );
        if (command !== undefined && command !== '') this.#commands.add(command);
        if (environment?.includes(`HOME=${this.#owner.home}\0`) !== true) return;
        for (const entry of environment.split('\0')) {
          if (this.#given.has(entry) || this.#delivered.has(entry.split('=')[0] ?? '')) continue;
          this.#environments.add(entry);
        }
      }),
    );
  }
}

/** Where there is no `/proc`. */
function listed(): Promise<string> {
  const list = 'Get-CimInstance Win32_Process | Select-Object -ExpandProperty CommandLine';
  return process.platform === 'win32'
    ? run('powershell', ['-Command', list])
    : run('ps', ['-axww', '-o', 'command']);
}
