import type { GitRemote } from '../../../core/git-remote.ts';

/** Where repositories are kept and CI jobs run, by what tokens it gives them. */
export type Forge = 'github' | 'github-server' | 'gitlab' | 'bitbucket';

/** What a CI job runs for, which its token's subject says. */
export type Run = 'branch' | 'tag' | 'environment' | 'pull-request';

/** Ids that GitHub puts behind the names in a subject: digits. */
export interface GitHubIds {
  readonly owner: string;
  readonly repository: string;
}

/** The forge by its host; `undefined` where a person has to say. */
export function forgeOf(host: string): Forge | undefined {
  if (host === 'github.com' || host.endsWith('.ghe.com')) return 'github';
  if (host === 'bitbucket.org') return 'bitbucket';
  if (host === 'gitlab.com' || host.startsWith('gitlab.')) return 'gitlab';
  return host.startsWith('github.') ? 'github-server' : undefined;
}

/**
 * The `iss` claim of the tokens that a forge gives to CI jobs. GitHub's enterprises on `ghe.com`
 * have an issuer of their own, as every GitHub Enterprise Server and GitLab has.
 */
export function issuerOf(forge: Exclude<Forge, 'bitbucket'>, host: string): string {
  switch (forge) {
    case 'github':
      return host === 'github.com'
        ? 'https://token.actions.githubusercontent.com'
        : `https://token.actions.${host}`;
    case 'github-server':
      return `https://${host}/_services/token`;
    case 'gitlab':
      return `https://${host}`;
  }
}

/**
 * The `sub` claim of the tokens for such runs, unless the forge was set up to send another one.
 *
 * @param name of the branch, tag or environment
 * @param ids for repositories of GitHub whose subjects carry them
 */
export function subjectOf(
  forge: Exclude<Forge, 'bitbucket'>,
  { path }: Pick<GitRemote, 'path'>,
  run: Run,
  name: string,
  ids?: GitHubIds,
): string {
  if (forge === 'gitlab') return `project_path:${path}:ref_type:${run}:ref:${name}`;
  const [owner = '', repository = ''] = path.split('/');
  const names = ids === undefined ? path : `${owner}@${ids.owner}/${repository}@${ids.repository}`;
  return `repo:${names}:${context(run, name)}`;
}

function context(run: Run, name: string): string {
  switch (run) {
    case 'branch':
      return `ref:refs/heads/${name}`;
    case 'tag':
      return `ref:refs/tags/${name}`;
    case 'environment':
      // The parts of a subject are told apart by colons.
      return `environment:${name.replaceAll(':', '%3A')}`;
    case 'pull-request':
      return 'pull_request';
  }
}
