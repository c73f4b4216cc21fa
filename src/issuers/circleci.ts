import { t } from '../core/l10n.ts';
import { issuerLanguage } from './language.ts';

/** Tokens of CI jobs. */
export const circleci = issuerLanguage({
  name: 'CircleCI',
  meanings: {
    'oidc.circleci.com/context-ids': () => t('the contexts that the job uses'),
    'oidc.circleci.com/project-id': () => t('the project'),
    'oidc.circleci.com/vcs-origin': () => t('the repository'),
    'oidc.circleci.com/vcs-ref': () => t('the branch or tag of the job'),
    'oidc.circleci.com/ssh-rerun': () => t('whether the job was run again with SSH'),
  },
});
