/** A text of YAML without what quotes it, where it stands on one line. */
export function plainText(written: string): string {
  if (/^'.*'$/.test(written)) return written.slice(1, -1).replaceAll("''", "'");
  if (!/^".*"$/.test(written)) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
