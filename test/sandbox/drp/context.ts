import type { SandboxRequest } from '../http/message.ts';
import type { Caller } from './auth.ts';
import type { DrpSettings } from './settings.ts';
import { isSince } from './version.ts';
import type { World } from './world.ts';

/** What handlers work with. */
export interface Drp {
  readonly world: World;
  readonly settings: DrpSettings;
  /** Port it listens on, told by `/info`. */
  readonly port: () => number;
}

/** One authenticated request of the API. */
export interface Call {
  readonly drp: Drp;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly caller: Caller;
}

/** Whether the server is of a release, as `3.9`, or newer. */
export const since = ({ settings }: Drp, release: string): boolean =>
  isSince(settings.version, release);
