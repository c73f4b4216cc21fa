import { excerpt, OutsideText } from '../../core/outside-text.ts';

/** A text without the control sequences by which terminals are colored. */
export const withoutColors = (text: string): string =>
  text.replace(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '');

/** The end of what a program said, on one line, for a message. */
export const lastWords = (text: string): string =>
  excerpt(new OutsideText(withoutColors(text)), 500, 'end');
