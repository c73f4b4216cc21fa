import type { SandboxRequest } from '../http/message.ts';
import type { RootKey } from './keys.ts';
import type { JfrogSettings } from './settings.ts';
import type { World } from './world.ts';

/** What the routes of one JFrog work with. */
export interface Jfrog {
  /** Origin and context path: the platform's URL. */
  readonly platform: string;
  /** Host and port, the `service` of Docker's challenge. */
  readonly host: string;
  readonly key: RootKey;
  readonly world: World;
  readonly settings: JfrogSettings;
}

export interface Call {
  readonly jfrog: Jfrog;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
}
