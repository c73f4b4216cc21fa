import { t } from '../core/l10n.ts';
import type { DisclosureProblem } from './problem.ts';

/** Says a problem of so many disclosures in a sentence. */
export function disclosureText(code: DisclosureProblem['code'], count: number): string {
  switch (code) {
    case 'disclosure-unsigned':
      return t(
        'Disclosures that are not signed, as the token has no digest of them: {0}. Believe nothing they say.',
        count,
      );
    case 'disclosure-form':
      return t(
        'Disclosures that cannot be read, or are of another form than is signed: {0}.',
        count,
      );
    case 'disclosure-taken':
      return t('Disclosures that name a claim which the token has already: {0}.', count);
    case 'digest-algorithm':
      return t(
        'The digests are made in a way that is not known here (“_sd_alg”): none was checked.',
      );
    case 'digest-twice':
      return t('Digests that stand in the token more than once, which is not allowed: {0}.', count);
    case 'binding-form':
      return t(
        'What follows the disclosures is not a proof of key binding (“typ” is not “kb+jwt”).',
      );
    case 'binding-hash':
      return t('The key binding was made for other disclosures than these (“sd_hash”).');
  }
}
