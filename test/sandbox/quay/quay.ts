import type { SandboxClock } from '../clock.ts';
import type { FaultSwitches } from '../http/faults.ts';
import type { Recorder } from '../http/recorder.ts';
import { startServer } from '../http/server.ts';
import type { SandboxServer } from '../http/server.ts';
import type { Random } from '../random.ts';
import type { Leaf } from '../tls/authority.ts';
import { addBigOrganization } from './bigOrganization.ts';
import type { Quay } from './context.ts';
import { populate } from './fixture.ts';
import type { FixtureTokens } from './fixture.ts';
import { handleQuay } from './handler.ts';
import { ServiceKeys } from './keys.ts';
import { Passwords } from './passwords.ts';
import { Sessions } from './sessions.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { QuaySettings } from './settings.ts';
import { World } from './world.ts';

export interface QuayOptions {
  readonly leaf: Leaf;
  /** CA (PEM) that signed the leaves of the sandbox, for OIDC discovery. */
  readonly trustedCa: string;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly settings?: Partial<QuaySettings>;
  /** Organizations of dana by name, with their number of robots. */
  readonly bigOrganizations: Readonly<Record<string, number>>;
}

/** A running Quay; its world, settings and faults may be changed at any time. */
export interface QuaySandbox {
  readonly url: string;
  readonly port: number;
  /** `SERVER_HOSTNAME`, also the `service` of its challenge. */
  readonly hostname: string;
  readonly server: SandboxServer;
  readonly faults: FaultSwitches;
  readonly world: World;
  readonly settings: QuaySettings;
  readonly keys: ServiceKeys;
  readonly tokens: FixtureTokens;
  close(): Promise<void>;
}

/** Starts a Quay with the world of docs/registries/quay.md §6 on a free loopback port. */
export async function startQuay(options: QuayOptions): Promise<QuaySandbox> {
  const { clock, random } = options;
  const world = new World(random, clock);
  const tokens = populate(world);
  for (const [name, count] of Object.entries(options.bigOrganizations)) {
    addBigOrganization(world, name, count);
  }
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const keys = await ServiceKeys.create(clock);
  const sessions = new Sessions(random, clock);
  const server = await startServer({
    name: 'quay',
    leaf: options.leaf,
    recorder: options.recorder,
    clock,
    handle: (request) => handleQuay(quay, request),
  });
  const hostname = `127.0.0.1:${server.port}`;
  const quay: Quay = {
    get hostname() {
      return settings.serverHostname ?? hostname;
    },
    origin: server.url,
    world,
    settings,
    clock,
    keys,
    sessions,
    passwords: new Passwords(clock),
    trustedCa: options.trustedCa,
  };
  return {
    url: server.url,
    port: server.port,
    hostname,
    server,
    faults: server.faults,
    world,
    settings,
    keys,
    tokens,
    close: () => server.close(),
  };
}
