import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { forbidden, missing, refused, unauthenticated } from '../api/refusal.ts';
import { lastWords } from '../program-output.ts';

/** The exit code of the command in the pod, which kubectl tells on its last line. */
export function remoteExitCode(stderr: string): number | undefined {
  const found = /(?:^|\n)command terminated with exit code (\d{1,3})\s*$/.exec(stderr)?.[1];
  return found === undefined ? undefined : Number(found);
}

/**
 * What kubectl failed at, out of its own words; `unreachable` when it is not known that nothing was
 * started. Only its last lines are looked at: a command's own stderr may stand before them.
 */
export function explainKubectl(context: string, stderr: string): RegistryError {
  const words = lastWords(stderr);
  if (/\(Forbidden\)|is forbidden:/.test(words)) return forbidden(context, words);
  if (/\(Unauthorized\)|must be logged in|asked for the client to provide cred/.test(words)) {
    return unauthenticated(context);
  }
  const gone = /\(NotFound\): (.{1,300})/.exec(words)?.[1];
  if (gone !== undefined) return missing(context, gone);
  if (/failed to refresh token|No valid id-token/.test(words)) {
    // Issuers may quote what they refuse; a code is a code.
    const code = /\b(invalid_[a-z_]+|unauthorized_client)\b/.exec(words)?.[1] ?? t('see kubectl');
    return new RegistryError(
      'sign-in-expired',
      t(
        'The OIDC sign-in of the context “{0}” could not be renewed: {1}',
        context,
        t('the issuer refuses ({0}). Sign in again as for kubectl.', code),
      ),
      { repair: 'retry' },
    );
  }
  const credentials = /getting credentials: (.{1,400})/.exec(words);
  if (credentials !== null) {
    // What the plugin itself said stands before kubectl's words.
    const own = words
      .slice(0, credentials.index)
      .replace(/(?:Unable to connect to the server|error): $/, '');
    const plugin = own.trim() || (credentials[1] ?? '');
    return new RegistryError(
      'not-authorized',
      t('The credential plugin of the context “{0}” failed: {1}', context, plugin),
      { repair: 'retry' },
    );
  }
  if (/container not found|cannot exec (?:in|into) a/.test(words)) {
    return missing(context, t('the container is not there'));
  }
  if (/\((?:InternalError|ServiceUnavailable|BadRequest)\)/.test(words)) {
    return refused(context, 500, words);
  }
  return new RegistryError('unreachable', t('kubectl says: {0}', words), { repair: 'retry' });
}
