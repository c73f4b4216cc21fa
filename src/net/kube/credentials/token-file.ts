import { readFile, stat } from 'node:fs/promises';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { refuseInside } from '../../../programs/untrusted-paths.ts';

/** Longest file that is read as a token, in bytes. */
const longest = 64 * 1024;

/**
 * Makes the value of `Authorization` out of a kubeconfig's `tokenFile`. Others renew it, so it is read
 * whenever it is needed. Rejects with `invalid-input` and the path for what is no token, and with
 * `forbidden` inside a folder that is not trusted. What stands in the file is never quoted.
 */
export async function readTokenFile(
  file: string,
  context: string,
  untrusted: readonly string[],
): Promise<Secret> {
  refuseInside(file, untrusted);
  const unusable = (what: string, cause?: unknown) =>
    new RegistryError(
      'invalid-input',
      t('The tokenFile {0} of the context “{1}” cannot be used: {2}.', file, context, what),
      { cause, repair: 'retry' },
    );
  let text: string;
  try {
    const facts = await stat(file);
    // Anything else than a file could keep us waiting for ever.
    if (!facts.isFile()) throw unusable(t('it is not a file'));
    if (facts.size > longest) throw unusable(t('it is too long'));
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (error instanceof RegistryError) throw error;
    throw unusable(t('it cannot be read'), error);
  }
  if (text === '') throw unusable(t('it is empty'));
  if (!/^[\x21-\x7e]+$/.test(text)) throw unusable(t('what is in it is not a token'));
  return new Secret(`Bearer ${text}`);
}
