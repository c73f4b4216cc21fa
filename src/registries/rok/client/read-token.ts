import { Secret } from '../../../core/secret.ts';
import { cellsOf, isRule, outputLines } from './output-lines.ts';

/** What `token-create` printed. */
export interface CreatedToken {
  readonly token: Secret;
  /** Milliseconds since the epoch, when the output tells it. */
  readonly expiresAt: number | undefined;
}

/**
 * Reads the output of `token-create` in any format of docs/registries/rok.md §2; `undefined` when
 * there is no whole token in it. The last line counts only when it was ended: of an output that was
 * cut off, a part of the token must not be taken for it.
 */
export function readCreatedToken(output: string): CreatedToken | undefined {
  const whole = output.slice(0, output.lastIndexOf('\n') + 1);
  const rows = outputLines(whole)
    .filter((line) => !isRule(line))
    .map(cellsOf);
  const token = valueOf(rows, 'token');
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token)) return undefined;
  const expires = Date.parse(valueOf(rows, 'expires at', 'expires_at', 'expires', 'expiry') ?? '');
  return {
    token: new Secret(token),
    expiresAt: Number.isNaN(expires) ? undefined : expires,
  };
}

/** The value beside a name, or below it where the names are a header. */
function valueOf(
  rows: readonly (readonly string[])[],
  ...names: readonly string[]
): string | undefined {
  const isName = (cell: string | undefined) =>
    cell !== undefined && names.includes(cell.toLowerCase().replace(/:$/, ''));
  for (const [index, row] of rows.entries()) {
    const column = row.findIndex(isName);
    if (column < 0) continue;
    const isHeader = row.length > 2 || (index === 0 && isHeaderName(row[1]));
    const value = isHeader ? rows[index + 1]?.[column] : row[column + 1];
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

const isHeaderName = (cell: string | undefined): boolean =>
  /^(?:token|expires(?: at|_at)?|expiry|created(?: at|_at)?|uuid|id)$/i.test(cell ?? '');
