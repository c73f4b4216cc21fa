import { notUnderstood } from './not-understood.ts';

/**
 * Throws `invalid-input` for a text that Python's configuration parser refuses: lines that are
 * neither a heading, an entry below one, a remark nor what goes on with an entry.
 */
export function mustBeIni(text: string, file: string): void {
  let hasHeading = false;
  for (const line of text.split('\n')) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    if (/^\[[^\]]+\]/.test(line)) hasHeading = true;
    else if (!hasHeading || !/^\s|[=:]/.test(line)) throw notUnderstood(file);
  }
}
