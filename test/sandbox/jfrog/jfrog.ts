import type { SandboxClock } from '../clock.ts';
import type { FaultSwitches } from '../http/faults.ts';
import type { Recorder } from '../http/recorder.ts';
import { startServer } from '../http/server.ts';
import type { SandboxServer } from '../http/server.ts';
import type { Random } from '../random.ts';
import type { Leaf } from '../tls/authority.ts';
import type { Jfrog } from './context.ts';
import { addManyTokens, populate } from './fixture.ts';
import type { FixtureTokens } from './fixture.ts';
import { handleJfrog } from './handler.ts';
import { RootKey } from './keys.ts';
import { DEFAULT_SETTINGS, isLegacy } from './settings.ts';
import type { JfrogSettings } from './settings.ts';
import { World } from './world.ts';

export interface JfrogOptions {
  readonly leaf: Leaf;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly settings?: Partial<JfrogSettings>;
  /** Path before the services, e.g. `/corp/jfrog`. */
  readonly contextPath?: string;
  /** Users with many tokens, by name. */
  readonly manyTokens?: Readonly<Record<string, number>>;
}

/** A running JFrog platform; its world, settings and faults may be changed at any time. */
export interface JfrogSandbox {
  /** Platform URL, without a trailing slash. */
  readonly url: string;
  /** Host and port. */
  readonly host: string;
  readonly port: number;
  readonly server: SandboxServer;
  readonly faults: FaultSwitches;
  readonly world: World;
  readonly settings: JfrogSettings;
  readonly key: RootKey;
  readonly tokens: FixtureTokens;
  close(): Promise<void>;
}

/** Starts a JFrog with the world of docs/registries/jfrog.md §7 on a free loopback port. */
export async function startJfrog(options: JfrogOptions): Promise<JfrogSandbox> {
  const { clock, random, contextPath = '' } = options;
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const key = await RootKey.create('jfac@01hq7t5kfz3m9w2xbn8cvd4e6r');
  const world = new World(random, clock, key, settings);
  const tokens = populate(world, isLegacy(settings));
  for (const [name, count] of Object.entries(options.manyTokens ?? {})) {
    if (!world.users.has(name)) world.addUser(name);
    addManyTokens(world, name, count);
  }
  const server = await startServer({
    name: 'jfrog',
    leaf: options.leaf,
    recorder: options.recorder,
    clock,
    handle: (request) => handleJfrog(jfrog, request),
  });
  const host = `127.0.0.1:${server.port}`;
  const platform = `${server.url}${contextPath}`;
  const jfrog: Jfrog = { platform, host, key, world, settings };
  return {
    url: platform,
    host,
    port: server.port,
    server,
    faults: server.faults,
    world,
    settings,
    key,
    tokens,
    close: () => server.close(),
  };
}
