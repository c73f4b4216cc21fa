import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import { openQuay } from '../../../../src/registries/quay/open.ts';
import { never, walk, type Bench } from '../../../unit/registries/quay/support.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import type { Show } from '../scene.ts';
import { act, type QuayScene } from './stage.ts';

const ci = ['acme-platform', 'ci'] as const;

const answers = {
  repository: 'https://github.com/acme/api',
  run: 'branch',
  name: 'main',
  names: 'names',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/api:ref:refs/heads/main',
};
const gitlab = { ...answers, repository: 'https://gitlab.com/acme/api' };

/** A registry in a workspace with a checkout. */
const inWorkspace = (bench: Bench): Registry => {
  const remotes = [{ name: 'origin', host: 'github.com', path: 'acme/api' }];
  const checkouts = () => Promise.resolve([{ name: 'api', branch: 'main', remotes }]);
  return openQuay({ ...bench.connection(), checkouts }, bench.timer);
};

async function showForm(bench: Bench, show: Show, values: FormValues): Promise<void> {
  const registry = inWorkspace(bench);
  const row = await walk(registry, ...ci);
  const form = await registry.actions['makeKeyless']?.form?.(row, never);
  await show(form);
  const connect = () => Promise.reject(new Error('needs no connection'));
  for (const field of form?.fields ?? []) {
    if (field.type === 'choice') await show(field.choices(values, never));
    if (field.type === 'text') await show(field.suggestions?.(values, never, connect));
  }
}

/** Robots that CI jobs log in as. */
export const keyless: readonly QuayScene[] = [
  {
    when: 'the form that makes a robot keyless, for GitHub and for GitLab',
    says: ['The ids of owner and repository, as this shows them: {0}'],
    play: async (bench, show) => {
      await showForm(bench, show, answers);
      await showForm(bench, show, gitlab);
    },
  },
  {
    when: 'what is typed into it',
    says: [
      'An address of a repository looks like https://github.com/acme/api.',
      'The tokens of Bitbucket carry another subject in every step of a pipeline, and Quay knows no wildcards: a robot cannot trust them.',
      'Repositories of GitHub have an owner and one name.',
      'A name with quotes, $ or \\ cannot stand in a CI file: use Add Keyless Issuer instead.',
      'Two numbers: the id of the owner, then that of the repository.',
      'Unless it was set up otherwise, it is {0}.',
    ],
    play: async (bench, show) => {
      const registry = inWorkspace(bench);
      const row = await walk(registry, ...ci);
      const form = await registry.actions['makeKeyless']?.form?.(row, never);
      for (const [id, typed] of [
        ['repository', 'acme'],
        ['repository', 'https://bitbucket.org/acme/api'],
        ['repository', 'https://github.com/acme/sub/api'],
        ['name', 'a"b'],
        ['ids', 'acme'],
        ['subject', 'repo:acme/web:pull_request'],
      ] as const) {
        const field = form?.fields.find((each) => each.id === id);
        if (field?.type !== 'text') throw new TypeError('no such field');
        await show(field.check?.(typed, answers));
      }
    },
  },
  {
    when: 'the question before it, also where something would be dropped',
    says: [
      'Let CI jobs log in as {0} without a stored secret?',
      'Issuer: {0}',
      'Subject: {0}',
      'Whoever can run such a job may do what the robot may. Quay does not check the audience.',
      'All pull requests have this subject, whoever opens them from within the repository.',
      'Quay stores only issuers and subjects, so writing the list drops this:',
      'Add the subject {0} of {1} to those that {2} trusts?',
    ],
    play: async (bench, show) => {
      const entry = { issuer: 'https://idp.example.test', subject: 'a', audiences: ['quay'] };
      bench.quay.world.addRobot({ namespace: 'dana', shortname: 'narrow', federation: [entry] });
      const registry = bench.registry();
      const row = await walk(registry, 'dana', 'narrow');
      const pulls = { ...answers, run: 'pull-request' };
      await show(consequenceOf(registry, 'makeKeyless', row, pulls));
      await show(consequenceOf(registry, 'addIssuer', row, answers));
    },
  },
  {
    when: 'the name of a robot that could be more than a name',
    says: ['A CI file cannot hold the name of the robot “{0}”.'],
    play: async (bench, show) => {
      bench.quay.world.addRobot({ namespace: 'dana', shortname: 'odd"name' });
      await act(bench, show, 'makeKeyless', ['dana', 'odd"name'], answers);
    },
  },
  {
    when: '200 for the issuer, and again without a request',
    says: [
      '{0} trusts {1} as {2} now.',
      'It logs in to {0} as {1} without a stored secret.',
      'The robot trusts the tokens with this subject alone:',
      '{0} trusts {1} already; nothing was sent.',
    ],
    play: async (bench, show) => {
      await act(bench, show, 'makeKeyless', ci, answers);
      await act(bench, show, 'makeKeyless', ci, answers);
    },
  },
  {
    when: '200 for the issuer of GitLab',
    says: [
      '{0} trusts {1} as {2} now.',
      'It logs in to {0} as {1} without a stored secret.',
      'The robot trusts the tokens with this subject alone:',
    ],
    play: (bench, show) =>
      act(bench, show, 'makeKeyless', ci, {
        ...gitlab,
        issuer: 'https://gitlab.com',
        subject: 'project_path:acme/api:ref_type:branch:ref:main',
      }),
  },
];
