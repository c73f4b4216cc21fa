import { t } from '../../core/l10n.ts';
import type { Lifetime } from '../../core/lifetime.ts';
import type { Secret } from '../../core/secret.ts';
import { visible } from '../../core/visible.ts';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import { explain, innermostOf } from '../../jwt/explain.ts';
import { readToken } from './read-token.ts';

/** A login in words: where, as whom, and what is known of its secret. Never the secret. */
export interface LoginWords {
  readonly host: string;
  readonly userName: string;
  readonly secret: string;
}

/** What a file of logins says, with the life of each token that can be read. */
export async function loginWords(
  logins: readonly FileLogin[],
  now: number,
): Promise<readonly LoginWords[]> {
  return Promise.all(
    logins.map(async ({ host, userName, secret }) => {
      if (secret === undefined) {
        return { host: visible(host), userName: name(userName), secret: t('not in this file') };
      }
      return {
        host: visible(host),
        userName: name(userName),
        secret: (await secretFacts(secret, now)).words,
      };
    }),
  );
}

/** What is known of a secret: its sort in words, and how long it lives, where it tells. */
export interface SecretFacts {
  readonly words: string;
  readonly lifetime: Lifetime;
}

export async function secretFacts(secret: Secret, now: number): Promise<SecretFacts> {
  const { decoded, languages } = await readToken(secret);
  const { summary, lifetime } = innermostOf(explain(decoded, { now, languages }));
  // Most passwords are no tokens; nothing is said of those, not even their length.
  const isKnown = decoded.kind !== 'opaque' || decoded.form !== undefined;
  return { words: isKnown ? summary : t('a password'), lifetime };
}

/** The text of the read-only view: JSON with the logins by host, secrets masked. */
export async function loginsDocument(logins: readonly FileLogin[], now: number): Promise<string> {
  const words = await loginWords(logins, now);
  const head = [
    `// ${t('A file of logins, as docker, podman and Kubernetes keep them. Secrets are not shown.')}`,
    '',
  ];
  const entries = words.map(({ host, userName, secret }) =>
    JSON.stringify({ host, userName, secret }, undefined, 2).replace(/^/gm, '  '),
  );
  return `${[...head, '[', entries.join(',\n'), ']'].join('\n')}\n`;
}

const name = (userName: string | undefined): string =>
  userName === undefined ? t('without a user name') : visible(userName);
