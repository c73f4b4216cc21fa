import { trimBoth } from '../../core/trim.ts';

/** A token out of what was pasted: without header name, scheme, quotes and any white space. */
export const tokenInPaste = (text: string): string =>
  trimBoth(text.trim(), '"\'`')
    .replace(/^\s*authorization\s*:\s*/i, '')
    .replace(/^\s*bearer\s+/i, '')
    .replace(/["'`\s]+/g, '');
