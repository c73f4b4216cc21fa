import type { Values } from '../core/values.ts';
import { nameOf, readBasicLogin } from './basic-login.ts';
import { beginsAsObject, cleanToken, withinBase64 } from './clean.ts';
import { findJwt } from './find.ts';
import { plain } from './json.ts';
import { jsonFormIn, memberAt, objectOf, partsOfJson } from './json-form.ts';
import { longestAtOnce, longestDisclosed, mostDisclosures, mostParts } from './limits.ts';
import type { Problem } from './problem.ts';
import type { BasicLogin, Parts } from './token-parts.ts';

/**
 * The parts of what people paste: a compact token in any wrapping, or one of the JSON forms.
 *
 * @param signature which signature of several is meant, from 0 on; the first unless told
 */
export function partsOf(text: string, signature?: number): Parts {
  // Most texts begin with a compact token.
  if (text.startsWith('eyJ') || text.length > longestAtOnce) {
    return partsOfCompact(cleanToken(text));
  }
  const json = jsonFormIn(text);
  if (json !== undefined) return partsOfJson(json, signature);
  const login = readBasicLogin(text);
  return login === undefined ? partsOfCompact(cleanToken(text)) : partsOfLogin(login);
}

/** Either half of a login may be the token; of two that are none, the password. */
function partsOfLogin(login: BasicLogin): Parts {
  const { userName, password } = login;
  const holder = [password, userName].find((half) => findJwt(half, 1).length > 0);
  if (holder === undefined) return { segments: [password], login, problems: [] };
  const parts = partsOfCompact(cleanToken(holder));
  const { userName: named } = nameOf(login, holder);
  return {
    ...parts,
    problems: [...parts.problems, { code: 'login', place: 'token', userName: named }],
  };
}

/** What each signature of a text names: its algorithm and key. One for a compact token. */
export function signaturesOf(text: string): readonly Values[] {
  const json = jsonFormIn(text);
  const list = json && memberAt(json, 'signatures');
  if (json === undefined || list?.type !== 'array') return [{}];
  return list.items.map((_, index) => {
    const { segments, unprotected } = partsOfJson(json, index);
    const signed = objectOf(Buffer.from(segments[0] ?? '', 'base64url').toString());
    return Object.fromEntries(
      [...(unprotected?.members ?? []), ...(signed?.members ?? [])].map(({ name, value }) => [
        name,
        plain(value),
      ]),
    );
  });
}

function partsOfCompact(token: string): Parts {
  const within = withinBase64(token);
  if (within !== undefined) {
    return { segments: within.split('.'), problems: [{ code: 'base64', place: 'token' }] };
  }
  const tilde = beginsAsObject(token) ? token.indexOf('~') : -1;
  if (tilde < 0) return { segments: token.split('.', mostParts + 1), problems: [] };
  const end = tilde + 1 + longestDisclosed;
  const items = token.slice(tilde + 1, end).split('~', mostDisclosures + 2);
  const isMany = items.length > mostDisclosures + 1 || token.length > end;
  // Of what is cut off the last is a part.
  const behind = items.pop() ?? '';
  const last = isMany ? '' : behind;
  const isCut = last !== '' && !last.includes('.');
  const problems: Problem[] = [
    ...(isMany ? [{ code: 'disclosures-many', place: 'token' } as const] : []),
    ...(isCut ? [{ code: 'disclosures-cut', place: 'token' } as const] : []),
  ];
  return {
    segments: token.slice(0, tilde).split('.', mostParts + 1),
    disclosures: {
      items: (isCut ? [...items, last] : items).slice(0, mostDisclosures),
      ...(last === '' || isCut ? {} : { keyBinding: last }),
    },
    problems,
  };
}
