/** How many characters in a row give a secret away. Fewer would be found by chance. */
const pieceLength = 12;
/** A place in a text is looked at by so many characters first. */
const gramLength = 4;
/** A piece begins at one of so many places in a row, hence one of them need be looked at. */
const stride = pieceLength - gramLength + 1;
const gramBits = 22;

/**
 * Pieces to look for: each of twelve characters of each secret as it is, escaped for an address or
 * JSON, in hexadecimal, and in base64 of both alphabets at each of the three positions that it can
 * have within a longer text. Written without the extension's own redaction, which may be what is
 * wrong.
 */
export class Needles {
  /** What a piece would give away: the secret's name and form, never the secret. */
  readonly #pieces = new Map<string, string>();
  /** Marks the beginnings that some piece has at some place, by their hashes. */
  readonly #grams = new Uint8Array(2 ** gramBits);
  readonly #known = new Set<string>();

  /** @param secret of one that is hard to guess in a part only, that part (see `secretPart`) */
  add(name: string, secret: string): void {
    if (this.#known.has(secret) || secret.length < pieceLength) return;
    this.#known.add(secret);
    for (const [form, text] of formsOf(secret)) {
      for (let at = 0; at + pieceLength <= text.length; at += 1) {
        this.#pieces.set(text.slice(at, at + pieceLength), `${name} (${form})`);
      }
      for (let at = 0; at + gramLength <= text.length; at += 1) {
        this.#grams[hashOf(text, at)] = 1;
      }
    }
  }

  get secrets(): number {
    return this.#known.size;
  }

  /** The secrets that a text gives away, by name and form. */
  foundIn(text: string): string[] {
    const found = new Set<string>();
    for (let at = 0; at + gramLength <= text.length; at += stride) {
      if (this.#grams[hashOf(text, at)] !== 1) continue;
      for (let start = Math.max(0, at - stride + 1); start <= at; start += 1) {
        const of = this.#pieces.get(text.slice(start, start + pieceLength));
        if (of !== undefined) found.add(of);
      }
    }
    return [...found];
  }
}

/** What of a secret is hard to guess: of a JWT its signature alone. */
export const secretPart = (secret: string): string =>
  /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(secret)?.[1] ?? secret;

/** @param secrets by their names */
export function needlesOf(secrets: ReadonlyMap<string, string>): Needles {
  const needles = new Needles();
  for (const [name, secret] of secrets) needles.add(name, secretPart(secret));
  return needles;
}

function formsOf(secret: string): readonly (readonly [form: string, text: string])[] {
  const hex = Buffer.from(secret).toString('hex');
  return [
    ...[0, 1, 2].flatMap((offset) => {
      const text = withinBase64(secret, offset);
      return [
        [`base64 at ${offset}`, text],
        [`base64url at ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')],
      ] as const;
    }),
    ['hexadecimal', hex],
    ['hexadecimal', hex.toUpperCase()],
    ['escaped', encodeURIComponent(secret)],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['plain', secret],
  ];
}

/** What base64 makes of a text after so many bytes, without the ends that depend on neighbors. */
function withinBase64(text: string, offset: number): string {
  const whole = Buffer.from(`${'.'.repeat(offset)}${text}`)
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((offset * 4) / 3);
  const complete = Math.floor(((offset + Buffer.byteLength(text)) * 4) / 3);
  return whole.slice(first, complete);
}

/** Of the four characters at a place; 0x9e3779b1 spreads them over all bits. */
function hashOf(text: string, at: number): number {
  const gram =
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24);
  return Math.imul(gram, 0x9e3779b1) >>> (32 - gramBits);
}
