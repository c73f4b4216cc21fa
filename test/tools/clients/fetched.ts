import { existsSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { npm, run } from '../process.ts';
import { clientsDir, programsDir } from './folder.ts';

/** A client that is no part of the development dependencies. */
interface Fetched {
  /** Name and version. */
  readonly name: string;
  /** Fetches it, or finds it there. Rejects where it cannot be had. */
  readonly fetch: () => Promise<unknown>;
}

const install = ['install', '--no-save', '--ignore-scripts', '--no-audit'];

/** A folder with checkouts to use in the place of clones, by the names of their repositories. */
const checkouts = process.env['CLIENT_SOURCES'];

export const fetched: readonly Fetched[] = [
  {
    // Old versions of what it depends on keep it out of the development dependencies.
    name: 'jfrog-client-js 2.9.0',
    fetch: () => npm([...install, `--prefix=${clientsDir()}`, 'jfrog-client-js@2.9.0']),
  },
  ...[
    { program: 'pnpm', version: '12.21.0' },
    { program: 'yarn', version: '4.18.1', from: '@yarnpkg/cli-dist' },
  ].map(({ program, version, from = program }) => ({
    name: `${program} ${version}`,
    fetch: async () => {
      const folder = path.join(clientsDir(), program);
      await npm([...install, `--prefix=${folder}`, `${from}@${version}`]);
      await putOnPath(path.join(folder, 'node_modules', '.bin', program));
    },
  })),
  {
    name: 'uv 0.13.9, twine 7.0.0, poetry 2.5.1',
    fetch: async () => {
      const folder = path.join(clientsDir(), 'python');
      await run('python3', ['-m', 'venv', folder]);
      const programs = ['uv==0.13.9', 'twine==7.0.0', 'poetry==2.5.1'];
      await run(path.join(folder, 'bin', 'pip'), ['install', '--quiet', ...programs]);
      for (const program of ['uv', 'twine', 'poetry']) {
        await putOnPath(path.join(folder, 'bin', program));
      }
    },
  },
  {
    name: 'drpcli 4.7.0',
    fetch: async () => {
      const folder = await moduleFolder('github.com/digitalrebar/provision/v4@v4.7.0');
      await run('go', ['build', '-C', folder, '-o', programsDir(), './cmds/drpcli']);
    },
  },
  ...[
    'github.com/google/go-containerregistry/cmd/crane@v0.22.1',
    'oras.land/oras/cmd/oras@v1.3.6',
    'helm.sh/helm/v3/cmd/helm@v3.22.0',
  ].map((program) => ({
    name: path.basename(program).replace('@v', ' '),
    fetch: () => run('go', ['install', program], { env: { ...process.env, GOBIN: programsDir() } }),
  })),
  {
    name: 'the tests of jfrog-client-go 1.55.0',
    fetch: async () => {
      const folder = await source('jfrog-client-go', 'v1.55.0');
      const program = path.join(programsDir(), 'jfrog-client-go-tests');
      await run('go', ['test', '-C', folder, '-c', '-tags=itest', '-o', program, './tests']);
    },
  },
  {
    name: 'jf 2.78.10',
    fetch: async () => {
      const folder = await source('jfrog-cli', 'v2.78.10');
      await run('go', ['build', '-C', folder, '-o', path.join(programsDir(), 'jf'), '.']);
    },
  },
  {
    name: 'the tests of vault-plugin-secrets-artifactory 1.8.9',
    fetch: async () => {
      const folder = await source('vault-plugin-secrets-artifactory', 'v1.8.9');
      const program = path.join(programsDir(), 'vault-plugin-secrets-artifactory-tests');
      await run('go', ['test', '-C', folder, '-c', '-o', program, '.']);
    },
  },
];

/**
 * The source of one of JFrog's repositories. It is cloned, since the module proxy does not have all
 * of them under the tags of their releases.
 */
async function source(repository: string, tag: string): Promise<string> {
  if (checkouts !== undefined) return path.join(checkouts, repository);
  const folder = path.join(clientsDir(), `${repository}-${tag}`);
  if (!existsSync(folder)) {
    const from = `https://github.com/jfrog/${repository}`;
    await run('git', ['clone', '--quiet', '--depth=1', `--branch=${tag}`, from, folder]);
  }
  return folder;
}

/** Lets a program be found, and none of those beside it. */
async function putOnPath(program: string): Promise<void> {
  const link = path.join(programsDir(), path.basename(program));
  await rm(link, { force: true });
  await symlink(program, link);
}

/** The folder of a module in Go's cache, downloaded if need be. */
async function moduleFolder(module: string): Promise<string> {
  const described = await run('go', ['mod', 'download', '-json', module]);
  return (JSON.parse(described) as { readonly Dir: string }).Dir;
}
