import type { FormValues } from '../../../src/registries/contract/form.ts';
import type { Connection } from '../../../src/registries/contract/connection.ts';
import type { Item } from '../../../src/registries/contract/item.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { FaultSwitches } from '../../sandbox/http/faults.ts';
import type { KubeSettings } from '../../sandbox/kube/settings.ts';

/** How one action is tried. */
export interface Trial {
  /** What a person would enter. */
  readonly values?: FormValues;
  /** Which of the rows it is tried on; the first that can when absent. */
  readonly row?: (item: Item) => boolean;
  /** An action that must have been done before, since there is no such row without it. */
  readonly after?: string;
}

/** A registry's double in its first state, and an account on it. */
export interface Rig extends AsyncDisposable {
  readonly connection: Connection;
  /** For every action of the kind that needs something said. */
  readonly trials: Readonly<Record<string, Trial>>;
  /** Whether a command in a pod changes something; for kinds that run such. */
  readonly changes?: (argv: readonly string[]) => boolean;
  /** Keeps what an action gave, as the UI does. */
  readonly keep?: (outcome: Outcome) => Promise<void>;
  /** What can be made to go wrong at the double; nothing with the depot's. */
  readonly faults?: FaultSwitches;
  /** How the double ends commands, where it runs such. */
  readonly commands?: Pick<KubeSettings, 'ending' | 'exitCode'>;
  /** Every secret that the double and the account know by now. */
  readonly secrets: () => Iterable<string | undefined>;
}

/** Makes a rig anew: what is done to one is not seen in another. */
export type StartRig = () => Promise<Rig>;
