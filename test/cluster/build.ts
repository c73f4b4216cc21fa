import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../tools/process.ts';
import { cacheDir } from '../tools/paths.ts';

/** The programs of a cluster, as paths. */
export interface Programs {
  readonly etcd: string;
  readonly apiServer: string;
  readonly kubelet: string;
  readonly kubectl: string;
}

/** The version of Kubernetes in go.mod, which programs built from modules are not told. */
export const kubernetesVersion = '1.35.4';

/** Of each program of the Go modules, its package and the name that `go build` gives it. */
const packages = [
  ['go.etcd.io/etcd/server/v3', 'etcd'],
  ['k8s.io/kubernetes/cmd/kube-apiserver', 'kube-apiserver'],
  ['k8s.io/kubernetes/cmd/kubectl', 'kubectl'],
  ['.', 'kubelet'],
] as const;

const sources = ['go.mod', 'go.sum', 'kubelet.go'];

/**
 * Builds the API server, etcd, kubectl and our kubelet from Go modules, unless they were built
 * before: about ten minutes on two cores. Rejects where Go is missing or too old.
 */
export async function buildCluster(say: (line: string) => void): Promise<Programs> {
  const hash = createHash('sha256');
  for (const name of sources) hash.update(await readFile(path.join(import.meta.dirname, name)));
  const folder = path.join(cacheDir(), 'cluster', hash.digest('hex').slice(0, 16));
  const isBuilt = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isBuilt) await build(folder, say);
  return {
    etcd: path.join(folder, 'etcd'),
    apiServer: path.join(folder, 'kube-apiserver'),
    kubelet: path.join(folder, 'kubelet'),
    kubectl: path.join(folder, 'kubectl'),
  };
}

/** Builds beside the folder, which is there only when it is whole. */
async function build(folder: string, say: (line: string) => void): Promise<void> {
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const cwd = path.join(beside, 'source');
  await mkdir(cwd);
  for (const name of sources) {
    await copyFile(path.join(import.meta.dirname, name), path.join(cwd, name));
  }
  const [major, minor] = kubernetesVersion.split('.');
  const version = 'k8s.io/component-base/version';
  const flags = [
    '-s -w',
    `-X ${version}.gitVersion=v${kubernetesVersion}`,
    `-X ${version}.gitMajor=${major} -X ${version}.gitMinor=${minor}`,
  ].join(' ');
  for (const [name, program] of packages) {
    say(`Building ${program}…`);
    const args = ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags', flags];
    await run('go', [...args, '-o', path.join(beside, program), name], { cwd });
  }
  await rm(cwd, { recursive: true });
  await rename(beside, folder);
}
