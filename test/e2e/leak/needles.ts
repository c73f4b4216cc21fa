/** Shorter pieces would be found by chance. */
const shortest = 16;

/** A text to look for, and what it would give away. */
export interface Needle {
  readonly text: string;
  /** Names the secret and the form, and never holds it. */
  readonly of: string;
}

/**
 * Everything to look for: each secret as it is, escaped for an address, in hexadecimal, and in
 * base64 of both alphabets at each of the three positions that it can have within a longer text.
 * Written without the extension's own redaction, which may be what is wrong.
 * @param secrets by their names
 */
export function needlesOf(secrets: ReadonlyMap<string, string>): Needle[] {
  return [...secrets].flatMap(([name, secret]) => {
    const forms: readonly [form: string, text: string][] = [
      ['plain', secret],
      ['escaped', encodeURIComponent(secret)],
      ['hexadecimal', Buffer.from(secret).toString('hex')],
      ...[0, 1, 2].flatMap((offset): [string, string][] => {
        const text = withinBase64(secret, offset);
        return [
          [`base64 at ${offset}`, text],
          [`base64url at ${offset}`, text.replaceAll('+', '-').replaceAll('/', '_')],
        ];
      }),
    ];
    return forms
      .filter(([, text]) => text.length >= shortest)
      .map(([form, text]) => ({ text, of: `${name} (${form})` }));
  });
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

/** The secrets that a text gives away, by name and form. */
export function found(text: string, needles: readonly Needle[]): string[] {
  return needles.filter((needle) => text.includes(needle.text)).map(({ of }) => of);
}
