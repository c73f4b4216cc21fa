import { secretForms } from './secret-forms.ts';
import type { Span } from './secret-shapes.ts';

/** No form is shorter; forms are told apart by so many characters at their end. */
export const shortestForm = 4;

/**
 * The forms of many secrets, found in a text in a time that grows with the text and hardly with
 * their number. They are looked up by their ends, since tokens of one server often begin alike.
 */
export class FormIndex {
  readonly #secrets = new Map<string, number>();
  /** Of each form how many secrets have it, by the hash of its end. */
  readonly #forms = new Map<number, Map<string, number>>();

  /** Each secret is taken out as often as it was put in. */
  add(secret: string): void {
    const times = this.#secrets.get(secret) ?? 0;
    this.#secrets.set(secret, times + 1);
    if (times > 0) return;
    for (const form of secretForms(secret)) this.#count(form, 1);
  }

  delete(secret: string): void {
    const times = this.#secrets.get(secret) ?? 0;
    if (times > 1) this.#secrets.set(secret, times - 1);
    if (times !== 1) return;
    this.#secrets.delete(secret);
    for (const form of secretForms(secret)) this.#count(form, -1);
  }

  #count(form: string, more: 1 | -1): void {
    const hash = hashOfEnd(form, form.length);
    const alike = this.#forms.get(hash) ?? new Map<string, number>();
    const times = (alike.get(form) ?? 0) + more;
    if (times > 0) alike.set(form, times);
    else alike.delete(form);
    if (alike.size > 0) this.#forms.set(hash, alike);
    else this.#forms.delete(hash);
  }

  /** Where forms stand in a text; those that overlap are one span. */
  *spansIn(text: string): Generator<Span> {
    let open: Span | undefined;
    for (let end = shortestForm; end <= text.length; end += 1) {
      for (const form of this.#forms.get(hashOfEnd(text, end))?.keys() ?? []) {
        const start = end - form.length;
        if (!text.startsWith(form, start)) continue;
        if (open !== undefined && start >= open.end) yield open;
        open =
          open === undefined || start >= open.end
            ? { start, end }
            : { start: Math.min(start, open.start), end };
      }
    }
    if (open !== undefined) yield open;
  }
}

function hashOfEnd(text: string, end: number): number {
  let hash = 0;
  for (let at = end - shortestForm; at < end; at += 1) hash = hash * 31 + text.charCodeAt(at);
  return hash;
}
