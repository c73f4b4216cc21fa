import { t } from '../../../core/l10n.ts';
import type { CopyForm } from '../../contract/registry.ts';
import { commandForms } from './command.ts';
import { basicCredentials, type ImageLogin } from './login.ts';

/** A `docker login` that reads the token from standard input, so that no history keeps it. */
export const dockerLogin = (login: ImageLogin): readonly CopyForm[] =>
  commandForms({
    id: 'docker-login',
    label: t('docker login command'),
    detail: t('Without the token: paste it when the command waits for it.'),
    containsSecret: false,
    words: () => [
      ...['docker', 'login', `--username=${login.user}`, '--password-stdin'],
      ...(login.host.startsWith('-') ? ['--', login.host] : [login.host]),
    ],
  });

/** The `auths` object of Docker's `config.json`; Podman and Kubernetes read it, too. */
export const dockerConfigText = (login: ImageLogin, token: string): string =>
  JSON.stringify(
    { auths: { [login.host]: { auth: basicCredentials(login.user, token) } } },
    undefined,
    2,
  );

export function dockerConfig(login: ImageLogin): CopyForm {
  return {
    id: 'docker-config',
    label: t('Docker configuration'),
    detail: t('JSON for config.json of Docker or auth.json of Podman.'),
    containsSecret: true,
    build: ({ token }) => `${dockerConfigText(login, token.reveal())}\n`,
  };
}
