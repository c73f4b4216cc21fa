import { t } from '../core/l10n.ts';
import type { OpaqueShape } from './opaque.ts';

/** What a token is by its form alone, in a phrase that can begin a sentence. */
export function opaqueText(shape: OpaqueShape | undefined): string {
  switch (shape) {
    case 'quay-robot':
      return t('An opaque token, in form a robot’s token of Quay');
    case 'quay-app':
      return t('An opaque token, in form an app token of Quay');
    case 'quay-api':
      return t('An opaque token, in form an API token of Quay');
    case 'jfrog-reference':
      return t('A reference token of JFrog');
    case 'jfrog-api-key':
      return t('An API key of JFrog');
    case 'uuid':
      return t('An opaque token, in form a UUID, as refresh tokens of JFrog are');
    case 'drp':
      return t('An encrypted token, in form one of Digital Rebar');
    case undefined:
      return t('An opaque token');
  }
}
