import { FormIndex, shortestForm } from './form-index.ts';
import type { Span } from './secret-shapes.ts';

/** What a living secret keeps for redaction; nothing else refers to it strongly. */
export interface SecretText {
  readonly text: string;
}

const living = new Set<WeakRef<SecretText>>();
/** Those of which no text was redacted yet: most secrets of a long list never need their forms. */
const unindexed = new Set<WeakRef<SecretText>>();
const index = new FormIndex();

const collected = new FinalizationRegistry<SecretText & { reference: WeakRef<SecretText> }>(
  ({ reference, text }) => {
    living.delete(reference);
    if (!unindexed.delete(reference)) index.delete(text);
  },
);

/**
 * Has `holder.text` masked in every message for as long as somebody else holds `holder`. Shorter
 * texts than four characters would mask ordinary words, and are no secrets worth the name.
 */
export function registerSecretText(holder: SecretText): void {
  if (holder.text.length < shortestForm) return;
  const reference = new WeakRef(holder);
  living.add(reference);
  unindexed.add(reference);
  collected.register(holder, { reference, text: holder.text });
}

/** The texts of all living secrets, each once. */
export function knownSecretTexts(): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const reference of living) {
    const holder = reference.deref();
    if (holder !== undefined) texts.add(holder.text);
  }
  return texts;
}

/** Where living secrets stand in a text, in whatever form. */
export function knownSecretSpans(text: string): Iterable<Span> {
  for (const reference of unindexed) {
    const holder = reference.deref();
    // What was collected meanwhile is taken out by its finalizer, and was never put in.
    if (holder === undefined) continue;
    unindexed.delete(reference);
    index.add(holder.text);
  }
  return index.spansIn(text);
}
