import { X509Certificate } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import type { FaultSwitches } from '../http/faults.ts';
import type { Recorder } from '../http/recorder.ts';
import { startServer } from '../http/server.ts';
import type { SandboxServer } from '../http/server.ts';
import type { Random } from '../random.ts';
import { selfSignedLeaf } from '../tls/authority.ts';
import type { Drp } from './context.ts';
import { ADMIN, populate } from './fixture.ts';
import { handleDrp } from './handler.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { DrpSettings } from './settings.ts';
import { World } from './world.ts';

export interface DrpOptions {
  /** Under which its requests are recorded and its faults are switched; `drp` unless told. */
  readonly name?: string;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly recorder: Recorder;
  readonly settings?: Partial<DrpSettings>;
  /** Users besides the few of the fixture. */
  readonly manyUsers: number;
  /** Fills its world; with the fixture unless told. */
  readonly populate?: (world: World) => void;
}

/** A running DRP; its world, settings and faults may be changed at any time. */
export interface DrpSandbox {
  readonly url: string;
  readonly server: SandboxServer;
  readonly faults: FaultSwitches;
  readonly world: World;
  readonly settings: DrpSettings;
  readonly user: string;
  readonly password: string;
  /** The certificate it made for itself, PEM. */
  readonly certificate: string;
  /** SHA-256 of that certificate, lower-case hex. */
  readonly fingerprint256: string;
  /** The same registry behind a certificate that nobody renewed. */
  readonly expired: {
    readonly server: SandboxServer;
    readonly url: string;
    readonly fingerprint256: string;
  };
  close(): Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;
const NAMES = ['localhost', '127.0.0.1'] as const;
/** All that the subject says (docs/registries/drp.md §1). */
const SUBJECT = 'O=Acme Co';

/** Starts a DRP with the world of the fixture on two free loopback ports. */
export async function startDrp(options: DrpOptions): Promise<DrpSandbox> {
  const { clock, recorder, name = 'drp' } = options;
  const world = new World(options.random, clock);
  if (options.populate === undefined) populate(world, options.manyUsers);
  else options.populate(world);
  const settings: DrpSettings = { ...DEFAULT_SETTINGS, ...options.settings };
  let port = 0;
  const drp: Drp = { world, settings, port: () => port };
  const handle = (request: Parameters<typeof handleDrp>[1]) => handleDrp(drp, request);
  const now = Date.now();
  const [leaf, stale] = await Promise.all([
    selfSignedLeaf(NAMES, { subject: SUBJECT, notAfter: new Date(now + 364 * DAY) }),
    selfSignedLeaf(NAMES, {
      subject: SUBJECT,
      notBefore: new Date(now - 372 * DAY),
      notAfter: new Date(now - 7 * DAY),
    }),
  ]);
  const server = await startServer({ name, leaf, recorder, clock, handle });
  port = server.port;
  const expired = await startServer({
    name: `${name}-expired`,
    leaf: stale,
    recorder,
    clock,
    handle,
  });
  return {
    url: server.url,
    server,
    faults: server.faults,
    world,
    settings,
    user: ADMIN,
    password: world.users.get(ADMIN)?.password ?? '',
    certificate: leaf.cert,
    fingerprint256: fingerprint(leaf.cert),
    expired: { server: expired, url: expired.url, fingerprint256: fingerprint(stale.cert) },
    close: async () => {
      await Promise.all([server.close(), expired.close()]);
    },
  };
}

const fingerprint = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();
