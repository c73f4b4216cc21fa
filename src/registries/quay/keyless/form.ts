import { readGitRemote } from '../../../core/git-remote.ts';
import { t } from '../../../core/l10n.ts';
import type { Checkout } from '../../contract/checkout.ts';
import type { Choice, Form, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { checkIssuer, checkSubject } from '../actions/issuer-checks.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { answersOf, proposal, readIds } from './answers.ts';
import { type Forge, forgeOf, type Run } from './forge.ts';

/**
 * Asks for the repository of the CI jobs and what they run for, and proposes the issuer and the
 * subject that their tokens carry.
 *
 * @param checkouts of the workspace; none where it is not trusted
 */
export function keylessForm(robot: RobotName, checkouts: () => Promise<readonly Checkout[]>): Form {
  return {
    title: t('Make {0} Keyless', fullName(robot)),
    fields: [
      {
        id: 'repository',
        type: 'text',
        title: t('Repository'),
        prompt: t('The address of the repository whose CI jobs are to log in as the robot'),
        placeholder: 'https://github.com/acme/api',
        normalize: (typed) => canonical(typed) ?? typed.trim(),
        suggestions: async () => repositoryChoices(await checkouts()),
        check: checkRepository,
      },
      {
        id: 'forge',
        type: 'choice',
        title: t('Forge'),
        prompt: t('What runs at this host'),
        when: (values) => {
          const remote = readGitRemote(text(values, 'repository'));
          return remote !== undefined && forgeOf(remote.host) === undefined;
        },
        choices: () => [
          { value: 'github-server', label: 'GitHub Enterprise Server' },
          { value: 'gitlab', label: 'GitLab' },
        ],
      },
      {
        id: 'run',
        type: 'choice',
        title: t('Jobs'),
        prompt: t('Which jobs are to log in as the robot; Quay knows no wildcards'),
        choices: (values) => runChoices(answersOf(values)?.forge),
      },
      {
        id: 'name',
        type: 'text',
        title: t('Name'),
        prompt: t('The name of the branch, tag or environment; upper and lower case matter'),
        when: (values) => text(values, 'run') !== 'pull-request',
        suggestions: async (values) => nameChoices(values, await checkouts()),
        check: checkName,
      },
      {
        id: 'names',
        type: 'choice',
        title: t('Form of the Subject'),
        prompt: t('GitHub puts ids into the subjects of newer repositories'),
        when: (values) => answersOf(values)?.forge === 'github',
        choices: () => [
          {
            value: 'names',
            label: t('Names'),
            detail: t('Repositories created before July 15, 2026, unless set up otherwise since'),
          },
          {
            value: 'ids',
            label: t('Names and Ids'),
            detail: t('Repositories created, renamed or transferred since July 15, 2026'),
          },
        ],
      },
      {
        id: 'ids',
        type: 'text',
        title: t('Ids'),
        prompt: t('The ids of owner and repository, as this shows them: {0}', idsCommand),
        placeholder: '123456 456789',
        when: (values) => answersOf(values)?.forge === 'github' && text(values, 'names') === 'ids',
        check: (typed) =>
          readIds(typed) === undefined
            ? error(t('Two numbers: the id of the owner, then that of the repository.'))
            : undefined,
      },
      {
        id: 'issuer',
        type: 'text',
        title: t('Issuer'),
        prompt: t('The “iss” claim of the tokens; change it where the forge was set up otherwise'),
        initial: (values) => proposal(values)?.issuer,
        check: (issuer, values) => checkIssuer(issuer) ?? unusual(issuer, proposal(values)?.issuer),
      },
      {
        id: 'subject',
        type: 'text',
        title: t('Subject'),
        prompt: t('The “sub” claim of the tokens; change it where the forge was set up otherwise'),
        initial: (values) => proposal(values)?.subject,
        check: (subject, values) =>
          checkSubject(subject) ?? unusual(subject, proposal(values)?.subject),
      },
    ],
  };
}

const idsCommand = "gh api repos/{owner}/{repo} --jq '.owner.id, .id'";

/** The address as it is shown and kept, without what git may have put into it besides. */
function canonical(typed: string): string | undefined {
  const remote = readGitRemote(typed);
  return remote === undefined ? undefined : `https://${remote.host}/${remote.path}`;
}

function checkRepository(typed: string): Remark | undefined {
  const remote = readGitRemote(typed);
  if (remote === undefined) {
    return error(t('An address of a repository looks like https://github.com/acme/api.'));
  }
  if (forgeOf(remote.host) === 'bitbucket') {
    return error(
      t(
        'The tokens of Bitbucket carry another subject in every step of a pipeline, and Quay knows no wildcards: a robot cannot trust them.',
      ),
    );
  }
  const isNested = remote.path.split('/').length > 2;
  return isNested && forgeOf(remote.host) === 'github'
    ? error(t('Repositories of GitHub have an owner and one name.'))
    : undefined;
}

function repositoryChoices(checkouts: readonly Checkout[]): readonly Choice[] {
  const choices = checkouts.flatMap(({ name, remotes }) =>
    remotes.map((remote): Choice => {
      const address = `https://${remote.host}/${remote.path}`;
      const description = t('{0} of {1}', remote.name, name);
      return { value: address, label: address, description };
    }),
  );
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}

function runChoices(forge: Forge | undefined): readonly Choice[] {
  const choice = (value: Run, label: string, detail: string): Choice => ({ value, label, detail });
  const branch = t('Branch');
  const tag = t('Tag');
  if (forge === 'gitlab') {
    return [
      choice('branch', branch, t('Also of merge requests, whose jobs carry their source branch')),
      choice('tag', tag, t('One tag')),
    ];
  }
  return [
    choice('branch', branch, t('Jobs on one branch, unless they have an environment')),
    choice('environment', t('Environment'), t('Jobs with this environment, on whatever branch')),
    choice('tag', tag, t('One tag, unless the job has an environment')),
    choice('pull-request', t('Pull Requests'), t('Jobs of all pull requests in the repository')),
  ];
}

/** The branches that are checked out of that repository, where one is asked for. */
function nameChoices(values: FormValues, checkouts: readonly Checkout[]): readonly Choice[] {
  if (text(values, 'run') !== 'branch') return [];
  const repository = text(values, 'repository');
  const present = checkouts
    .filter(({ remotes }) =>
      remotes.some(({ host, path }) => `https://${host}/${path}` === repository),
    )
    .flatMap(({ branch }) => (branch === undefined ? [] : [branch]));
  return [...new Set([...present, 'main'])].map((name) => ({ value: name, label: name }));
}

/** What would mean something else in a CI file is not written into one. */
function checkName(name: string): Remark | undefined {
  return /["'`\\$\p{Cc}]/u.test(name)
    ? error(
        t('A name with quotes, $ or \\ cannot stand in a CI file: use Add Keyless Issuer instead.'),
      )
    : undefined;
}

function unusual(entered: string, usual: string | undefined): Remark | undefined {
  return usual === undefined || entered === usual
    ? undefined
    : { severity: 'info', message: t('Unless it was set up otherwise, it is {0}.', usual) };
}

const error = (message: string): Remark => ({ severity: 'error', message });
