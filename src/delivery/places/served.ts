import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Exclusive } from '../../core/concurrency/exclusive.ts';
import { isObject } from '../../core/is-object.ts';
import { writeInOneStep } from '../helper/install.ts';

/** One program that asked for a host's login. Its name is a claim. */
export interface Use {
  readonly program: string;
  /** Milliseconds since the epoch. */
  readonly last: number;
  /** The person wants it to get nothing. */
  readonly refused?: boolean;
}

/** A file whose `credHelpers` send clients to us. */
export interface Sending {
  readonly file: string;
  /** The helper that stood there for the host before; absent when there was none. */
  readonly former?: string;
}

/** A host whose logins the editor answers, and by which token. No secret is in it. */
export interface ServedHost {
  readonly host: string;
  readonly tokenId: string;
  readonly user: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The file whose `credHelpers` send clients to us. */
  readonly config: string;
  /** The helper that stood there for the host before; absent when there was none. */
  readonly former?: string;
  /** Files of other programs, which they read before Docker's or in its place. */
  readonly others?: readonly Sending[];
  readonly uses: readonly Use[];
}

/** The last use of a served host; `undefined` while no program has asked. */
export const lastOf = ({ uses }: ServedHost): Use | undefined =>
  uses.toSorted((a, b) => b.last - a.last)[0];

/** All files that send a host's clients to us. */
export const sendingOf = ({ config, former, others = [] }: ServedHost): readonly Sending[] => [
  { file: config, ...(former === undefined ? {} : { former }) },
  ...others,
];

/** What is kept of served hosts, in a file that all windows and the uninstall hook read. */
export class ServedHosts {
  readonly file: string;
  readonly #exclusive: Exclusive;

  /** @param folder of the installation */
  constructor(folder: string, exclusive: Exclusive) {
    this.file = servedFile(folder);
    this.#exclusive = exclusive;
  }

  list(): Promise<readonly ServedHost[]> {
    return readServed(this.file);
  }

  async get(host: string): Promise<ServedHost | undefined> {
    return (await this.list()).find((served) => served.host === host);
  }

  /** Has a program get nothing for a host from its next question on, or again what others get. */
  refuse(host: string, program: string, refused: boolean): Promise<void> {
    return this.change(host, (entry) => entry && withRefusal(entry, program, refused));
  }

  /** Changes what is kept of one host; `undefined` stands for a host that is not served. */
  async change(
    host: string,
    change: (former: ServedHost | undefined) => ServedHost | undefined,
  ): Promise<void> {
    await this.#exclusive(
      `served ${this.file}`,
      async () => {
        const all = await this.list();
        const changed = change(all.find((served) => served.host === host));
        const others = all.filter((served) => served.host !== host);
        const hosts = changed === undefined ? others : [...others, changed];
        await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
        await writeInOneStep(this.file, JSON.stringify({ hosts }, undefined, 2), 0o600);
      },
      AbortSignal.timeout(60_000),
    );
  }
}

/** The entry with a program refused, or allowed again. */
const withRefusal = (entry: ServedHost, program: string, refused: boolean): ServedHost => ({
  ...entry,
  uses: entry.uses.map((use) =>
    use.program === program ? { program, last: use.last, ...(refused ? { refused } : {}) } : use,
  ),
});

export const servedFile = (folder: string): string => join(folder, 'served.json');

/** The served hosts of an installation; a file that is missing or damaged has none. */
export async function readServed(file: string): Promise<readonly ServedHost[]> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    const hosts: unknown = isObject(value) ? value['hosts'] : undefined;
    return Array.isArray(hosts) ? hosts.flatMap(parse) : [];
  } catch {
    return [];
  }
}

function parse(value: unknown): ServedHost[] {
  if (!isObject(value)) return [];
  const { host, tokenId, user, since, config, former, others, uses } = value;
  if (
    typeof host !== 'string' ||
    typeof tokenId !== 'string' ||
    typeof user !== 'string' ||
    typeof since !== 'number' ||
    typeof config !== 'string'
  ) {
    return [];
  }
  return [
    {
      host,
      tokenId,
      user,
      since,
      config,
      ...(typeof former === 'string' ? { former } : {}),
      ...(Array.isArray(others) ? { others: others.flatMap(parseSending) } : {}),
      uses: Array.isArray(uses) ? uses.flatMap(parseUse) : [],
    },
  ];
}

function parseSending(value: unknown): Sending[] {
  const { file, former } = isObject(value) ? value : {};
  if (typeof file !== 'string') return [];
  return [{ file, ...(typeof former === 'string' ? { former } : {}) }];
}

function parseUse(value: unknown): Use[] {
  if (!isObject(value)) return [];
  const { program, last, refused } = value;
  if (typeof program !== 'string' || typeof last !== 'number') return [];
  return [{ program, last, ...(refused === true ? { refused: true } : {}) }];
}
