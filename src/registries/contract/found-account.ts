import type { FormValues } from './form.ts';
import type { Detail } from './item.ts';

/** Where an adapter would look, so that it need not be loaded when there is nothing. */
export interface Traces {
  readonly variables: readonly string[];
  /** Names of files in the home directory. */
  readonly homeFiles: readonly string[];
}

/** An account that another tool is set up with. Nothing of it is kept before the person says yes. */
export interface FoundAccount {
  /** Where it stands: a file, variables. */
  readonly source: string;
  readonly label: string;
  /** The answers of Add Account as far as they are there; the sign-in as secrets. */
  readonly values: FormValues;
  /** What would be used and where it comes from, without any secret. */
  readonly preview: readonly Detail[];
  readonly hasSignIn: boolean;
  /**
   * Steps of Add Account remain before the account signs in for good: a password to exchange, a
   * question about the sign-in.
   */
  readonly hasSteps?: boolean;
}
