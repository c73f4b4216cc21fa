import { t } from '../../../core/l10n.ts';

/** Why nothing but listing is possible in an organization. */
export const onlyAdmins = (organization: string): string =>
  t(
    'Only an admin of {0} whose API token has the scope {1} may read or change its robots.',
    organization,
    'org:admin',
  );

/** Why the default permissions of an organization cannot be changed. */
export const onlyAdminsSetDefaults = (organization: string): string =>
  t(
    'Only an admin of {0} whose API token has the scope {1} may change its default permissions.',
    organization,
    'org:admin',
  );
