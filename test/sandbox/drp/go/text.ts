/** Texts by their bytes in UTF-8, as Go compares them. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
