import { t } from '../../../core/l10n.ts';
import { day } from '../../shared/details.ts';

/** The last use, for sorting, of what was never used: longer ago than any. */
export const neverUsed = 0;

/** What a row says of the last use, which the question before several are revoked repeats. */
export const lastUseWords = (lastUsedAt: number | undefined): string =>
  lastUsedAt === undefined ? t('no use recorded') : t('used {0}', day(lastUsedAt));
