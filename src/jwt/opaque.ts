import { t } from '../core/l10n.ts';
import { unknownLifetime } from '../core/lifetime.ts';
import type {
  OpaqueForm,
  OpaqueMeaning,
  TokenLanguage,
  TokenShapes,
} from '../core/token-language.ts';
import type { Opaque } from './decoded.ts';
import { firstOf } from './languages.ts';

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

/** The form that a text fits, where it is known to be a token. */
export function formOf(text: string, known: readonly TokenShapes[]): OpaqueForm | undefined {
  if (text.length > longest) return undefined;
  return known.flatMap(({ opaque }) => opaque).find(({ pattern }) => pattern.test(text));
}

/** What an opaque token is by its form, where a language tells. */
export function opaqueMeaning(
  { form }: Opaque,
  languages: readonly TokenLanguage[],
): OpaqueMeaning | undefined {
  return form && firstOf(languages, ({ opaque }) => opaque?.(form.id));
}

/** What a token is by its form alone, in a phrase that can begin a sentence. */
export function opaqueText(token: Opaque, languages: readonly TokenLanguage[]): string {
  return opaqueMeaning(token, languages)?.title ?? t('An opaque token');
}
