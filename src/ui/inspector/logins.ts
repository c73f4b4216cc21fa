import type { FileLogin } from '../../delivery/logins/auth-file.ts';

/** A compact token and nothing else: base64 has no dots, and a file of logins has more. */
const bareToken = /^\s*[\w-]+\.[\w.~-]*\s*$/;

/** The logins in a text, see `readAuthFile`, whose code is loaded for a text that may have some. */
export async function loginsIn(text: string): Promise<readonly FileLogin[] | undefined> {
  if (bareToken.test(text)) return undefined;
  return (await import('../../delivery/logins/auth-file.ts')).readAuthFile(text);
}
