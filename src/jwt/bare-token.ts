import type { TokenShapes } from '../core/token-language.ts';
import { decodeJwt } from './decode.ts';
import { plain } from './json.ts';
import { jsonFormIn } from './json-form.ts';
import { formOf, prefixAt } from './opaque.ts';
import { partsOf } from './parts.ts';

/**
 * The token alone out of a text, without the header, the command or the login that it was pasted in.
 * A text in which no sound token is found stays as it is.
 */
export function bareToken(text: string, known: readonly TokenShapes[]): string {
  const decoded = decodeJwt(text, known);
  if (decoded.kind === 'malformed' || decoded.kind === 'empty') return text;
  const json = text.startsWith('eyJ') ? undefined : jsonFormIn(text);
  if (json !== undefined) return JSON.stringify(plain(json));
  const { segments, disclosures, login } = partsOf(text);
  if (login !== undefined) {
    const halves = [login.password, login.userName];
    return halves.find((half) => formOf(half, known) !== undefined) ?? text;
  }
  const compact = segments.join('.');
  if (decoded.kind === 'opaque') return decoded.form === undefined ? text : compact;
  const { items = [], keyBinding = '' } = disclosures ?? {};
  const token = disclosures === undefined ? compact : [compact, ...items, keyBinding].join('~');
  if (decoded.kind !== 'jwt' || decoded.carrier === undefined) return token;
  return prefixAt(text, text.indexOf(token)) + token;
}
