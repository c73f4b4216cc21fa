import { withoutColors } from '../../../core/outside-text.ts';

/** The lines of an output, LF or CRLF, without colors and without empty ones. */
export function outputLines(output: string): readonly string[] {
  return withoutColors(output)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A line that draws a border: `+----+`, `-----  ---`, `|----|`, `════`. */
export const isRule = (line: string): boolean => /^[-+|=\s─━═┼╪│┌┐└┘├┤┬┴]+$/u.test(line);

/**
 * The cells of a line: between bars; else between runs of spaces, since a cell may hold single
 * ones; else between single spaces.
 */
export function cellsOf(line: string): readonly string[] {
  const inner = line.replace(/^[|│]|[|│]$/gu, '');
  return pieces(line, inner).map((cell) => cell.trim());
}

function pieces(line: string, inner: string): readonly string[] {
  if (/[|│]/u.test(line)) return inner.split(/[|│]/u);
  return /\s\s/.test(line) ? inner.split(/\s{2,}|\t/) : inner.split(/\s+/);
}
