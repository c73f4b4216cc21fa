/** What a living secret keeps for redaction; nothing else refers to it strongly. */
export interface SecretText {
  readonly text: string;
}

/** Shorter texts would mask ordinary words, and are no secrets worth the name. */
const shortest = 4;

const living = new Set<WeakRef<SecretText>>();
const collected = new FinalizationRegistry<WeakRef<SecretText>>((reference) => {
  living.delete(reference);
});

/** Has `holder.text` masked in every message for as long as somebody else holds `holder`. */
export function registerSecretText(holder: SecretText): void {
  if (holder.text.length < shortest) return;
  const reference = new WeakRef(holder);
  living.add(reference);
  collected.register(holder, reference);
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
