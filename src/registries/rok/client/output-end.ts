import { withoutColors } from '../../../core/outside-text.ts';
import { isRule, outputLines } from './output-lines.ts';

/**
 * Whether an output shows its end. `told`: a frame that is closed. `missing`: a line that was not
 * ended, a frame that was not closed, or nothing at all. `unknown`: it ends with a line, as a list
 * that was cut between two of them would.
 */
export function endOf(output: string): 'told' | 'missing' | 'unknown' {
  const lines = outputLines(output);
  const last = lines.at(-1);
  if (last === undefined || !withoutColors(output).endsWith('\n')) return 'missing';
  if (!isFrame(lines[0] ?? '')) return 'unknown';
  if (!isFrame(last)) return 'missing';
  // The top, the rule below the header, and the bottom; of two, the last may be below a header.
  return lines.filter(isFrame).length > 2 ? 'told' : 'unknown';
}

/** A rule that a frame has, and no list without one: `+----+----+`, `┌──┬──┐`. */
const isFrame = (line: string): boolean => /^[+┌├└╔╠╚]/u.test(line) && isRule(line);
