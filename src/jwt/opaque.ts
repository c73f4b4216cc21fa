import { t } from '../core/l10n.ts';
import { unknownLifetime } from '../core/lifetime.ts';
import type {
  OpaqueForm,
  OpaqueMeaning,
  TokenLanguage,
  TokenShapes,
} from '../core/token-language.ts';
import { visible } from '../core/visible.ts';
import { nameOf } from './basic-login.ts';
import type { Opaque } from './decoded.ts';
import type { Span } from './find.ts';
import { firstOf } from './languages.ts';
import type { BasicLogin } from './token-parts.ts';

/** No opaque token of a known form is longer. */
const longest = 8_192;

/** What is known of a text that is no JWT by its form. */
export function readOpaque(text: string, known: readonly TokenShapes[]): Opaque {
  // Hexadecimal digits alone are a digest or a commit, whatever their number.
  const form = /^[0-9a-f]+$/i.test(text) ? undefined : formOf(text, known);
  return {
    kind: 'opaque',
    length: text.length,
    form,
    lifetime: form?.lifetime?.(text) ?? unknownLifetime,
  };
}

/** What is known of a login of which neither half holds a token of another kind. */
export function readLogin(login: BasicLogin, known: readonly TokenShapes[]): Opaque {
  const { userName, password } = login;
  const token = [password, userName].find((half) => formOf(half, known) !== undefined) ?? password;
  return { ...readOpaque(token, known), login: nameOf(login, token) };
}

/** A token found in a text, with what stands before it as a part of a longer one: `ghs_123_eyJ…`. */
export function wholeToken(text: string, span: Span, known: readonly TokenShapes[]): Span {
  const { start, end } = span;
  const before = prefixAt(text, start);
  return before !== '' && formOf(before + text.slice(start, end), known) !== undefined
    ? { start: start - before.length, end }
    : span;
}

/** The form of the longer token that ends with one. */
export function carrierOf(
  text: string,
  token: string,
  known: readonly TokenShapes[],
): OpaqueForm | undefined {
  const before = prefixAt(text, text.indexOf(token));
  return before === '' ? undefined : formOf(before + token, known);
}

/** What stands directly before a place; what is before the token within a token is not longer. */
export function prefixAt(text: string, end: number): string {
  let start = end;
  while (start > Math.max(0, end - longestPrefix) && /[\w-]/.test(text[start - 1] ?? '')) start--;
  return text.slice(start, end);
}

/** In characters. */
const longestPrefix = 64;

/** The form that a text fits, where it is known to be a token. */
export function formOf(text: string, known: readonly TokenShapes[]): OpaqueForm | undefined {
  if (text.length > longest) return undefined;
  return known.flatMap(({ opaque }) => opaque).find(({ pattern }) => pattern.test(text));
}

/** What an opaque token is by its form, where a language tells. */
export function opaqueMeaning(
  { form }: Pick<Opaque, 'form'>,
  languages: readonly TokenLanguage[],
): OpaqueMeaning | undefined {
  return form && firstOf(languages, ({ opaque }) => opaque?.(form.id));
}

/** What a token is by its form alone, in a phrase that can begin a sentence. */
export function opaqueText(token: Opaque, languages: readonly TokenLanguage[]): string {
  const title = opaqueMeaning(token, languages)?.title;
  if (token.login === undefined) return title ?? t('An opaque token');
  const { userName } = token.login;
  if (userName === undefined) {
    return title === undefined ? t('A basic login') : t('{0}, in a basic login', title);
  }
  const name = visible(userName, 80);
  return title === undefined
    ? t('A basic login of {0}', name)
    : t('{0}, in a basic login of {1}', title, name);
}
