import { t } from '../core/l10n.ts';
import type { Language } from './languages.ts';
import { problemText } from './problem-text.ts';

/** What is to be said of a token that differs from what it should be. */
export const formLanguage: Language = {
  remark: (problem, severity) => {
    const message = problemText(problem);
    switch (problem.code) {
      case 'base64':
      case 'login':
        return {
          severity: 'info',
          message,
          advice: t('Base64 hides nothing: whoever has the text has the token.'),
        };
      default:
        return {
          severity,
          message,
          advice:
            severity === 'error'
              ? t('Copy the token again in full; a part may be missing or changed.')
              : t('Servers may refuse the token, or read it in another way than is shown here.'),
        };
    }
  },
};
