import { knownSecretSpans } from './known-secrets.ts';
import { Secret } from './secret.ts';
import { secretShapes } from './secret-shapes.ts';

/**
 * Masks whatever is or looks like a secret: the texts of all living `Secret`s in the forms in which
 * they travel, and the shapes of tokens and credentials. Everything that is logged or shown passes
 * through here. Host names, robot names and SHA-256 fingerprints survive. The time grows with the
 * length of the text alone, whatever stands in it and however many secrets live.
 */
export function redact(text: string): string {
  const spans = [...knownSecretSpans(text), ...secretShapes(text)]
    .filter(({ start, end }) => start < end && text.slice(start, end) !== Secret.mask)
    .sort((a, b) => a.start - b.start);
  const pieces: string[] = [];
  let end = 0;
  for (const span of spans) {
    if (span.start >= end) pieces.push(text.slice(end, span.start), Secret.mask);
    end = Math.max(end, span.end);
  }
  return pieces.join('') + text.slice(end);
}
