/**
 * Quotes a word for a POSIX shell and for PowerShell, where single quotes mean the same as long as
 * the word has none itself. Harmless words stay as they are.
 */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_.+:/@%=-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * A value in a `.env` file, as dotenv, Docker Compose and a sourcing shell read it alike. Single
 * quotes keep `$app` from being taken for a variable.
 */
export function envValue(value: string): string {
  if (/^[A-Za-z0-9_.+:/@%=-]*$/.test(value)) return value;
  if (!/['\n\r]/.test(value)) return `'${value}'`;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$', '\\$')
    .replaceAll('`', '\\`')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `"${escaped}"`;
}

/** A name that Kubernetes takes (RFC 1123 subdomain, at most 253 characters) out of any text. */
export function kubernetesName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 253)
    .replace(/-+$/, '');
  return name === '' ? 'registry' : name;
}
