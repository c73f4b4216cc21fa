import { t } from '../core/l10n.ts';
import type { Language } from './languages.ts';
import { problemText } from './problem-text.ts';

/** What is to be said of a token that differs from what it should be. */
export const formLanguage: Language = {
  remark: (problem, severity) => ({
    severity,
    message: problemText(problem),
    advice:
      severity === 'error'
        ? t('Copy the token again in full; a part may be missing or changed.')
        : t('Servers may refuse the token, or read it in another way than is shown here.'),
  }),
};
