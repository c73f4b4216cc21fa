import { Memoized } from '../../core/concurrency/memoize.ts';
import { systemTimer, type Timer } from '../../core/concurrency/timer.ts';
import type { Connection } from '../contract/connection.ts';
import { JfrogApi } from './client/api.ts';
import { DirectoryClient } from './client/directory-client.ts';
import { askFacts, type Facts } from './client/facts.ts';
import { LegacyTokensClient } from './client/legacy-tokens-client.ts';
import { PlatformClient } from './client/platform-client.ts';
import { TokensClient } from './client/tokens-client.ts';
import { renewingConnection } from './connect/sign-in-renewal.ts';
import type { Generation } from './generations/generation.ts';
import { legacyGeneration } from './generations/legacy.ts';
import { scopedGeneration } from './generations/scoped.ts';
import type { JfrogPorts } from './ports.ts';

/** What rows and actions of one account work with. */
export interface JfrogContext extends JfrogPorts {
  /** Who lists, makes and revokes tokens; which of the two it is, the facts tell. */
  readonly generations: Readonly<Record<Facts['generation'], Generation>>;
  readonly platform: PlatformClient;
  /** Asked once, and again when the account's row is refreshed. */
  readonly facts: Memoized<Facts>;
  readonly timer: Timer;
}

/** The token API that serves the account. */
export const generationOf = ({ generations }: JfrogContext, facts: Facts): Generation =>
  generations[facts.generation];

export function jfrogContext(given: Connection, timer: Timer = systemTimer): JfrogContext {
  const connection = renewingConnection(given, timer);
  const api = new JfrogApi(connection, timer);
  const tokens = new TokensClient(api);
  const platform = new PlatformClient(api);
  return {
    connection,
    api,
    generations: {
      scoped: scopedGeneration(tokens),
      legacy: legacyGeneration(new LegacyTokensClient(api)),
    },
    directory: new DirectoryClient(api),
    platform,
    timer,
    facts: new Memoized((signal) => askFacts(connection, tokens, platform, signal)),
  };
}
