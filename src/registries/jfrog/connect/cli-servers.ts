import { join } from 'node:path';
import { isObject } from '../../../core/is-object.ts';
import { Secret } from '../../../core/secret.ts';
import type { Machine } from '../../contract/machine.ts';
import { cliFiles, cliHome } from './traces.ts';

/** One server of the CLI's configuration (docs/registries/jfrog.md §9). */
export interface CliServer {
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly user: string | undefined;
  readonly token: string | undefined;
  readonly password: string | undefined;
  /** What the CLI renews its tokens with: each is good once, for whoever comes first. */
  readonly refreshTokens: readonly Secret[];
}

/** The configuration of the CLI on this machine. */
export interface CliConfiguration {
  /** The file as a person names it. */
  readonly file: string;
  /** With a master key, the CLI encrypts what is secret; addresses and names stay readable. */
  readonly isEncrypted: boolean;
  readonly servers: readonly CliServer[];
}

/** Reads the configuration of the CLI in its newest form; `undefined` where there is none. */
export async function readCli({ variables, read }: Machine): Promise<CliConfiguration | undefined> {
  const home = textOf(variables[cliHome]);
  for (const name of cliFiles) {
    const path = join(home ?? '.jfrog', name);
    const config = parse(await read(path));
    if (!isObject(config)) continue;
    const { servers } = config;
    return {
      file: home === undefined ? `~/${path}` : path,
      isEncrypted: config['enc'] === true,
      servers: Array.isArray(servers) ? servers.filter(isObject).map(serverOf) : [],
    };
  }
  return undefined;
}

const serverOf = (server: Readonly<Record<string, unknown>>): CliServer => ({
  name: textOf(server['serverId']),
  address: textOf(server['url']) ?? textOf(server['artifactoryUrl']),
  user: textOf(server['user']),
  token: textOf(server['accessToken']),
  password: textOf(server['password']),
  refreshTokens: [textOf(server['refreshToken']), textOf(server['artifactoryRefreshToken'])]
    .filter((text) => text !== undefined)
    .map((text) => new Secret(text)),
});

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: nothing to offer. The parser's own message would quote the text.
    return undefined;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
