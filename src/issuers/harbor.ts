import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens for images. */
export const harbor = issuerLanguage({
  name: 'Harbor',
  who: ({ sub }) => {
    const name = said(sub);
    return name?.startsWith('robot$') === true ? t('robot {0}', name.slice(6)) : name;
  },
  meanings: { access: () => t('what it may do with images') },
});
