import { type GitRemote, readGitRemote } from '../../../core/git-remote.ts';
import type { FormValues } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { type Forge, forgeOf, type GitHubIds, issuerOf, type Run, subjectOf } from './forge.ts';

/** What was answered so far of whose jobs a robot is to trust. */
export interface Answers {
  readonly remote: GitRemote;
  /** `undefined` as long as only a person can tell it. */
  readonly forge: Forge | undefined;
  readonly run: Run;
  /** Of the branch, tag or environment; empty for pull requests. */
  readonly name: string;
  readonly ids: GitHubIds | undefined;
}

/** `undefined` before there is a repository. */
export function answersOf(values: FormValues): Answers | undefined {
  const remote = readGitRemote(text(values, 'repository'));
  if (remote === undefined) return undefined;
  const run = text(values, 'run') as Run;
  return {
    remote,
    forge: forgeOf(remote.host) ?? ((text(values, 'forge') || undefined) as Forge | undefined),
    run,
    name: run === 'pull-request' ? '' : text(values, 'name'),
    ids: text(values, 'names') === 'ids' ? readIds(text(values, 'ids')) : undefined,
  };
}

/** Two numbers, however they are set apart: of the owner, then of the repository. */
export function readIds(typed: string): GitHubIds | undefined {
  const [, owner, repository] = /^\D*(\d+)\D+(\d+)\D*$/.exec(typed) ?? [];
  return owner === undefined || repository === undefined ? undefined : { owner, repository };
}

/** The issuer and subject of the forge's tokens for these answers. */
export function proposal(
  values: FormValues,
): { readonly issuer: string; readonly subject: string } | undefined {
  const answers = answersOf(values);
  if (answers?.forge === undefined || answers.forge === 'bitbucket') return undefined;
  const { forge, remote, run, name, ids } = answers;
  return {
    issuer: issuerOf(forge, remote.host),
    subject: subjectOf(forge, remote, run, name, ids),
  };
}
