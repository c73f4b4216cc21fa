import { t } from '../core/l10n.ts';
import { issuerLanguage, said } from './language.ts';

/** Identity documents of workloads (JWT-SVID). */
export const spiffe = issuerLanguage({
  name: 'SPIFFE',
  who: ({ sub }) => {
    const [, domain, path] = /^spiffe:\/\/([^/]+)\/(.+)$/.exec(String(said(sub))) ?? [];
    return domain === undefined || path === undefined
      ? undefined
      : t('the workload {0} of {1}', path, domain);
  },
  meanings: { sub: () => t('the workload') },
});
