import os from 'node:os';
import type { Chunk } from './bundle/outputs.ts';
import type { Row } from './row.ts';

/** Everything that one run of the bench found out; `--json` prints it as it stands. */
export interface Report {
  readonly machine: Machine;
  /** What one must know to read the figures. */
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
  /** What is loaded later, the biggest first. */
  readonly chunks: readonly Chunk[];
  /** What could not be measured, and why. */
  readonly failures: readonly string[];
}

export interface Machine {
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted a core, on average over the last minute: before the run and after it. */
  readonly load: readonly [number, number];
}

export function machineSince(loadBefore: number): Machine {
  const cores = os.availableParallelism();
  return { cores, node: process.version, load: [loadBefore, loadNow()] };
}

export const loadNow = (): number => os.loadavg()[0] ?? 0;

/** What a machine that does other things at the same time makes of the figures. */
export function notesOn({ cores, load }: Machine): string[] {
  const notes = [
    'Ratios (×) compare runs in turns within this run; they hold on a busy machine, too.',
  ];
  if (Math.max(...load) > cores / 2) {
    notes.push(
      `The machine was busy (load ${load.map((value) => value.toFixed(1)).join(' to ')} on ` +
        `${cores} cores): times in ms are upper bounds at best.`,
    );
  }
  return notes;
}

/** The report as a table for people. */
export function describeReport({ machine, notes, rows, chunks, failures }: Report): string {
  const figures = rows.map((row) => [
    row.name,
    `${number(row.value)} ${row.unit}`,
    row.limit === undefined ? '' : `≤ ${number(row.limit)}`,
    row.limit === undefined ? '' : row.value <= row.limit ? 'yes' : 'NO',
    row.note ?? '',
  ]);
  const later = chunks.map(({ name, bytes, loadedBy }) => [
    name,
    `${number(bytes / 1000)} kB`,
    several(loadedBy),
  ]);
  return [
    `${machine.cores} cores, Node ${machine.node}, load ${number(machine.load[0])} to ${number(machine.load[1])}`,
    ...notes,
    '',
    table(['figure', 'value', 'limit', 'within', 'how'], figures),
    '',
    table(['loaded later', 'size', 'by'], later),
    ...failures.map((failure) => `\nNot measured: ${failure}`),
  ].join('\n');
}

/** The first few names; a chunk that is shared can have dozens. */
function several(names: readonly string[]): string {
  const more = names.length - 2;
  return names.slice(0, 2).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Three digits that matter. */
function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const all = [head, ...lines];
  const widths = head.map((_, column) =>
    Math.max(...all.map((line) => (line[column] ?? '').length)),
  );
  const format = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    format(head),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...lines.map(format),
  ].join('\n');
}
