import { isObject } from '../core/is-object.ts';
import { t } from '../core/l10n.ts';
import { memberOf, textsOf } from '../core/values.ts';
import { issuerLanguage, said } from './language.ts';

/** Tokens of Docker Hub: for images, and for its API. */
export const dockerHub = issuerLanguage({
  name: 'Docker Hub',
  who: (claims) => said(memberOf(claims['https://hub.docker.com'], 'username')),
  meanings: {
    'https://hub.docker.com': () => t('the user'),
    access: () => t('what it may do with images'),
    session_id: () => t('the session'),
    source: () => t('how the user signed in'),
    user_id: () => t('the id of the user'),
  },
  lines: (name, { access }) =>
    name === 'access' && Array.isArray(access) ? access.map(accessLine) : undefined,
});

/** `pull library/nginx; 100 pulls in 6 h` */
function accessLine(entry: unknown): string {
  const what = [
    textsOf(memberOf(entry, 'actions'))
      .map((action) => said(action))
      .join(', '),
    said(memberOf(entry, 'name')) ?? '',
  ].join(' ');
  const parameters = memberOf(entry, 'parameters');
  const [limit, seconds] = ['pull_limit', 'pull_limit_interval'].map((name) =>
    isObject(parameters) ? said(parameters[name]) : undefined,
  );
  return limit === undefined || seconds === undefined
    ? what
    : t('{0}; at most {1} pulls in {2} hours', what, limit, Number(seconds) / 3600);
}
