import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { readAuthFile } from '../../delivery/logins/auth-file.ts';

/** What in a line tells of logins, from `start` up to but not including `end`. */
export interface LoginLine {
  readonly start: number;
  readonly end: number;
  readonly logins: readonly FileLogin[];
}

/**
 * The member of a Secret of Kubernetes, that of a file of Docker or Podman, or `{"auths":` as base64
 * begins with it.
 */
const mark = /\.docker(?:configjson|cfg)\b|["']auths["']|eyJhdXRocyI6[\w+/-]*={0,2}/;

/**
 * The logins that a line of a document tells of: those in it, or those of the document whose file it
 * belongs to. `undefined` for any other line.
 *
 * @param whole gives the text of the document, where it is needed
 */
export function loginLine(line: string, whole: () => string): LoginLine | undefined {
  const found = mark.exec(line);
  if (found === null) return undefined;
  const [text] = found;
  const logins = readAuthFile(text) ?? readAuthFile(line) ?? readAuthFile(whole());
  return logins && { start: found.index, end: found.index + text.length, logins };
}
