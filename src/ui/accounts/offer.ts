import type { TlsTrust } from '../../core/account.ts';
import type { FormValues } from '../../registries/contract/form.ts';

/** An account that a file offers. Its values go through the adapter like those of the wizard. */
export interface Offer {
  readonly kind: string;
  readonly label: string;
  readonly url: string;
  readonly tls: TlsTrust | undefined;
  /** The adapter's own values: address and choices in plain text, the sign-in as secrets. */
  readonly values: FormValues;
  readonly hasSignIn: boolean;
  /** See `FoundAccount.hasSteps`. */
  readonly hasSteps?: boolean;
  /** Where it stands: the accounts file, or what another tool is set up with. */
  readonly source: string;
  /** What would be used, without secrets, when a person cannot know it from the source. */
  readonly preview: readonly string[];
}
