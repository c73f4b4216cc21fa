import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { OutsideText } from '../../../core/outside-text.ts';
import { hasNone, isAnonymous, noCredentials } from '../api/anonymous.ts';
import {
  forbidden,
  missing,
  notKubernetes,
  readMissingRight,
  refused,
  unauthenticated,
} from '../api/refusal.ts';
import type { ClusterAccess } from '../kubeconfig/access.ts';
import { lastWords } from '../program-output.ts';

/** The exit code of the command in the pod, which kubectl tells on its last line. */
export const remoteExitCode = (stderr: OutsideText): number | undefined =>
  stderr.read((text) => {
    const found = /(?:^|\n)command terminated with exit code (\d{1,3})\s*$/.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  });

/**
 * Whether kubectl dropped output that came before it had made its streams, which it tells on stderr
 * alone. One dropped frame is the empty one that begins every command (docs/registries/rok.md §5,
 * points 4 and 9).
 */
export const lostBeginning = (stderr: OutsideText): boolean =>
  stderr.read(
    (text) => text.match(/websocket\.go:\d+\] Unknown stream id 1, discarding message$/gm) ?? [],
  ).length > 1;

/**
 * kubectl's own last sentence. What a plugin or the command in the pod wrote may stand before it, and
 * is none of its words.
 */
export function ownWords(stderr: OutsideText): string {
  const lines = stderr.redacted().split('\n');
  const start = lines.findLastIndex((line) =>
    /^(?:error: |Error from server|Unable to connect to the server|The connection to the server|The \S+ "[^"]*" is invalid:)/.test(
      line,
    ),
  );
  return start < 0 ? '' : lastWords(new OutsideText(lines.slice(start).join('\n')));
}

/** The context that kubectl was told to use. */
export type Reached = Pick<ClusterAccess, 'context' | 'server' | 'user'>;

/** Statuses of the reasons by which kubectl tells that the server refused. */
const statuses: Readonly<Record<string, number>> = {
  BadRequest: 400,
  AlreadyExists: 409,
  Conflict: 409,
  Invalid: 422,
  InternalError: 500,
  ServiceUnavailable: 503,
};

/** What kubectl failed at before it began anything; `undefined` when its words do not tell it. */
export function explainKubectl(access: Reached, stderr: OutsideText): RegistryError | undefined {
  const { context, server } = access;
  const words = ownWords(stderr);
  if (isAnonymous(words)) return noCredentials(access);
  // It asks for a user name, and there is nobody to answer.
  if (words === 'error: EOF' && hasNone(access.user)) {
    return new RegistryError(
      'not-authorized',
      t('The kubeconfig has no credentials for the user of the context “{0}”.', context),
      { repair: 'retry' },
    );
  }
  if (/\(Forbidden\)|is forbidden:/.test(words)) return forbidden(context, words);
  if (/\(Unauthorized\)|must be logged in|asked for the client to provide cred/.test(words)) {
    return unauthenticated(context);
  }
  const gone = /\(NotFound\): (.{1,300})/.exec(words)?.[1];
  if (gone !== undefined) {
    return gone.startsWith('the server could not find the requested resource')
      ? notKubernetes(context, server, 404)
      : missing(context, gone);
  }
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
    const said = lastWords(stderr);
    const own = said
      .slice(0, said.lastIndexOf('getting credentials: '))
      .replace(/(?:Unable to connect to the server|error): $/, '');
    const plugin = own.trim() || (credentials[1] ?? '');
    return new RegistryError(
      'not-authorized',
      t('The credential plugin of the context “{0}” failed: {1}', context, plugin),
      { repair: 'retry' },
    );
  }
  const status = Object.entries(statuses).find(([reason]) => words.includes(`(${reason})`))?.[1];
  if (status !== undefined) return refused(context, status, words);
  if (/^The \S+ "[^"]*" is invalid:/.test(words)) return refused(context, 422, words);
  if (/^(?:Unable to connect|The connection) to the server/.test(words) || failsToDial(words)) {
    return kubectlSays(words);
  }
  return undefined;
}

/** Between the two stands an address, however long a command it holds. */
function failsToDial(words: string): boolean {
  const sending = words.indexOf('error sending request: ');
  return sending >= 0 && /\bdial /.test(words.slice(sending));
}

/** Words of kubectl that are told as they are. */
export const kubectlSays = (words: string): RegistryError =>
  new RegistryError('unreachable', t('kubectl says: {0}', words), { repair: 'retry' });

/** Something between kubectl and the pod did not let the command through. */
export type NotUpgraded = 'refused' | 'gave-up';

/** Reads it out of kubectl's words, which quote what a gateway answered. */
export function notUpgraded(words: string): NotUpgraded | undefined {
  if (!words.includes('unable to upgrade connection:')) return undefined;
  return /\b50[24]\b/.test(words) ? 'gave-up' : 'refused';
}

export const noUpgrade = (context: string): RegistryError =>
  new RegistryError(
    'protocol',
    t(
      'What answers for the cluster of the context “{0}” does not let kubectl run commands: the connection is not upgraded. Nothing was run.',
      context,
    ),
    { repair: 'retry' },
  );

/** Whether kubectl was kept from reading the pod, which is more than running a command needs. */
export function mayNotGetPods(stderr: OutsideText): boolean {
  const right = readMissingRight(ownWords(stderr));
  return right?.verb === 'get' && right.resource === 'pods';
}
