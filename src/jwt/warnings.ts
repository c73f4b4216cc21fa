import { amountOf, day, shortAmount } from '../core/duration.ts';
import { t } from '../core/l10n.ts';
import type { Lifetime } from '../core/lifetime.ts';
import { remainingText } from '../core/remaining.ts';
import type { Decoded, DecodedJwt, Opaque, Signed } from './decoded.ts';
import { member, signatureLack } from './decoded.ts';
import type { Language, Note, Remark } from './language.ts';
import { firstOf } from './languages.ts';
import { opaqueMeaning } from './opaque.ts';
import { isWildcard, rightsOf } from './rights.ts';
import { isTest } from './test-mark.ts';
import { endlessBySort } from './token-type.ts';

type WarningCode =
  | 'alg-none'
  | 'unsigned'
  | 'detached'
  | 'test'
  | 'expired'
  | 'not-yet-valid'
  | 'never-valid'
  | 'form'
  | 'issued-in-future'
  | 'wildcard'
  | 'no-expiry'
  | 'long-lifetime'
  | 'encrypted'
  | 'opaque';

export interface Warning extends Remark {
  readonly code: WarningCode;
}

export interface Limits {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Lifetimes above are warned of. Days. */
  readonly maxDays: number;
  /** How far clocks may differ before a time counts as in the future. Milliseconds. */
  readonly leeway: number;
}

/** What is to be said against a token, the worst first. */
export function warningsOf(
  decoded: Decoded,
  limits: Limits,
  languages: readonly Language[],
): readonly Warning[] {
  switch (decoded.kind) {
    case 'empty':
      return [];
    case 'opaque':
      return [...opaqueWarnings(decoded, languages), ...opaqueEnd(decoded, limits)].sort(
        bySeverity,
      );
    case 'malformed':
      return formWarnings(decoded, 'error', languages);
    case 'encrypted':
      return [...formWarnings(decoded, 'warning', languages), ...note('encrypted', languages)].sort(
        bySeverity,
      );
    case 'message':
      return [
        ...signatureWarnings(decoded, languages),
        ...formWarnings(decoded, 'warning', languages),
        ...(decoded.detached === true ? note('detached', languages) : []),
      ].sort(bySeverity);
    case 'nested':
      return [
        ...signatureWarnings(decoded, languages),
        ...formWarnings(decoded, 'warning', languages),
        ...warningsOf(decoded.inner, limits, languages),
      ].sort(bySeverity);
    case 'jwt':
      return [
        ...signatureWarnings(decoded, languages),
        ...timeWarnings(decoded, limits),
        ...formWarnings(decoded, 'warning', languages),
        ...futureWarnings(decoded, limits),
        ...wildcardWarnings(decoded, languages),
        ...lifetimeWarnings(decoded, limits),
        ...carrierWarnings(decoded, languages),
        ...(isTest(decoded.header) ? note('test', languages) : []),
      ].sort(bySeverity);
  }
}

const severities: readonly Warning['severity'][] = ['error', 'warning', 'info'];

const bySeverity = (one: Warning, other: Warning): number =>
  severities.indexOf(one.severity) - severities.indexOf(other.severity);

/** What is known of an opaque token by its form; of one without a form nothing is. */
function opaqueWarnings(token: Opaque, languages: readonly Language[]): Warning[] {
  const meaning = opaqueMeaning(token, languages);
  return [
    ...(meaning === undefined
      ? []
      : [
          {
            code: 'opaque',
            severity: 'info',
            message: meaning.note,
            advice: meaning.advice,
          } as const,
        ]),
    ...(token.login === undefined ? [] : note('login', languages)),
  ];
}

/** What the longer token is that a JWT is a part of. */
function carrierWarnings({ carrier }: DecodedJwt, languages: readonly Language[]): Warning[] {
  const meaning = opaqueMeaning({ form: carrier }, languages);
  return meaning === undefined
    ? []
    : [
        {
          code: 'opaque',
          severity: 'info',
          message: meaning.note,
          advice: t(
            'Its issuer may change what is inside at any time: no program should rely on it.',
          ),
        },
      ];
}

/** The end that some opaque tokens carry. */
function opaqueEnd({ lifetime }: Opaque, { now }: Limits): Warning[] {
  return lifetime.kind === 'until' && now >= lifetime.at ? [expired(lifetime, now)] : [];
}

