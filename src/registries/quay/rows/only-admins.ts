import { t } from '../../../core/l10n.ts';

/** Why nothing but listing is possible in an organization. */
export const onlyAdmins = (organization: string): string =>
  t(
    'Only an admin of {0} whose API token has the scope {1} may read or change its robots.',
    organization,
    'org:admin',
  );
