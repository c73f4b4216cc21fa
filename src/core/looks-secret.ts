import { knownSecretTexts } from './known-secrets.ts';
import { secretShapes } from './secret-shapes.ts';

/** Shorter secrets, passwords say, can be ordinary words and parts of names. */
const shortestKnown = 16;

/**
 * Whether a text holds what looks like a secret, or one that is known: it must become no name and
 * stand in no box that shows what is typed.
 */
export function looksSecret(text: string): boolean {
  for (const { start, end } of secretShapes(text)) if (start < end) return true;
  for (const known of knownSecretTexts()) {
    if (known.length >= shortestKnown && text.includes(known)) return true;
  }
  return false;
}
