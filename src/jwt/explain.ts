import { relativeText, utcText } from '../core/instant.ts';
import { t } from '../core/l10n.ts';
import type { Lifetime } from '../core/lifetime.ts';
import { unknownLifetime } from '../core/lifetime.ts';
import { remainingSpoken } from '../core/remaining.ts';
import { claimLines } from './claim-lines.ts';
import type { Decoded, DecodedJwt, DecodedMessage, Enclosure, TokenObject } from './decoded.ts';
import { member } from './decoded.ts';
import { plain } from './json.ts';
import type { Language } from './language.ts';
import { firstOf } from './languages.ts';
import { claimMeaning, headerMeaning } from './meanings.ts';
import { opaqueMeaning, opaqueText } from './opaque.ts';
import type { Row } from './row.ts';
import { whatText, whoText } from './subject.ts';
import { isTest } from './test-mark.ts';
import { readTime, timeClaims } from './times.ts';
import type { Limits, Warning } from './warnings.ts';
import { warningsOf } from './warnings.ts';

export interface Explanation {
  /** Who, what, until when: one sentence without a full stop. Free of control characters. */
  readonly summary: string;
  /** The worst first. */
  readonly warnings: readonly Warning[];
  readonly lifetime: Lifetime;
  readonly header: readonly Row[];
  readonly claims: readonly Row[];
  /** What came along, see `readEnclosures`. */
  readonly enclosures: readonly Enclosure[];
  /** What a token within the token says; the summary and the lifetime are its own. */
  readonly inner?: Explanation;
}

export interface ExplainOptions extends Partial<Limits> {
  readonly now: number;
  /** What the token is written in, see `languagesOf`; what they tell goes before what is common. */
  readonly languages: readonly Language[];
}

/**
 * Says what a decoded token means at an instant. Nothing here is verified: it is what the token
 * says of itself. `maxDays` is 90 unless told, `leeway` 30 seconds.
 */
export function explain(decoded: Decoded, options: ExplainOptions): Explanation {
  const { languages } = options;
  const limits: Limits = { maxDays: 90, leeway: 30_000, ...options };
  const inner = decoded.kind === 'nested' ? explain(decoded.inner, options) : undefined;
  const header = 'header' in decoded ? decoded.header : undefined;
  const claims = 'claims' in decoded ? decoded.claims : undefined;
  return {
    summary: summaryOf(decoded, options),
    warnings: warningsOf(decoded, limits, languages),
    lifetime: 'lifetime' in decoded ? decoded.lifetime : unknownLifetime,
    header: rows(header, (name) => ({
      meaning: firstOf(languages, (spoken) => spoken.headerMeaning?.(name)) ?? headerMeaning(name),
      lines: [],
    })),
    claims: rows(claims, (name, values) => ({
      meaning: firstOf(languages, ({ meaning }) => meaning?.(name)) ?? claimMeaning(name),
      ...readClaim(name, values, options),
    })),
    enclosures: ('enclosures' in decoded ? decoded.enclosures : undefined) ?? [],
    ...(inner === undefined ? {} : { inner }),
  };
}

/** What the token says that matters: of tokens within tokens the innermost. */
export function innermostOf(explanation: Explanation): Explanation {
  return explanation.inner === undefined ? explanation : innermostOf(explanation.inner);
}

function summaryOf(decoded: Decoded, options: ExplainOptions): string {
  const { now, languages } = options;
  switch (decoded.kind) {
    case 'jwt': {
      const said = [
        whoText(decoded.claims, languages),
        whatText(decoded.claims, languages),
        endText(decoded, now),
      ]
        .filter((part) => part !== undefined)
        .join(', ');
      if (isTest(decoded.header)) return t('A test token: {0}', said);
      const carrier = opaqueMeaning({ form: decoded.carrier }, languages);
      return carrier === undefined ? said : `${carrier.title}: ${said}`;
    }
    case 'nested':
      return t('A token within a token: {0}', summaryOf(decoded.inner, options));
    case 'message':
      return messageText(decoded);
    case 'encrypted':
      return t('An encrypted token (JWE); its claims cannot be read without the key');
    case 'opaque':
      if (decoded.login !== undefined && decoded.form === undefined) {
        return opaqueText(decoded, languages);
      }
      return decoded.lifetime.kind === 'unknown'
        ? `${opaqueText(decoded, languages)}; ${t('nothing in its {0} characters can be read here', decoded.length)}`
        : `${opaqueText(decoded, languages)}, ${remainingSpoken(decoded.lifetime, now)}`;
    case 'malformed':
      return t('A token that is broken');
    case 'empty':
      return t('There is no token');
  }
}

function messageText({ decrypted, detached }: DecodedMessage): string {
  if (decrypted === true)
    return t('A decrypted message, not a JWT: its content is not a JSON object');
  return detached === true
    ? t('A signature over content that travels apart')
    : t('A signed message, not a JWT: its content is not a JSON object');
}

/** How long it lives; of an end that programs read differently only that. */
function endText({ times, lifetime }: DecodedJwt, now: number): string {
  return times.unclearEnd === true ? t('its end is unclear') : remainingSpoken(lifetime, now);
}

/** Of more members than that, which no honest token has, the others are shown as they are. */
const mostExplained = 1_000;

function rows(
  object: TokenObject | undefined,
  read: (
    name: string,
    values: TokenObject['values'],
  ) => { meaning: string | undefined; instant?: number; lines: readonly string[] },
): Row[] {
  if (object === undefined) return [];
  const { members } = object.json;
  const last = new Map(members.map((member) => [member.name, member]));
  const duplicates = new Set(
    members.filter((member) => last.get(member.name) !== member).map(({ name }) => name),
  );
  return members.map((member, index) => {
    if (index >= mostExplained) return { ...member, lines: [] };
    const { name } = member;
    const isLast = last.get(name) === member;
    // Of members with the same name, each has the meaning of its own value.
    const { meaning, lines, ...rest } = read(
      name,
      isLast ? object.values : { ...object.values, [name]: plain(member.value) },
    );
    const remark = isLast
      ? t('written more than once: most readers take this one, the last')
      : t('written more than once: most readers take the last and not this one');
    return {
      name,
      get value() {
        return member.value;
      },
      ...rest,
      lines: duplicates.has(name) ? [...lines, remark] : lines,
      ...(meaning === undefined ? {} : { meaning }),
    };
  });
}

function readClaim(
  name: string,
  values: TokenObject['values'],
  { now, languages }: ExplainOptions,
): { instant?: number; lines: readonly string[] } {
  if (!timeClaims.has(name)) return { lines: claimLines(name, values, languages) };
  const { instant } = readTime(name, member(values, name));
  if (instant === undefined) return { lines: [t('no time that programs agree on')] };
  return { instant, lines: [`${utcText(instant)}, ${relativeText(instant, now)}`] };
}
