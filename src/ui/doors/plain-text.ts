import { oneLine } from '../../core/one-line.ts';

/**
 * What could turn the reading direction, end a line or hide: controls but the line feed and the tab,
 * bidirectional controls, separators, tags, lone surrogates. Joiners stay: scripts need them.
 */
const deceptive =
  /[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u{feff}\u{200b}\u{e0000}-\u{e007f}]|(?![\n\t])\p{Cc}/gu;

const visible = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A text that looks as it is, for places where the editor draws neither links nor icons. */
export const undisguised = (text: string): string => text.replaceAll(deceptive, visible);

/**
 * Lines in which the editor finds nothing to do and that look as they are. Notifications and the
 * messages of input boxes turn `[words](command:…)` into a link that runs the command, and many
 * places draw `$(name)` as an icon; a server's words must do neither. A space in between leaves
 * them readable, and characters that deceive are written out.
 */
export const plainLines = (text: string): string =>
  undisguised(text.replaceAll('](', '] (').replaceAll('$(', '$ ('));

/** The same of a text that is shown on one line. */
export const plainText = (text: string): string => plainLines(oneLine(text));
