import { longestAtOnce, maxLength } from '../../jwt/limits.ts';
import type { Doors } from '../doors/doors.ts';

type Said = Pick<Doors, 'progress' | 'messages'>;

/**
 * What is read of a text that somebody copied: of a long one its first token, looked for so that the
 * editor goes on meanwhile and the person can cancel, for which it rejects. `undefined` for a long
 * text without a token. A text beyond every limit is refused where it is read.
 */
export const readablePart = async (
  text: string,
  doors: Said,
  tells = false,
): Promise<string | undefined> =>
  text.length <= longestAtOnce || text.length > maxLength
    ? text
    : (await import('./search-text.ts')).searchText(text, doors, tells);

/** As `readablePart`, of a text that the person pointed at: that there is no token in it is said. */
export const meantPart = (text: string, doors: Said): Promise<string | undefined> =>
  readablePart(text, doors, true);
