import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { FaultRule } from '../../../sandbox/http/faults.ts';
import type { JfrogToken } from '../../../sandbox/jfrog/model.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { run, walk, type Bench } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import { day, hour, judge, lose, offer, stepsOf, type JfrogScene } from './stage.ts';

const options = 'What else? None is fine.';
const refreshable = 'It comes with a refresh token, which works once.';
const reference = 'A short text of 64 characters that stands for the token, for tools with limits.';
const audience = 'Which services accept it; all by default.';
const ofProject = 'Listed with the project, for its admins.';
const lost = 'The answer from {0} was lost: the token may have been issued or not.';
const issued = 'A token of {0} was issued.';

const plain: FormValues = { subject: 'ada', scopes: ['user'], lifetime: String(day), options: [] };

/** The steps of issuing: all that there are for an admin, or those of somebody else. */
async function steps(bench: Bench, signIn?: JfrogToken) {
  const registry = bench.registry(signIn);
  const row = signIn === undefined ? 'All users' : 'My tokens';
  return stepsOf(registry, 'issue', await walk(registry, row));
}

/** What stands before an admin at some steps, after some answers. */
async function offered(
  bench: Bench,
  show: Show,
  ids: readonly string[],
  values: FormValues = {},
): Promise<void> {
  const fields = await steps(bench);
  await offer(
    show,
    fields.filter(({ id }) => ids.includes(id)),
    { ...plain, ...values },
  );
}

const judged = async (
  bench: Bench,
  show: Show,
  id: string,
  ...entries: readonly (string | readonly string[])[]
) => judge(show, await steps(bench), id, entries);

/** How lives are judged. */
async function lives(bench: Bench, show: Show, version: string): Promise<void> {
  bench.jfrog.settings.version = version;
  const field = (await steps(bench)).find(({ id }) => id === 'lifetime');
  if (field?.type !== 'lifetime') throw new TypeError('no such step');
  await show(field.presets);
  for (const text of ['1h', '4h', '400d', 'never']) await show(field.parse(text));
}

async function ask(bench: Bench, show: Show, values: FormValues): Promise<void> {
  const registry = bench.registry();
  const row = await walk(registry, 'My tokens');
  await show(consequenceOf(registry, 'issue', row, { ...plain, ...values }));
}

async function issue(
  bench: Bench,
  show: Show,
  values: FormValues = {},
  signIn?: JfrogToken,
): Promise<void> {
  const registry = bench.registry(signIn);
  const row = await walk(registry, 'My tokens');
  await show(run(registry, 'issue', row, { ...plain, ...values }));
}

async function issueLost(
  bench: Bench,
  show: Show,
  kind: FaultRule['kind'],
  values: FormValues,
): Promise<void> {
  const registry = bench.registry();
  const row = await walk(registry, 'My tokens');
  bench.jfrog.faults.add({ kind, method: 'POST' });
  await lose(registry, show, ['issue', row, { ...plain, description: kind, ...values }]);
}

