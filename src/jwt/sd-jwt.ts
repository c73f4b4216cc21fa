import { createHash } from 'node:crypto';
import { formatInstant } from '../core/instant.ts';
import { t } from '../core/l10n.ts';
import { until } from '../core/lifetime.ts';
import type { Values } from '../core/values.ts';
import { memberOf } from '../core/values.ts';
import { decodeBase64url } from './base64url.ts';
import { commonMeaning, rareHeaderMeaning } from './common-meanings.ts';
import { decodeJwt, readTimes } from './decode.ts';
import type { DecodedJwt, Enclosure } from './decoded.ts';
import { member } from './decoded.ts';
import { disclosureText } from './disclosure-text.ts';
import type { Json } from './json.ts';
import { parseJson, plain } from './json.ts';
import { claimMeaning, headerMeaning } from './meanings.ts';
import { partsOf } from './parts.ts';
import type { DisclosureProblem, Problem } from './problem.ts';
import type { Row } from './row.ts';
import { readTime, timeClaims } from './times.ts';
import type { Disclosures } from './token-parts.ts';

/** Hash functions by their names in `_sd_alg` (IANA Named Information), as Node names them. */
const hashes = new Map<unknown, string>([
  [undefined, 'sha256'],
  ['sha-256', 'sha256'],
  ['sha-384', 'sha384'],
  ['sha-512', 'sha512'],
  ['sha3-256', 'sha3-256'],
  ['sha3-384', 'sha3-384'],
  ['sha3-512', 'sha3-512'],
]);

/** One disclosure: a claim, or an item of a list (RFC 9901 §4.2). */
interface Disclosure {
  /** Absent for an item of a list. */
  readonly name?: string;
  /** Absent when it cannot be read. */
  readonly value?: Json;
  readonly raw: string;
  readonly digest: string;
}

/** How a disclosure stands to the digests of the token. */
type Standing = 'signed' | 'unsigned' | 'other-form' | 'unreadable' | 'unknown';

/**
 * Adds to a token what it discloses (RFC 9901 §7.1): every disclosure with whether a digest in the
 * token stands for it, and the proof of key binding. A claim of the token itself that is signed for
 * counts as one of its claims from then on; nothing is left out.
 */
export function disclose(text: string, decoded: DecodedJwt): DecodedJwt {
  const { disclosures } = partsOf(text);
  if (disclosures === undefined) return decoded;
  const hash = hashes.get(member(decoded.claims.values, '_sd_alg'));
  const items = disclosures.items.map((raw) => readDisclosure(raw, hash));
  const digests = digestsOf(decoded.claims.json, items);
  const standings = items.map((item) => standingOf(item, digests, hash));
  const ofToken = items.filter(
    ({ digest }, index) => standings[index] === 'signed' && digests.get(digest)?.isTop === true,
  );
  const taken = ofToken.filter(({ name }) => Object.hasOwn(decoded.claims.values, name ?? ''));
  const values: Values = {
    ...Object.fromEntries(
      ofToken.flatMap(({ name, value }) =>
        name === undefined || value === undefined ? [] : [[name, plain(value)] as const],
      ),
    ),
    ...decoded.claims.values,
  };
  const binding = bindingOf(text, disclosures, hash);
  const count = (...wanted: readonly Standing[]): number =>
    standings.filter((standing) => wanted.includes(standing)).length;
  const twice = [...digests.values()].filter((digest) => digest.count > 1).length;
  const problems: Problem[] = [
    ...some('digest-algorithm', hash === undefined ? 1 : 0),
    ...some('disclosure-unsigned', count('unsigned')),
    ...some('disclosure-form', count('unreadable', 'other-form')),
    ...some('disclosure-taken', taken.length),
    ...some('digest-twice', twice),
    ...binding.problems,
  ];
  const disclosedTimes: Problem[] = [];
  const times = readTimes(values, disclosedTimes);
  return {
    ...decoded,
    claims: { ...decoded.claims, values },
    times,
    ...(times.expires === undefined ? {} : { lifetime: until(times.expires) }),
    problems: [
      ...decoded.problems.filter(({ code }) => !code.startsWith('time-')),
      ...disclosedTimes,
      ...problems,
    ],
    enclosures: [
      {
        title: t('Disclosed claims'),
        rows: [
          ...items.map((item, index) => disclosureRow(item, standings[index] ?? 'unknown')),
          ...keptBack(digests, items),
        ],
      },
      ...binding.enclosures,
    ],
  };
}

const some = (code: DisclosureProblem['code'], count: number): DisclosureProblem[] =>
  count === 0 ? [] : [{ code, place: 'disclosures', text: disclosureText(code, count) }];

function readDisclosure(raw: string, hash: string | undefined): Disclosure {
  const digest = hash === undefined ? '' : digestOf(hash, raw);
  const { bytes, fault } = decodeBase64url(raw);
  if (bytes === undefined || fault !== undefined) return { raw, digest };
  try {
    const json = parseJson(bytes.toString());
    const parts = json.type === 'array' ? json.items : [];
    const [salt, name] = parts;
    const value = parts.at(-1);
    if (salt?.type !== 'string' || value === undefined) return { raw, digest };
    if (parts.length === 2) return { raw, digest, value };
    if (parts.length !== 3 || name?.type !== 'string') return { raw, digest };
    return ['_sd', '...'].includes(name.value)
      ? { raw, digest }
      : { raw, digest, name: name.value, value };
  } catch {
    return { raw, digest };
  }
}

const digestOf = (hash: string, text: string): string =>
  createHash(hash).update(text).digest('base64url');

