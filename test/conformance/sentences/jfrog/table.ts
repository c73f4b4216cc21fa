import { adding } from './adding.ts';
import { formerly } from './former.ts';
import { issuing } from './issuing.ts';
import { packages } from './packages.ts';
import { refreshing } from './refreshing.ts';
import { renewing } from './renewing.ts';
import { revoking } from './revoking.ts';
import { signingIn } from './signing-in.ts';
import type { JfrogScene } from './stage.ts';
import { telling } from './telling.ts';
import { verifying } from './verifying.ts';

/** Everything that JFrog's adapter says, by the answers of the server. */
export const table: readonly JfrogScene[] = [
  ...adding,
  ...signingIn,
  ...renewing,
  ...issuing,
  ...refreshing,
  ...revoking,
  ...verifying,
  ...telling,
  ...formerly,
  ...packages,
];
