import { t } from '../../../core/l10n.ts';

/** The part of a subject of GitHub that names its repository, with ids or without. */
const repository = /^repo:([^@/:]+)(?:@\d+)?\/([^@/:]+)(?:@\d+)?(?=:)/;

/**
 * Why a claim is not the same as one that is trusted, though it looks alike: they are compared byte
 * by byte (docs/registries/quay.md §2.3). `undefined` where none looks alike.
 */
export function whyNot(trusted: readonly string[], told: string): string | undefined {
  for (const one of trusted) {
    if (withoutSlash(one) === withoutSlash(told)) return t('Only the slash at its end differs.');
    if (one.toLowerCase() === told.toLowerCase())
      return t('It trusts {0}: upper and lower case matter.', one);
    if (withoutIds(one) === withoutIds(told)) {
      return t('It trusts {0}, which has different GitHub ids, or none.', one);
    }
  }
  const near = trusted.find((one) => owner(one) === owner(told));
  return near === undefined ? undefined : t('It trusts {0}.', near);
}

const withoutSlash = (text: string): string => text.replace(/\/$/, '');
const withoutIds = (subject: string): string => subject.replace(repository, 'repo:$1/$2');
/** What a subject of a forge begins with: whose it is. */
const owner = (subject: string): string => withoutIds(subject).split(':', 2).join(':');
