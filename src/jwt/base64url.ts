type Base64Fault = 'character' | 'length' | 'padding' | 'trailing-bits';

export interface Base64Result {
  /** Absent when the text cannot be read at all. */
  readonly bytes?: Buffer;
  /** What deviates from RFC 7515 §2, which allows exactly one spelling of the same bytes. */
  readonly fault?: Base64Fault;
  /** Where the first wrong character stands. */
  readonly offset?: number;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Decodes base64url. Padding and trailing bits are read but reported: two spellings of one token
 * defeat whoever compares or blocks tokens by their text.
 */
export function decodeBase64url(text: string): Base64Result {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const body = text.slice(0, text.length - padding);
  const offset = body.search(/[^A-Za-z0-9_-]/);
  if (offset >= 0) return { fault: 'character', offset };
  const rest = body.length % 4;
  if (rest === 1) return { fault: 'length' };
  const bytes = Buffer.from(body, 'base64url');
  if (padding > 0) return { bytes, fault: 'padding' };
  // The last of two characters carries four bits that mean nothing, the last of three two.
  const unused = rest === 2 ? 0b1111 : rest === 3 ? 0b11 : 0;
  const last = alphabet.indexOf(body.at(-1) ?? 'A');
  return (last & unused) === 0 ? { bytes } : { bytes, fault: 'trailing-bits' };
}
