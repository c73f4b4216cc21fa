import { t } from '../../../core/l10n.ts';

/** Where Quay makes API tokens. */
export const howToGetOne = (): string =>
  t('Make an API token in Quay: an organization → Applications → an application → Generate Token.');
