import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { DockerEnvironment } from '../../delivery/docker/environment.ts';
import { binFolder, linkShim } from '../../delivery/helper/install.ts';
import { programName } from '../../delivery/helper/names.ts';
import { findHelper, foldersFor, loginPath } from '../../delivery/helper/on-path.ts';
import { isReachedFromOutside, outsideOf } from '../../delivery/helper/outside.ts';
import { dockerEnvironment } from '../editor/docker-environment.ts';
import type { Services } from '../services.ts';

/**
 * Makes sure that clients outside of the editor find the helper: one that is named in a
 * configuration and missing would make them fail. Resolves with whether it is found; rejects with
 * `unsupported` where it cannot be put on the PATH.
 */
export async function ensureOnPath(
  root: string,
  { messages, vault }: Pick<Services, 'messages' | 'vault'>,
): Promise<boolean> {
  const environment = dockerEnvironment();
  const { platform, home, untrusted, env } = environment;
  const outside = outsideOf(env);
  if (outside !== undefined && !(await isOutsideReached(outside, root, vault, environment))) {
    throw unsupported(
      t(
        'This editor runs in a sandbox (Flatpak or Snap), and a program outside of it did not reach it in a test. Tokens cannot be served here.',
      ),
    );
  }
  const path = await loginPath(environment);
  if (path === undefined) throw unsupported(t('The login shell did not say what its PATH is.'));
  if (findHelper(path, platform, untrusted) !== undefined) return true;
  const [folder] = foldersFor(path, home, untrusted);
  if (folder === undefined) {
    throw unsupported(
      t(
        'No folder of your PATH can be written. Add {0} to the PATH of your login shell, then try again.',
        binFolder(root),
      ),
    );
  }
  const yes = await messages.confirm(
    t('Put the credential helper on the PATH?'),
    t(
      'Docker and the others look for {0} on the PATH. A link to it is put into {1}, and the terminals of this editor find it as well.',
      programName,
      folder,
    ),
    { label: t('Put It There'), value: true },
  );
  if (yes !== true) return false;
  await linkShim(folder, root, platform);
  return true;
}

const isOutsideReached = (
  outside: NonNullable<ReturnType<typeof outsideOf>>,
  root: string,
  { exclusive }: Services['vault'],
  { env, platform }: DockerEnvironment,
): Promise<boolean> => {
  const runtime = process.execPath;
  return isReachedFromOutside(outside, { root, env, platform, runtime, exclusive });
};

const unsupported = (message: string) =>
  new RegistryError('unsupported', message, { repair: null });