const signatureWarnings = (decoded: Signed, languages: readonly Language[]): Warning[] => {
  const lack = signatureLack(decoded);
  return lack === undefined ? [] : note(lack, languages);
};

function timeWarnings({ times, lifetime }: DecodedJwt, { now, leeway }: Limits): Warning[] {
  const warnings: Warning[] = [];
  if (times.expires !== undefined && now >= times.expires) {
    warnings.push(expired(lifetime, now));
  }
  const { notBefore, expires } = times;
  if (notBefore !== undefined && expires !== undefined && notBefore >= expires) {
    warnings.push({
      code: 'never-valid',
      severity: 'error',
      message: t('The token is never valid: it begins (“nbf”) when it has ended already (“exp”).'),
      advice: t('Issue a new one; the program that made this one mixed up its times.'),
    });
  } else if (times.notBefore !== undefined && times.notBefore - now > leeway) {
    warnings.push({
      code: 'not-yet-valid',
      severity: 'error',
      message: t('The token is not valid yet: it will be in {0}.', span(times.notBefore - now)),
      advice: t('Wait until then, or compare the clocks of this machine and of the issuer.'),
    });
  }
  return warnings;
}

const expired = (lifetime: Lifetime, now: number): Warning => ({
  code: 'expired',
  severity: 'error',
  message: t('The token has ended: {0}.', remainingText(lifetime, now)),
  advice: t('Issue a new one.'),
});

function futureWarnings({ times }: DecodedJwt, { now, leeway }: Limits): Warning[] {
  if (times.issuedAt === undefined || times.issuedAt - now <= leeway) return [];
  return [
    {
      code: 'issued-in-future',
      severity: 'warning',
      message: t(
        'The token says that it will be issued only in {0} (“iat”).',
        span(times.issuedAt - now),
      ),
      advice: t('Compare the clocks of this machine and of the issuer; some servers refuse it.'),
    },
  ];
}

function wildcardWarnings(
  { claims: { values } }: DecodedJwt,
  languages: readonly Language[],
): Warning[] {
  const images = rightsOf(member(values, 'access')) ?? [];
  const everything = languages.some(({ allowsEverything }) => allowsEverything?.(values) === true);
  if (!everything && !images.some(isWildcard)) return [];
  return [
    {
      code: 'wildcard',
      severity: 'warning',
      message: t('The token allows everything on some of what it names.'),
      advice: t('Ask for the rights that are needed, by name.'),
    },
  ];
}

function lifetimeWarnings(
  { header, claims, times }: DecodedJwt,
  { now, maxDays }: Limits,
): Warning[] {
  if (member(claims.values, 'exp') === undefined) {
    const bySort = endlessBySort(header.values, claims.values);
    return [
      {
        code: 'no-expiry',
        severity: bySort === undefined ? 'warning' : 'info',
        message: t('The token does not say when it ends.'),
        advice:
          bySort ?? t('It may be valid until it is revoked: revoke it when you no longer need it.'),
      },
    ];
  }
  const { expires, issuedAt, notBefore } = times;
  if (expires === undefined) return [];
  const lifetime = expires - (issuedAt ?? notBefore ?? now);
  // What is told in whole days is compared so: it would be “90 d: longer than 90 days”.
  if (Math.round(lifetime / day) <= maxDays) return [];
  return [
    {
      code: 'long-lifetime',
      severity: 'warning',
      message: t('The token lives for {0}: longer than {1} days.', span(lifetime), maxDays),
      advice: t('Whoever finds it can use it that long. Prefer short lifetimes and renew.'),
    },
  ];
}

/** What is to be said of the form; it is loaded with the languages, see `languagesOf`. */
function formWarnings(
  { problems }: Extract<Decoded, { problems: unknown }>,
  severity: 'error' | 'warning',
  languages: readonly Language[],
): Warning[] {
  return problems.flatMap((problem) => {
    const remark = firstOf(languages, (language) => language.remark?.(problem, severity));
    return remark === undefined ? [] : [{ code: 'form', ...remark }];
  });
}

/** What is to be known of a token that few are like; it is loaded as `formWarnings` are. */
function note(about: Note, languages: readonly Language[]): Warning[] {
  const remark = firstOf(languages, (language) => language.note?.(about));
  return remark === undefined ? [] : [{ code: about === 'login' ? 'opaque' : about, ...remark }];
}

function span(milliseconds: number): string {
  return shortAmount(amountOf(milliseconds));
}
