import { t } from '../core/l10n.ts';
import type { Decoded, DecodedJwt } from './decoded.ts';
import { member } from './decoded.ts';
import type { SignatureCheck } from './verify.ts';

/** One thing that was looked at, and how it came out. */
export interface Finding {
  readonly outcome: 'passed' | 'failed' | 'open';
  readonly text: string;
}

export interface FindingContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How far clocks may differ, in milliseconds. */
  readonly leeway: number;
  /** Where the key came from, as a noun. */
  readonly origin: string;
  /** What the person expects of the claims, where something was given. */
  readonly expected?: Expected;
}

/** For whom a token should be, and by whom; each in a line of its own. */
export interface Expected {
  readonly audience?: string;
  readonly issuer?: string;
}

/** What a check looked at, and what it left open: a good signature alone makes no good token. */
export function findings(
  decoded: Decoded,
  check: SignatureCheck,
  { now, leeway, origin, expected }: FindingContext,
): readonly Finding[] {
  const found: Finding[] = [];
  const outcomes = { valid: 'passed', invalid: 'failed', unchecked: 'open' } as const;
  found.push({ outcome: outcomes[check.state], text: check.message });
  if (check.state !== 'unchecked')
    found.push({
      outcome: check.state === 'valid' ? 'passed' : 'open',
      text: t('The key comes from {0}.', origin),
    });
  if (check.state === 'valid') {
    const { proofs = [], remarks } = check;
    found.push(...proofs.map((text) => ({ outcome: 'passed' as const, text })));
    found.push(...remarks.map((text) => ({ outcome: 'failed' as const, text })));
    found.push(...timeFindings(decoded, now, leeway));
  }
  if (decoded.kind === 'jwt') found.push(...expectedFindings(decoded, expected));
  found.push({
    outcome: 'open',
    text:
      expected?.audience === undefined
        ? t('Not checked: whether its server still accepts it, and whom it is meant for.')
        : t('Not checked: whether its server still accepts it.'),
  });
  return found;
}

function expectedFindings({ claims }: DecodedJwt, expected: Expected = {}): Finding[] {
  const { audience, issuer } = expected;
  const named = member(claims.values, 'aud');
  const audiences = Array.isArray(named) ? (named as readonly unknown[]) : [named];
  return [
    ...(audience === undefined
      ? []
      : [
          audiences.includes(audience)
            ? ({ outcome: 'passed', text: t('It is meant for {0}.', audience) } as const)
            : ({ outcome: 'failed', text: t('It is not meant for {0}.', audience) } as const),
        ]),
    ...(issuer === undefined
      ? []
      : [
          member(claims.values, 'iss') === issuer
            ? ({ outcome: 'passed', text: t('It names the issuer {0}.', issuer) } as const)
            : ({ outcome: 'failed', text: t('It does not name the issuer {0}.', issuer) } as const),
        ]),
  ];
}

function timeFindings(decoded: Decoded, now: number, leeway: number): Finding[] {
  if (decoded.kind === 'nested') {
    return [{ outcome: 'open', text: t('The inner token was not checked.') }];
  }
  if (decoded.kind !== 'jwt') return [];
  const { expires, notBefore, issuedAt, unclearEnd, unclearBegin } = decoded.times;
  if (expires !== undefined && now >= expires) {
    return [{ outcome: 'failed', text: t('The token has expired.') }];
  }
  if (notBefore !== undefined && notBefore - now > leeway) {
    return [{ outcome: 'failed', text: t('The token is not valid yet.') }];
  }
  if (unclearEnd === true) {
    return [{ outcome: 'open', text: t('Programs differ in when the token ends.') }];
  }
  if (unclearBegin === true) {
    return [{ outcome: 'open', text: t('Programs differ in when the token begins.') }];
  }
  if (notBefore !== undefined && expires !== undefined && notBefore >= expires) {
    return [{ outcome: 'failed', text: t('The token begins after its end.') }];
  }
  if (issuedAt !== undefined && issuedAt - now > leeway) {
    return [
      { outcome: 'open', text: t('According to the token itself, it is issued only later.') },
    ];
  }
  return expires === undefined
    ? [{ outcome: 'open', text: t('The token does not say when it ends.') }]
    : [{ outcome: 'passed', text: t('It is within the times it names.') }];
}
