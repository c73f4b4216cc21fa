import { t } from '../../core/l10n.ts';
import type { Decoded } from '../../jwt/decoded.ts';
import { isSigned } from '../../jwt/decoded.ts';
import type { Finding } from '../../jwt/findings.ts';
import type { SignatureCheck } from '../../jwt/verify.ts';
import type { SignatureView } from './protocol.ts';

/** How far the check of a signature has come. */
export type Verification =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'done';
      readonly check: SignatureCheck;
      /** What was looked at besides, as it is at an instant. */
      readonly findings: (now: number) => readonly Finding[];
      /** How far the clock of the keys' server is ahead of ours, in milliseconds. */
      readonly skew: number | undefined;
    };

/** What is known of the signature; nothing is for tokens that have none by their nature. */
export function signatureView(
  decoded: Decoded,
  verification: Verification,
  now: number,
): SignatureView | null {
  if (!isSigned(decoded)) return null;
  const busy = verification.kind === 'busy';
  const title = t('Signature');
  if (verification.kind !== 'done') {
    const headline =
      decoded.signatureBytes === 0
        ? t('There is none: anybody can have written what is shown.')
        : t('Not checked: what is shown is what the token says of itself.');
    return {
      title,
      state: decoded.signatureBytes === 0 ? 'failed' : 'open',
      headline: busy ? t('Checking…') : headline,
      findings: [],
      busy,
    };
  }
  const { check, findings } = verification;
  return {
    title,
    ...verdict(check),
    findings: findings(now).map((finding) => ({
      ...finding,
      name: outcomeName(finding.outcome),
    })),
    busy,
  };
}

function verdict(check: SignatureCheck): Pick<SignatureView, 'state' | 'headline'> {
  switch (check.state) {
    case 'valid':
      return { state: 'passed', headline: t('Valid') };
    case 'invalid':
      return { state: 'failed', headline: t('Invalid') };
    case 'unchecked':
      return { state: 'open', headline: t('It could not be checked') };
  }
}

function outcomeName(outcome: Finding['outcome']): string {
  switch (outcome) {
    case 'passed':
      return t('Passed');
    case 'failed':
      return t('Failed');
    case 'open':
      return t('Open');
  }
}
