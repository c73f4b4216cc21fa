import { t } from '../core/l10n.ts';
import type { Language, Note, Remark } from './language.ts';
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
      case 'extensions':
        return {
          severity: 'error',
          message,
          advice: t('What is shown here may not be what the token means to its server.'),
        };
      case 'algorithm':
        return {
          severity: 'warning',
          message,
          advice: t('Most programs refuse such a token; names are compared letter by letter.'),
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
  note: (about) => notes[about](),
};

const info = (message: string, advice: string): Remark => ({ severity: 'info', message, advice });

const error = (message: string, advice: string): Remark => ({ severity: 'error', message, advice });

const notes: Readonly<Record<Note, () => Remark>> = {
  'alg-none': () =>
    error(
      t('The token is not signed (“alg” is “none”): anybody can write such a token.'),
      t('Believe nothing it says. A server that accepts it has a serious fault.'),
    ),
  unsigned: () =>
    error(
      t('The signature is missing.'),
      t('It may have been cut off when the token was copied: copy it again in full.'),
    ),
  detached: () =>
    info(
      t('The content is not in the token: it travels apart, or it was lost.'),
      t('Verify Signature takes the content from a file, the editor or the clipboard.'),
    ),
  encrypted: () =>
    info(
      t('The token is encrypted (JWE): only its header can be read without the key.'),
      t('Decrypt it with a key that you have, or ask the server that issued it.'),
    ),
  login: () =>
    info(
      t('It is a user and a password in base64, as HTTP sends them (Basic).'),
      t('Base64 hides nothing: whoever has the text has the password.'),
    ),
  test: () =>
    info(
      t('The token names a throw-away key, as this extension makes them for test tokens.'),
      t('No server should accept it, other than one that was given its public key.'),
    ),
};
