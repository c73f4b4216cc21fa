import { refuseUnfit } from '../../../core/shell-text.ts';

/**
 * A value in a `.env` file, as dotenv, Docker Compose and a sourcing shell read it alike. Single
 * quotes keep `$app` from being taken for a variable. Throws `unsupported` for invisible characters.
 */
export function envValue(value: string): string {
  refuseUnfit(value);
  if (/^[A-Za-z0-9_.+:/@%=-]*$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$', '\\$')
    .replaceAll('`', '\\`');
  return `"${escaped}"`;
}

/** A name that Kubernetes takes (RFC 1123 subdomain, at most 253 characters) out of any text. */
export function kubernetesName(text: string): string {
  const name = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, 253);
  if (name === '') return 'registry';
  return name.endsWith('-') ? name.slice(0, -1) : name;
}
