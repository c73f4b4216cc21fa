import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import type { SandboxClock } from './clock.ts';
import { startControl } from './http/control.ts';
import { Recorder } from './http/recorder.ts';
import { html } from './http/reply.ts';
import { startServer } from './http/server.ts';
import type { SandboxServer } from './http/server.ts';
import { startJfrog } from './jfrog/jfrog.ts';
import type { JfrogOptions, JfrogSandbox } from './jfrog/jfrog.ts';
import { startDrp } from './drp/drp.ts';
import type { DrpSandbox } from './drp/drp.ts';
import type { DrpSettings } from './drp/settings.ts';
import { startOidc } from './oidc.ts';
import type { OidcIssuer } from './oidc.ts';
import { startProxy } from './proxy.ts';
import type { ProxyOptions, ProxySandbox } from './proxy.ts';
import { startQuay } from './quay/quay.ts';
import type { QuaySandbox } from './quay/quay.ts';
import type { QuaySettings } from './quay/settings.ts';
import { Random } from './random.ts';
import { startRok } from './rok/rok.ts';
import type { RokSandbox } from './rok/rok.ts';
import { Authority, SANDBOX_NAMES } from './tls/authority.ts';

/** Robot that is federated with the sandbox's OIDC issuer. */
export const FEDERATED_ROBOT = 'acme-platform+ci';
/** Subject under which the issuer's tokens stand for that robot. */
export const FEDERATED_SUBJECT = 'repo:acme/sandbox:ref:refs/heads/main';
/** A host name that only the sandbox's proxy can resolve: the Quay. */
export const PROXIED_HOST = 'quay.sandbox.test';

export interface SandboxOptions {
  /** Time of the registries; the machine's unless told. */
  readonly clock?: SandboxClock;
  /** Makes invented secrets repeat; keys and certificates are new at every start. */
  readonly seed?: string;
  /** Organizations of dana with many robots; one of 1 000 unless told. */
  readonly bigOrganizations?: Readonly<Record<string, number>>;
  readonly quay?: Partial<QuaySettings>;
  readonly drp?: Partial<DrpSettings>;
  readonly drp4?: Partial<DrpSettings>;
  /** Users of each DRP besides the few of its fixture; 2 000 unless told. */
  readonly manyDrpUsers?: number;
  readonly jfrog?: Pick<JfrogOptions, 'settings' | 'contextPath' | 'manyTokens'>;
  readonly proxy?: Pick<ProxyOptions, 'credentials'>;
}

/** All sandbox registries and what they need, running in this process. */
export interface Sandbox {
  /** Temporary directory, mode 0700, removed by `close()`. */
  readonly directory: string;
  /** File of the CA certificate, PEM. */
  readonly ca: string;
  readonly authority: Authority;
  readonly clock: SandboxClock;
  readonly recorder: Recorder;
  /** URL of the control endpoint. */
  readonly control: string;
  readonly quay: QuaySandbox;
  /** Of 3.13.3, as servers were seen that everybody can build. */
  readonly drp: DrpSandbox;
  /** Of v4, which is closed: as its pages say. */
  readonly drp4: DrpSandbox;
  readonly jfrog: JfrogSandbox;
  readonly rok: RokSandbox;
  /** PEM file with the certificate of Quay's signing key, for Docker's registry. */
  readonly rootCertBundle: string;
  readonly oidc: OidcIssuer;
  readonly proxy: ProxySandbox;
  /** Another origin with the same CA, where redirects of faults lead. */
  readonly elsewhere: SandboxServer;
  close(): Promise<void>;
}