/** Scoped tokens: what is asked, what is warned of, and what came of it. */
export const issuing: readonly JfrogScene[] = [
  {
    when: 'users who are not there, or not enabled',
    says: [
      'There is no user {0}: scopes of groups work for such a name, the user’s own do not.',
      '{0} is not enabled ({1}).',
      'At most {0} characters; these are {1}.',
    ],
    play: (bench, show) => judged(bench, show, 'subject', 'nobody', 'eve', 'x'.repeat(256)),
  },
  {
    when: 'nothing of a list is chosen',
    says: ['Choose at least one.'],
    play: (bench, show) => judged(bench, show, 'scopes', []),
  },
  {
    when: 'the steps for groups, roles and parts of the system',
    says: ['Which groups?', 'Which project?', 'Which roles?', 'Which parts?', 'Read or change?'],
    play: (bench, show) =>
      offered(bench, show, ['groups', 'roleProject', 'roles', 'systemAreas', 'systemActions'], {
        scopes: ['groups', 'roles', 'system'],
        roleProject: 'web',
      }),
  },
  {
    when: 'artifacts that are none, or with actions that are none',
    says: [
      'Each is written repository/path:actions.',
      'Actions are the letters r w d a m x s with commas between them, or *.',
    ],
    play: (bench, show) => judged(bench, show, 'artifacts', 'repo', 'repo/path:rw'),
  },
  {
    when: 'groups whose names do not fit into a scope',
    says: ['A scope has at most {0} characters; this has {1}.'],
    play: async (bench, show) => {
      const field = (await steps(bench)).find(({ id }) => id === 'groups');
      if (field?.type !== 'choice') throw new TypeError('no such step');
      const names = Array.from({ length: 30 }, (_, index) => `a group of people ${index}`);
      await show(field.check?.(names, { scopes: ['groups'] }));
    },
  },
  {
    when: 'lives, where short tokens can be made revocable',
    says: [
      'Under 6 hours: by default cannot be revoked unless made revocable.',
      'Under 3 hours: by default not listed, and cannot be revoked unless made revocable.',
      'Never ends: it grants access until somebody revokes it.',
      'Longer than a year.',
    ],
    play: (bench, show) => lives(bench, show, '7.111.9'),
  },
  {
    when: '7.40: lives, where they cannot',
    says: [
      'Under 6 hours: by default cannot be revoked.',
      'Under 3 hours: by default not listed, and cannot be revoked.',
      'Never ends: it grants access until somebody revokes it.',
      'Longer than a year.',
    ],
    play: (bench, show) => lives(bench, show, '7.40.0'),
  },
  {
    when: 'the options of a token that lives for a day',
    says: [options, refreshable, reference, audience, ofProject],
    play: (bench, show) => offered(bench, show, ['options']),
  },
  {
    when: 'the options of a token that never ends',
    says: [
      options,
      'Pointless for a token that never ends, but allowed.',
      reference,
      audience,
      ofProject,
    ],
    play: (bench, show) => offered(bench, show, ['options'], { lifetime: 'never' }),
  },
  {
    when: 'the options of a token that lives for an hour',
    says: [
      options,
      refreshable,
      reference,
      'Even though it lives less than 6 hours. It then does not work in a circle of trust.',
      'For platforms that trust this one. It cannot be revoked, and its user must exist there.',
      audience,
      ofProject,
    ],
    play: (bench, show) => offered(bench, show, ['options'], { lifetime: String(hour) }),
  },
  {
    when: 'options that exclude each other',
    says: ['A circle of trust accepts no refreshable, reference or revocable tokens.'],
    play: (bench, show) => judged(bench, show, 'options', ['circle', 'refreshable']),
  },
  {
    when: 'audiences that are none, or lack a service',
    says: [
      '“{0}” is not a service.',
      'Without jfac@* it cannot manage tokens, nor verify itself.',
      'Without jfrt@* it cannot log in to images.',
    ],
    play: (bench, show) => judged(bench, show, 'audience', 'x', 'jfrt@*', 'jfac@*'),
  },
  {
    when: 'the step for a description',
    says: ['What it is for; lists show it. Leave it empty for none.'],
    play: (bench, show) => offered(bench, show, ['description']),
  },
  {
    when: 'the key of a project that is none',
    says: [
      'A project key has 2 to 32 lower-case letters, digits and hyphens, and begins with a letter.',
    ],
    play: (bench, show) => judged(bench, show, 'project', 'W'),
  },
  {
    when: 'before a token is issued that never ends',
    says: [
      'Issue a token that never ends?',
      'It grants access until somebody revokes it. Most uses do not need that.',
    ],
    play: (bench, show) => ask(bench, show, { lifetime: 'never' }),
  },
  {
    when: 'before a token is issued that lives under 6 hours',
    says: [
      'Issue a token that cannot be revoked?',
      'It lives under 6 hours: by default the server refuses to revoke such a token.',
    ],
    play: (bench, show) => ask(bench, show, { lifetime: String(4 * hour) }),
  },
  {
    when: 'before a token is issued for a circle of trust that lives under 3 hours',
    says: [
      'Issue a token that cannot be revoked?',
      'It lives under 3 hours: by default the server neither lists nor revokes such a token. Only this machine will know of it.',
      'A circle of trust accepts only such tokens. Nobody but this platform can tell its state.',
    ],
    play: (bench, show) => ask(bench, show, { lifetime: String(hour), options: ['circle'] }),
  },
  {
    when: '200 for what was asked',
    says: [issued],
    play: (bench, show) => issue(bench, show),
  },
  {
    when: '200 for less than was asked',
    says: [
      issued,
      'The server limited its life to {0}.',
      'The server does not allow refreshable tokens: it has no refresh token.',
      'The server gave no reference token.',
    ],
    play: (bench, show) => {
      bench.jfrog.settings.allowRefreshable = false;
      const body = { token_id: '1', access_token: 'opaque', expires_in: hour, scope: 'x' };
      bench.jfrog.faults.add({ kind: 'refusal', status: 200, method: 'POST', body });
      return issue(bench, show, { options: ['refreshable', 'reference'] });
    },
  },
  {
    when: '200 for a token that never ends, where an end was asked',
    says: [issued, 'The server issued it without an end.'],
    play: (bench, show) => {
      const body = { token_id: '1', access_token: 'opaque', scope: 'x' };
      bench.jfrog.faults.add({ kind: 'refusal', status: 200, method: 'POST', body });
      return issue(bench, show);
    },
  },
  {
    when: '403 for a longer life than an administrator permits',
    says: [
      'The server does not allow this token to you: another user’s, a wider scope, or a longer life than its administrator permits.',
    ],
    play: (bench, show) => {
      bench.jfrog.settings.maxExpiry = hour;
      return issue(bench, show, {}, bench.jfrog.tokens.user);
    },
  },
  {
    when: '7.30: a reference token, which came later',
    says: ['This needs JFrog {0} or newer; the server is {1}.'],
    play: (bench, show) => {
      bench.jfrog.settings.version = '7.30.0';
      return issue(bench, show, { options: ['reference'] });
    },
  },
  {
    when: 'the token was issued, and the answer lost',
    says: [
      lost,
      'The token was issued, but its secret is lost. Revoke it ({0}) and issue another one.',
    ],
    play: (bench, show) => issueLost(bench, show, 'cut-after', {}),
  },
  {
    when: 'a token with a refresh token was not issued, and the answer lost',
    says: [lost, 'The token was not issued.'],
    play: (bench, show) => issueLost(bench, show, 'cut', { options: ['refreshable'] }),
  },
  {
    when: 'a token without one was not issued, and the answer lost',
    says: [
      lost,
      'The server lists no such token, so it was not issued, unless this server lists only tokens that live longer.',
    ],
    play: (bench, show) => issueLost(bench, show, 'cut', {}),
  },
  {
    when: 'the answer was lost to a token that is too short for the list',
    says: [lost, 'Unknown: the server does not list tokens with so short a life.'],
    play: (bench, show) => issueLost(bench, show, 'cut-after', { lifetime: String(hour) }),
  },
];
