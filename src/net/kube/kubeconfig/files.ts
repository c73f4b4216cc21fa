import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { refuseInside } from '../../../programs/untrusted-paths.ts';
import type { KubeSettings } from '../settings.ts';

/**
 * The kubeconfig files in kubectl's order: the setting, else `KUBECONFIG`, else `~/.kube/config`.
 * Relative ones count from the home folder. Rejects one inside an untrusted workspace.
 */
export function kubeconfigFiles(settings: KubeSettings): readonly string[] {
  const { kubeconfig, environment, home, untrusted } = settings;
  const named = [kubeconfig, environment['KUBECONFIG'] ?? ''].find((list) => list.trim() !== '');
  const files = (named ?? join(home, '.kube', 'config'))
    .split(delimiter)
    .map((file) => file.trim())
    .filter((file) => file !== '')
    .map((file) => absolute(file, home));
  for (const file of files) refuseInside(file, untrusted);
  return [...new Set(files)];
}

function absolute(file: string, home: string): string {
  if (file === '~' || /^~[\\/]/.test(file)) return join(home, file.slice(1));
  return isAbsolute(file) ? file : resolve(home, file);
}
