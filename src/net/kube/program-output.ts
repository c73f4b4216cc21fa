import type { OutsideText } from '../../core/outside-text.ts';
import { excerpt } from '../../core/outside-text.ts';

/** The end of what a program said, on one line, for a message. */
export const lastWords = (text: OutsideText): string => excerpt(text, 500, 'end');
