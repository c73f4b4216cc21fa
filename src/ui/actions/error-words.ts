import type { ErrorCode, Repair } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';

/** An error in two or three words, for a row of the tree. */
export function errorTitle(code: ErrorCode): string {
  switch (code) {
    case 'not-authorized':
      return t('Not signed in');
    case 'sign-in-expired':
      return t('Sign-in expired');
    case 'sign-in-missing':
      return t('Sign-in missing');
    case 'forbidden':
      return t('Not permitted');
    case 'not-found':
      return t('Not found');
    case 'conflict':
      return t('Conflict');
    case 'read-only':
      return t('Read-only');
    case 'rate-limited':
      return t('Too many requests');
    case 'tls':
      return t('Certificate not trusted');
    case 'proxy':
      return t('Proxy failed');
    case 'unreachable':
      return t('Not reachable');
    case 'timeout':
      return t('No answer');
    case 'lost-answer':
      return t('Answer lost');
    case 'protocol':
      return t('Answer not understood');
    case 'server':
      return t('Server error');
    case 'invalid-input':
      return t('Not possible');
    case 'plain-http':
      return t('Not encrypted');
    case 'unsupported':
      return t('Not available');
    case 'cancelled':
      return t('Cancelled');
  }
}

/** The words of the button that offers a repair. */
export function repairLabel(repair: Repair): string {
  switch (repair) {
    case 'sign-in':
      return t('Sign In Again');
    case 'trust-certificate':
      return t('Review Certificate');
    case 'edit-account':
      return t('Edit Account');
    case 'retry':
      return t('Try Again');
    case 'look':
      return t('Check Now');
    case 'go-back':
      return t('Go Back');
  }
}
