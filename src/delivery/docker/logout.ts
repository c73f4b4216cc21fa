import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { excerpt } from '../../core/outside-text.ts';
import { hasAuth, helperFor, putAuth, readConfig } from './config.ts';
import type { DockerEnvironment } from './environment.ts';
import { eraseWithHelper } from './helper.ts';
import { mustBeHost } from './login.ts';
import { run } from './run.ts';

/**
 * Removes a host's login from where Docker keeps it, with the docker program or without. Resolves
 * with whether there was one in Docker's configuration.
 */
export async function logout(
  docker: string | undefined,
  host: string,
  dockerEnvironment: DockerEnvironment,
  signal: AbortSignal,
): Promise<boolean> {
  mustBeHost(host);
  const config = await readConfig(dockerEnvironment);
  const had = hasAuth(config, host);
  if (docker !== undefined) {
    const { code, said } = await run(docker, ['logout', host], '', dockerEnvironment, signal);
    if (code !== 0) {
      const words = excerpt(said, 300, 'last-line');
      throw new RegistryError('unsupported', t('docker logout failed: {0}', words), {
        repair: null,
      });
    }
    return had;
  }
  const helper = helperFor(config, host);
  if (helper !== undefined) await eraseWithHelper(helper, host, dockerEnvironment, signal);
  if (had) await putAuth(config.file, host, undefined, dockerEnvironment.home);
  return had;
}
