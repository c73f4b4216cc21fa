/** How `rok-fort-manage` prints a table (docs/registries/rok.md §2). */
export const TABLE_FORMATS = ['columns', 'columns-no-header', 'pipes', 'box', 'colored'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** Prints rows under a header; every line ends with LF. */
export function formatTable(
  format: TableFormat,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = header.map((name, index) =>
    Math.max(name.length, ...rows.slice(0, 500).map((row) => row[index]?.length ?? 0)),
  );
  const pad = (row: readonly string[]) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0));
  const rule = (corner: string, joint: string) =>
    corner + widths.map((width) => '-'.repeat(width + 2)).join(joint) + corner;
  switch (format) {
    case 'columns':
    case 'columns-no-header':
      return lines([
        ...(format === 'columns'
          ? [pad(header).join('  '), widths.map((width) => '-'.repeat(width)).join('  ')]
          : []),
        ...rows.map((row) => pad(row).join('  ').trimEnd()),
      ]);
    case 'pipes':
      return lines(rows.map((row) => row.join(' | ')));
    case 'box':
      return lines([
        rule('+', '+'),
        `| ${pad(header).join(' | ')} |`,
        rule('+', '+'),
        ...rows.map((row) => `| ${pad(row).join(' | ')} |`),
        rule('+', '+'),
      ]);
    case 'colored':
      return lines([
        `\u001b[1m${pad(header).join('  ')}\u001b[0m`,
        ...rows.map((row) => `\u001b[36m${pad(row).join('  ').trimEnd()}\u001b[0m`),
      ]);
  }
}

/** Prints names with their values, as a single row turned on its side. */
export function formatPairs(
  format: TableFormat,
  pairs: readonly (readonly [name: string, value: string])[],
): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  switch (format) {
    case 'columns':
    case 'columns-no-header':
      return lines(pairs.map(([name, value]) => `${name.padEnd(width)}  ${value}`));
    case 'colored':
      return lines(
        pairs.map(([name, value]) => `\u001b[1m${name.padEnd(width)}\u001b[0m  ${value}`),
      );
    case 'pipes':
    case 'box':
      return lines(pairs.map(([name, value]) => `| ${name.padEnd(width)} | ${value} |`));
  }
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
