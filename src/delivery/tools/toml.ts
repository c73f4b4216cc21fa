import { entriesOf } from '../logins/tools/lines.ts';
import { notUnderstood } from './not-understood.ts';

/**
 * Throws `invalid-input` where a table of a TOML text is written otherwise than below a heading of
 * its own: with dots in its keys, or within braces. It could not stand there a second time.
 *
 * @param table the names that lead to it
 */
export function mustHaveNoOther(text: string, table: readonly string[], file: string): void {
  const wanted = table.join('.');
  const isOther = entriesOf(text, { comments: '#', separators: '=' }).some(({ section, key }) => {
    const above = bare(section);
    if (above === wanted) return false;
    const whole = above === '' ? bare(key) : `${above}.${bare(key)}`;
    return whole === wanted || whole.startsWith(`${wanted}.`) || wanted.startsWith(`${whole}.`);
  });
  // Within such a text, what looks like a heading is none.
  if (isOther || /"""|'''/.test(text)) throw notUnderstood(file);
}

const bare = (name: string): string => name.replaceAll(/["'\s]/g, '');
