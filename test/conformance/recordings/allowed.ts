import { readFile } from 'node:fs/promises';

/**
 * The heading in `docs/registries/{registry}.md` under which the table of allowed differences
 * stands.
 */
const HEADING = '## Allowed differences';
/** The only reason that covers many lines at once. */
export const NOBODY_ASKS = 'nobody asks';

/** A recorded line that the double may answer otherwise, and why. */
export interface Allowed {
  readonly name: string;
  /** Version of the server it is allowed for, e.g. `3.18.0`; or `all`. */
  readonly version: string;
  readonly reason: string;
}

/**
 * The allowed differences of a registry: rows `| version | line | reason |` of the table under
 * `## Allowed differences`, the line's name as inline code, several of them where nobody asks.
 */
export async function allowedDifferences(
  registry: string,
  version: string,
): Promise<readonly Allowed[]> {
  const file = new URL(`../../../docs/registries/${registry}.md`, import.meta.url);
  return parseAllowed(await readFile(file, 'utf8')).filter(
    (row) => row.version === version || row.version === 'all',
  );
}

export function parseAllowed(page: string): readonly Allowed[] {
  const [, section = ''] = page.split(`${HEADING}\n`);
  const [table = ''] = section.split(/^## /m);
  return table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| version '))
    .flatMap((line) => {
      const [version = '', names = '', reason = ''] = cells(line);
      const found = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      if (reason === '' || (found.length > 1 && reason !== NOBODY_ASKS)) {
        throw new Error(`each allowed difference has a line and a reason of its own: ${line}`);
      }
      return found.map((name) => ({ version, name, reason }));
    });
}

function cells(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim());
}
