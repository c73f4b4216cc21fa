import type { SandboxClock } from '../clock.ts';
import type { Reply, SandboxRequest } from '../http/message.ts';
import type { RouteKey } from '../http/router.ts';
import type { ServiceKeys } from './keys.ts';
import type { Passwords } from './passwords.ts';
import type { Caller } from './rights.ts';
import type { Sessions } from './sessions.ts';
import type { Schema } from './schema/validate.ts';
import type { QuaySettings } from './settings.ts';
import type { World } from './world.ts';

/** Everything a handler of the sandbox's Quay works with. */
export interface Quay {
  /** `SERVER_HOSTNAME`: host and port that really listen, unless the settings name others. */
  readonly hostname: string;
  readonly origin: string;
  readonly world: World;
  readonly settings: QuaySettings;
  readonly clock: SandboxClock;
  readonly keys: ServiceKeys;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
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

/** A parameter of the query, as discovery tells of it. */
export interface QueryParameter {
  readonly name: string;
  readonly about: string;
  readonly type: 'string' | 'boolean' | 'integer';
}

/** What all methods of a path have in common in Quay's code and in its discovery document. */
export interface ApiResource {
  /** Module and class, e.g. `robot.OrgRobotList`. */
  readonly resource: string;
  readonly path: string;
  /** What stands for the `{…}` of the path, in discovery's order. */
  readonly pathParameters?: readonly (readonly [name: string, about: string])[];
  /** First release that has it. */
  readonly since?: string;
  /** Whether the server's settings register it. */
  readonly when?: (settings: QuaySettings) => boolean;
  /** Hidden from discovery. */
  readonly internal?: boolean;
}

/** A route of the REST API. */
export interface ApiRoute extends RouteKey, ApiResource {
  /** Operation id in the discovery document. */
  readonly operation: string;
  readonly about: string;
  /** Scope that discovery names for it. */
  readonly scope?: string;
  readonly query?: readonly QueryParameter[];
  /** Name and schema of the body. */
  readonly body?: readonly [name: string, schema: Schema];
  readonly handle: (call: ApiCall) => Reply | Promise<Reply>;
}