/**
 * Starts the sandbox on free ports of 127.0.0.1. Whoever starts it closes it; requests that are
 * still held by a fault are let go then. When a part fails to start, the others are closed.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(closers.map((closer) => closer()));
  };
  try {
    return { ...(await startParts(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  options: SandboxOptions,
  closers: (() => Promise<void>)[],
): Promise<Omit<Sandbox, 'close'>> {
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    closers.push(() => part.close());
    return part;
  };
  const clock = options.clock ?? systemClock();
  const recorder = new Recorder();
  const authority = await Authority.create('Registry Tokens sandbox CA');
  const issued = await authority.issue({ names: SANDBOX_NAMES });
  // With its authority behind it, as many servers send it: people can then choose to trust that.
  const leaf = { ...issued, cert: issued.cert + authority.pem };
  const common = { leaf, clock, recorder };

  const quay = keep(
    await startQuay({
      ...common,
      random: new Random(options.seed),
      trustedCa: authority.pem,
      bigOrganizations: options.bigOrganizations ?? { 'big-org': 1_000 },
      ...(options.quay === undefined ? {} : { settings: options.quay }),
    }),
  );
  const jfrog = keep(
    await startJfrog({ ...common, random: new Random(options.seed), ...options.jfrog }),
  );
  const drp = keep(
    await startDrp({
      clock,
      recorder,
      random: new Random(options.seed),
      manyUsers: options.manyDrpUsers ?? 2_000,
      ...(options.drp === undefined ? {} : { settings: options.drp }),
    }),
  );
  const drp4 = keep(
    await startDrp({
      name: 'drp4',
      clock,
      recorder,
      random: new Random(options.seed),
      manyUsers: options.manyDrpUsers ?? 2_000,
      settings: { version: '4.11.5', ...options.drp4 },
    }),
  );
  const directory = await mkdtemp(join(tmpdir(), 'registry-tokens-sandbox-'));
  closers.push(() => rm(directory, { recursive: true, force: true }));
  const rok = keep(
    await startRok({ ...common, authority, random: new Random(options.seed), directory }),
  );
  const oidc = keep(await startOidc(common));
  const elsewhere = keep(
    await startServer({
      ...common,
      name: 'elsewhere',
      handle: () => html(200, 'Another origin'),
    }),
  );
  federate(quay, oidc);
  quay.faults.redirectTo = `${elsewhere.url}/`;
  drp.faults.redirectTo = `${elsewhere.url}/`;
  drp4.faults.redirectTo = `${elsewhere.url}/`;
  jfrog.faults.redirectTo = `${elsewhere.url}/`;
  const hosts = { [PROXIED_HOST]: quay.port };
  const proxy = keep(await startProxy({ ...options.proxy, hosts }));
  const control = keep(
    await startControl({
      servers: [
        quay.server,
        drp.server,
        drp.expired.server,
        drp4.server,
        drp4.expired.server,
        jfrog.server,
        oidc.server,
        rok.registry,
        rok.kube,
        elsewhere,
      ],
      clock,
      recorder,
      settings: {
        quay: quay.settings,
        drp: drp.settings,
        drp4: drp4.settings,
        jfrog: jfrog.settings,
        rok: rok.settings,
        kube: rok.kube.settings,
      },
    }),
  );

  const ca = join(directory, 'ca.pem');
  const rootCertBundle = join(directory, 'quay-signing.pem');
  await writeFile(ca, authority.pem, { mode: 0o600 });
  await writeFile(rootCertBundle, quay.keys.current.pem, { mode: 0o600 });

  return {
    directory,
    ca,
    authority,
    clock,
    recorder,
    control: control.url,
    quay,
    drp,
    drp4,
    jfrog,
    rok,
    rootCertBundle,
    oidc,
    proxy,
    elsewhere,
  };
}

function federate(quay: QuaySandbox, oidc: OidcIssuer): void {
  const robot = quay.world.robots.get(FEDERATED_ROBOT);
  if (robot === undefined) {
    throw new Error(`the fixture has no ${FEDERATED_ROBOT}`);
  }
  robot.federation = [...robot.federation, { issuer: oidc.issuer, subject: FEDERATED_SUBJECT }];
}
