import { apiTokens } from './api-tokens.ts';
import { appTokens } from './app-tokens.ts';
import { defaults } from './defaults.ts';
import { issuers } from './issuers.ts';
import { keyless } from './keyless.ts';
import { permissions } from './permissions.ts';
import { rotation } from './rotation.ts';
import { robots } from './robots.ts';
import { signingIn } from './signing-in.ts';
import { superUsers } from './super-users.ts';
import type { QuayScene } from './stage.ts';
import { teams } from './teams.ts';
import { verifying } from './verifying.ts';

/** Everything that Quay's adapter says, by the answers of the server. */
export const table: readonly QuayScene[] = [
  ...signingIn,
  ...robots,
  ...permissions,
  ...appTokens,
  ...apiTokens,
  ...issuers,
  ...keyless,
  ...teams,
  ...defaults,
  ...superUsers,
  ...rotation,
  ...verifying,
];
