import type { SandboxClock } from '../clock.ts';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { RouteKey } from '../http/router.ts';
import type { ServiceKeys } from './keys.ts';
import type { Caller } from './rights.ts';
import type { Sessions } from './sessions.ts';
import type { QuaySettings } from './settings.ts';
import type { World } from './world.ts';

/** Everything a handler of the sandbox's Quay works with. */
export interface Quay {
  /** `SERVER_HOSTNAME`: host and port that really listen. */
  readonly hostname: string;
  readonly origin: string;
  readonly world: World;
  readonly settings: QuaySettings;
  readonly clock: SandboxClock;
  readonly keys: ServiceKeys;
  readonly sessions: Sessions;
  /** CA (PEM) that the registry trusts when it looks up an OIDC issuer. */
  readonly trustedCa: string;
}

/** A request to `/api/v1` that passed the filters of docs/registries/quay.md §1.1. */
export interface ApiCall {
  readonly quay: Quay;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
}

/** A route of the REST API. */
export interface ApiRoute extends RouteKey {
  /** Operation id in the discovery document. */
  readonly operation: string;
  /** Scope that discovery names for it. */
  readonly scope?: string;
  /** First release that has it. */
  readonly since?: string;
  /** Whether the server's settings register it. */
  readonly when?: (settings: QuaySettings) => boolean;
  /** Hidden from discovery. */
  readonly internal?: boolean;
  readonly handle: (call: ApiCall) => Reply | Promise<Reply>;
}