/** A digest in the token, or in what was disclosed for another. */
interface Digest {
  /** How often it stands there. */
  count: number;
  /** Whether it stands for a member of an object, and not for an item of a list. */
  readonly isMember: boolean;
  /** Whether that object is the token's claims. */
  readonly isTop: boolean;
}

/** The digests of the claims, and of what they stand for, and so on. */
function digestsOf(claims: Json, items: readonly Disclosure[]): ReadonlyMap<string, Digest> {
  const found = new Map<string, Digest>();
  const waiting: { readonly json: Json; readonly isTop: boolean }[] = [
    { json: claims, isTop: true },
  ];
  const meet = (digest: Json, isMember: boolean, isTop: boolean): void => {
    if (digest.type !== 'string') return;
    const known = found.get(digest.value);
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    found.set(digest.value, { count: 1, isMember, isTop });
    const value = items.find((item) => item.digest === digest.value)?.value;
    if (value !== undefined) waiting.push({ json: value, isTop: false });
  };
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { json, isTop } = next;
    if (json.type === 'array') {
      for (const item of json.items) {
        const digest = item.type === 'object' && item.members.length === 1 ? item.members[0] : null;
        if (digest?.name === '...') meet(digest.value, false, false);
        else waiting.push({ json: item, isTop: false });
      }
    }
    if (json.type !== 'object') continue;
    for (const { name, value } of json.members) {
      if (name !== '_sd') waiting.push({ json: value, isTop: false });
      else if (value.type === 'array') for (const item of value.items) meet(item, true, isTop);
    }
  }
  return found;
}

function standingOf(
  { digest, name, value }: Disclosure,
  digests: ReadonlyMap<string, Digest>,
  hash: string | undefined,
): Standing {
  if (value === undefined) return 'unreadable';
  if (hash === undefined) return 'unknown';
  const found = digests.get(digest);
  if (found === undefined) return 'unsigned';
  return found.isMember === (name !== undefined) ? 'signed' : 'other-form';
}

function disclosureRow({ name, value, raw }: Disclosure, standing: Standing): Row {
  const said = standingText(standing);
  if (value === undefined) {
    return row(t('unreadable'), { type: 'string', value: raw }, undefined, said);
  }
  return name === undefined
    ? row(t('item of a list'), value, undefined, said)
    : row(name, value, meaningOf(name), said);
}

const meaningOf = (name: string): string | undefined => claimMeaning(name) ?? commonMeaning(name);

/** A member with its meaning, and a time as one. */
function row(name: string, value: Json, meaning: string | undefined, ...said: string[]): Row {
  const { instant } = timeClaims.has(name) ? readTime(name, plain(value)) : {};
  return {
    name,
    value,
    ...(meaning === undefined ? {} : { meaning }),
    lines: instant === undefined ? said : [formatInstant(instant).utc, ...said],
  };
}

function standingText(standing: Standing): string {
  switch (standing) {
    case 'signed':
      return t('its digest is among those that the token signs');
    case 'unsigned':
      return t('not signed: no digest in the token is its own');
    case 'other-form':
      return t('not signed in this form: a claim for an item of a list, or the other way round');
    case 'unreadable':
      return t('no disclosure that can be read');
    case 'unknown':
      return t('not checked: how digests are made is not known here');
  }
}

/** Digests for which nothing was disclosed; some may stand for nothing (RFC 9901 §4.2.5). */
function keptBack(
  digests: ReadonlyMap<string, Digest>,
  items: readonly Disclosure[],
): readonly Row[] {
  const known = new Set(items.map(({ digest }) => digest));
  const others = [...digests.keys()].filter((digest) => !known.has(digest)).length;
  return others === 0
    ? []
    : [
        {
          name: t('kept back'),
          value: { type: 'number', source: String(others) },
          lines: [t('digests without a disclosure: claims that are kept back, or decoys')],
        },
      ];
}

/** The proof of whoever presents the token that the key in “cnf” is theirs (RFC 9901 §4.3). */
function bindingOf(
  text: string,
  { items, keyBinding }: Disclosures,
  hash: string | undefined,
): { readonly problems: readonly Problem[]; readonly enclosures: readonly Enclosure[] } {
  if (keyBinding === undefined) return { problems: [], enclosures: [] };
  const proof = decodeJwt(keyBinding);
  if (proof.kind !== 'jwt') return { problems: some('binding-form', 1), enclosures: [] };
  const { header, claims } = proof;
  const presented = [partsOf(text).segments.join('.'), ...items, ''].join('~');
  const isOfThese =
    hash === undefined || member(claims.values, 'sd_hash') === digestOf(hash, presented);
  const rows = [
    ...claims.json.members.map(({ name, value }) => row(name, value, meaningOf(name))),
    ...header.json.members.map(({ name, value }) =>
      row(name, value, headerMeaning(name) ?? rareHeaderMeaning(name)),
    ),
  ];
  return {
    problems: [
      ...some('binding-form', member(header.values, 'typ') === 'kb+jwt' ? 0 : 1),
      ...some('binding-hash', isOfThese ? 0 : 1),
    ],
    enclosures: [{ title: t('Key binding: who presents the token, to whom'), rows }],
  };
}

/** A compact token that proves the key binding, and the key that it must be signed with. */
export function bindingProof(
  text: string,
  decoded: DecodedJwt,
): { readonly token: string; readonly key: unknown } | undefined {
  const token = partsOf(text).disclosures?.keyBinding;
  const confirmation = member(decoded.claims.values, 'cnf');
  return token === undefined ? undefined : { token, key: memberOf(confirmation, 'jwk') };
}
