import type * as vscode from 'vscode';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { readAuthFile } from '../../delivery/logins/auth-file.ts';

/** The logins of a document, read once, however many of its lines could tell of them. */
export function loginsOf(
  document: Pick<vscode.TextDocument, 'getText'>,
): () => readonly FileLogin[] | undefined {
  let read: { readonly logins: readonly FileLogin[] | undefined } | undefined;
  return () => (read ??= { logins: readAuthFile(document.getText()) }).logins;
}

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
 * @param whole gives those of the document, where they are needed
 */
export function loginLine(
  line: string,
  whole: () => readonly FileLogin[] | undefined,
): LoginLine | undefined {
  const found = mark.exec(line);
  if (found === null) return undefined;
  const [text] = found;
  const logins = readAuthFile(text) ?? readAuthFile(line) ?? whole();
  return logins && { start: found.index, end: found.index + text.length, logins };
}
