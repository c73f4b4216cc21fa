import { t } from '../../core/l10n.ts';
import type { PlaceKind } from './place.ts';

/** The clipboard, and wherever the person pasted it. Fact: `form`, when it was copied as one. */
export const copied: PlaceKind = {
  id: 'copied',
  single: false,
  describe: ({ form }, when) =>
    form === undefined ? t('copied {0}', when) : t('copied as {0} {1}', form, when),
};
