const LIMIT = 2n ** 63n;

/**
 * A decimal integer of 64 bits, as Go's `strconv` reads it: a sign, digits, nothing else.
 *
 * @param reader Name of Go's function, which its words begin with.
 * @returns The number, or the words of its refusal.
 */
export function parseInteger(text: string, reader: 'ParseInt' | 'Atoi'): bigint | string {
  const refuse = (why: string): string =>
    `strconv.${reader}: parsing ${JSON.stringify(text)}: ${why}`;
  if (!/^[+-]?\d+$/.test(text)) return refuse('invalid syntax');
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= LIMIT || value < -LIMIT ? refuse('value out of range') : value;
}
