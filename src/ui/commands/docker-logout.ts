import { t } from '../../core/l10n.ts';
import { findDocker } from '../../delivery/docker/login.ts';
import { logout } from '../../delivery/docker/logout.ts';
import { dockerProgram, login as loginPlace, loginFacts } from '../../delivery/places/login.ts';
import { attempt } from '../actions/attempt.ts';
import { forImages } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/** Removes the login of a token's registry from where Docker keeps it. The token lives on. */
export async function dockerLogout(row: unknown, services: Services): Promise<void> {
  const target = await pickToken(row, services, t('Docker Logout'), forImages);
  const host = target?.record.registryHost;
  if (host === undefined) return;
  await attempt(target?.account, services, async () => {
    const around = dockerEnvironment();
    const docker = findDocker(around);
    const had = await services.progress(t('Logging Docker out of {0}…', host), (signal) =>
      logout(docker, host, around, signal),
    );
    await (await services.places()).clear(loginPlace, loginFacts(dockerProgram, host));
    void services.messages.info(
      had
        ? t('Docker is logged out of {0}. The token itself goes on working.', host)
        : t('Docker was not logged in to {0}.', host),
    );
  });
}
