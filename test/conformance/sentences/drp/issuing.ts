import { never } from '../../../unit/registries/quay/support.ts';
import type { Bench } from '../../../unit/registries/drp/support.ts';
import { formOf, issue, issuedOf, revoke } from '../../../unit/registries/drp/support.ts';
import { NEWEST, type DrpVersion } from '../../../sandbox/drp/version.ts';
import { readCommand } from '../../../../src/registries/drp/issue/read-command.ts';
import { tokenLanguage } from '../../../../src/registries/drp/token-language.ts';
import { ROLES } from '../../../sandbox/drp/fixture.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import type { Show } from '../scene.ts';
import { everything, roles, triplet, type DrpScene } from './stage.ts';

/** What is said of a token and beside it. */
async function told(
  bench: Bench,
  show: Show,
  [user, by]: readonly [user: string, by: string],
  values: FormValues,
  version: DrpVersion = NEWEST.kb,
): Promise<void> {
  bench.drp.settings.version = version;
  const outcome = await show(issue(bench.registry(by), user, values));
  if (outcome?.issued !== undefined) await show(outcome.issued.record.caution ?? '');
}

const own = ['alice', 'alice'] as const;

/** The first step of a token for alice, on a version. */
async function rights(bench: Bench, show: Show, version: DrpVersion): Promise<void> {
  bench.drp.settings.version = version;
  const form = await formOf(bench.registry('alice'), 'alice');
  const field = form.fields.find(({ id }) => id === 'rights');
  if (field?.type !== 'choice') throw new TypeError('no such step');
  await show(field.prompt);
  await show(
    Promise.resolve(field.choices({}, never, () => Promise.resolve(bench.connection('alice')))),
  );
}

const choose = 'What may the token do?';

/** Has a narrowed token ignored, and then looks at what is offered. */
async function learned(bench: Bench, show: Show, values: FormValues): Promise<void> {
  bench.drp.settings.triplets = 'ignored';
  const registry = bench.registry('alice');
  await issue(registry, 'alice', values);
  const field = (await formOf(registry, 'alice')).fields.find(({ id }) => id === 'rights');
  if (field?.type !== 'choice') throw new TypeError('no such step');
  await show(
    Promise.resolve(field.choices({}, never, () => Promise.resolve(bench.connection('alice')))),
  );
}

/** Tokens of Digital Rebar: what each version can do, and what came of it. */
export const issuing: readonly DrpScene[] = [
  {
    when: '200 for a token that may do everything',
    says: ['A token of {0} was issued.', 'granted: {0}'],
    play: (bench, show) => told(bench, show, own, everything),
  },
  {
    when: 'v4: a narrowed token, refused where it should be',
    says: ['A token of {0} was issued, and is narrowed as far as it could be tried.'],
    play: (bench, show) => told(bench, show, own, roles),
  },
  {
    when: 'v4: a token that is let in where it should be refused',
    says: [
      'A token of {0} was issued, but it is NOT narrowed.',
      'This token is NOT narrowed: the server ignored what was asked for, and the token may do everything {0} may do.',
    ],
    play: (bench, show) => {
      bench.drp.settings.triplets = 'ignored';
      return told(bench, show, own, triplet('machines get,list *'));
    },
  },
  {
    when: 'v4: a new token that its own server refuses',
    says: [
      'A token of {0} was issued, but the server refuses it.',
      'The server that issued this token refuses it: it grants no access.',
    ],
    play: async (bench, show) => {
      const fault = bench.drp.faults.add({ kind: 'slow', path: '/api/v3/objects' });
      const running = told(bench, show, own, triplet('machines get,list *'));
      await fault.reached;
      bench.drp.world.tokens.clear();
      fault.release();
      await running;
    },
  },
  {
    when: 'v4: a right to list objects, by which narrowing is tried',
    says: [
      'A token of {0} was issued; narrowing not verified: {1}',
      'the right by which it could be tested was itself asked for.',
    ],
    play: (bench, show) => told(bench, show, own, triplet('objects list *')),
  },
  {
    when: 'v4: a user who may not list objects anyhow',
    says: [
      'A token of {0} was issued; narrowing not verified: {1}',
      '{0} may not be allowed to list objects at all, so a refusal proves nothing.',
    ],
    play: (bench, show) => told(bench, show, ['bob', 'bob'], triplet('machines get,list *')),
  },
  {
    when: 'v4: roles that this sign-in may not read',
    says: [
      'A token of {0} was issued; narrowing not verified: {1}',
      'what the roles allow cannot be read with this sign-in.',
    ],
    play: (bench, show) => told(bench, show, ['bob', 'bob'], roles),
  },
  {
    when: 'v4: an answer that proves nothing',
    says: [
      'A token of {0} was issued; narrowing not verified: {1}',
      '{0} gave no clear answer (status {1}).',
    ],
    play: (bench, show) => {
      bench.drp.faults.add({ kind: 'refusal', status: 418, path: '/api/v3/objects' });
      return told(bench, show, own, triplet('machines get,list *'));
    },
  },
  {
    when: '3.9 to 3.13: a narrowed token is asked for all the same',
    says: ['DRP {0} cannot narrow a token so.'],
    play: (bench, show) => told(bench, show, own, roles, '3.13.3'),
  },
  {
    when: 'before 3.13: a token for another user',
    says: [
      'DRP {0} refuses every token that one user issued for another. Sign in as {1} to issue one.',
    ],
    play: (bench, show) => told(bench, show, ['bob', 'rocketskates'], everything, '3.12.0'),
  },
  {
    when: 'before 3.9: several triplets, and a list in one',
    says: [
      'DRP before 3.9 accepts one triplet; these are {0}.',
      'DRP before 3.9 reads “{0}” as one name, which no object has: choose one, or *.',
    ],
    play: async (bench, show) => {
      await told(bench, show, own, triplet('machines get *', 'users get *'), '3.8.2');
      await told(bench, show, own, triplet('machines get,list *'), '3.8.2');
    },
  },
  {
    when: 'answers that no request can carry',
    says: [
      'Choose at least one role.',
      'Add at least one triplet.',
      '“{0}” is not a triplet of scope, action and specific.',
      'The lifetime is not whole seconds.',
      'A token request carries one triplet, and these {0} cannot be said in one without granting more.',
    ],
    play: async (bench, show) => {
      await told(bench, show, own, { rights: 'roles', roles: [] });
      await told(bench, show, own, triplet());
      await told(bench, show, own, triplet('machines get'));
      await told(bench, show, own, { ...everything, lifetime: '-1' });
      await told(bench, show, own, triplet('machines get *', 'profiles list *'));
    },
  },
  {
    when: '403 with the right that is missing, for a token of another user',
    says: ['Your sign-in may not issue tokens for {0}: it lacks the right “{1}”.'],
    play: (bench, show) => told(bench, show, ['bob', 'alice'], everything),
  },
  {
    when: '403 with the right that is missing, for a new role',
    says: ['Your sign-in may not create the role {0}: it lacks the right “{1}”.'],
    play: (bench, show) => {
      const values = { ...triplet('machines get *'), via: 'role', roleName: 'made' };
      return told(bench, show, own, values);
    },
  },
  {
    when: 'the answer to the wish for a token was lost',
    says: [
      'The answer from {0} was lost. If it issued a token, nobody holds it, and it ends by itself. Try again.',
    ],
    play: (bench, show) => {
      bench.drp.faults.add({ kind: 'cut-after', path: '/api/v3/users/bob/token' });
      return told(bench, show, ['bob', 'rocketskates'], everything);
    },
  },
  {
    when: '500 for a token',
    says: [
      '{0} failed to issue the token (status 500). It does so when the user behind your sign-in has been deleted.',
    ],
    play: (bench, show) => {
      bench.drp.faults.add({ kind: 'status', status: 500, path: '/api/v3/users/bob/token' });
      return told(bench, show, ['bob', 'rocketskates'], everything);
    },
  },
  {
    when: '3.5 to 3.8: what may be chosen',
    says: [
      choose,
      'This server limits no token to the rights of its user: it may do everything.',
      'One triplet of single names or *, which this version takes word for word.',
    ],
    play: (bench, show) => rights(bench, show, '3.8.2'),
  },
  ...(['3.9.0', '3.13.3'] as const).map((version): DrpScene => ({
    when: `${version}: what may be chosen`,
    says: [
      choose,
      'DRP {0} cannot narrow a token, and each living one can read the key that signs them all.',
    ],
    play: (bench, show) => rights(bench, show, version),
  })),
  {
    when: 'v4: what may be chosen',
    says: [
      choose,
      'Against mistakes, not attacks: such a token can still change its user’s password.',
      'Servers differ in whether they honor triplets: the token is tried before you get it.',
    ],
    play: (bench, show) => rights(bench, show, NEWEST.kb),
  },
  {
    when: 'v4: what may be chosen where triplets were ignored',
    says: [
      'Against mistakes, not attacks: such a token can still change its user’s password.',
      'This server ignored triplets before: through a role only.',
    ],
    play: (bench, show) => learned(bench, show, triplet('machines get,list *')),
  },
  {
    when: 'v4: triplets made step by step',
    says: [
      '* for all objects, or names separated by commas (the UUID for machines). It cannot be empty: that would grant nothing.',
      'A token request carries one triplet, and these {0} cannot be said in one without granting more.',
      'A “*” inside a list is not a wildcard: only a “*” alone means everything.',
      'Add at least one triplet.',
      'Begin with a letter, and use letters, digits, spaces and @ _ . - only.',
      'Choose * alone: inside a list it is not a wildcard.',
      'Choose at least one, or * for all.',
      'Creates a role with these triplets, which stays on the server. Known to work from 3.9 on.',
      'How should the triplets get into the token?',
      'Leaves nothing behind; servers may ignore it. The token is tried before you get it.',
      'No role of the user allows all of this: the server drops rights the user does not have.',
      'Not every line is a triplet.',
      'Separate names with commas; they contain no spaces.',
      'The server knows no action {0} on {1}: it grants nothing.',
      'The server knows no scope {0}: it grants nothing.',
      'The server refuses a role with “{0} {1}”: {2} has no action {3}.',
      'There is already a role {0}.',
      'This is a full wildcard: the token is not narrowed at all.',
      'Through a role, it can always change its user’s password, and issue a full token that way.',
      'Which actions? Several make a list.',
      'Which types of objects? Several make a list.',
      '{0} They will go through a role. {1}',
      '{0} needs the specific *: with a name, lists come back empty and nothing can be created.',
    ],
    play: async (bench, show) => {
      const form = await formOf(bench.registry('alice'), 'alice');
      const rows = form.fields.find(({ id }) => id === 'claims');
      const via = form.fields.find(({ id }) => id === 'via');
      const name = form.fields.find(({ id }) => id === 'roleName');
      if (rows?.type !== 'rows' || via?.type !== 'choice') throw new TypeError('no such steps');
      await show(via.prompt);
      await show(rows.fields);
      for (const field of rows.fields) {
        if (field.type === 'choice') {
          for (const chosen of [[], ['*', 'get']]) await show(field.check?.(chosen, {}));
        } else if (field.type === 'text') {
          for (const text of ['*', 'a b', 'host-1'])
            await show(field.check?.(text, { action: ['list'] }));
        }
      }
      for (const row of [
        '* * *',
        'nope get *',
        'info delete *',
        'machines,* get *',
        'machines list host-1',
        'machines get,list host-1',
        'users update *',
      ]) {
        await show(rows.describe(row, {}));
      }
      await show(rows.check?.([], {}));
      await show(rows.check?.(['machines get'], {}));
      await show(rows.check?.(['machines get *', 'profiles list *'], {}));
      const values = { rights: 'claims', claims: ['machines get,list *'] };
      await show(Promise.resolve(via.choices(values, never)));
      for (const row of ['* get,list *', 'info,machines delete *', 'machines,nope get *']) {
        await show(via.check?.(['role'], { rights: 'claims', claims: [row] }));
      }
      if (name?.type === 'text') {
        await show(name.check?.('operator', values));
        await show(name.check?.('1', values));
      }
    },
  },
  {
    when: 'a token copied for drpcli',
    says: [
      'Holds no secret: set RS_TOKEN or RS_KEY first, or drpcli uses its shipped password.',
      'The beginning of a command line, with the address and the token.',
    ],
    play: async (bench, show) => {
      const registry = bench.registry('alice');
      const { record } = issuedOf(await issue(registry, 'alice', everything));
      await show(registry.copyForms(record));
    },
  },
  {
    when: 'commands pasted',
    says: [
      'A quotation mark is not closed.',
      'The command is for {0}; the token will be for {1}.',
      'drpcli itself would send only the last of the {0} triplets.',
      'Roles and triplets do not go together: the roles are left out.',
      'The credentials in it are not used.',
      'This is not a command like “drpcli users token …”.',
      'The command names no user.',
      '“{0}” is followed by no value.',
      '“{0}” is empty, which grants nothing.',
      '“{0}” is none of ttl, role, scope, action and specific.',
    ],
    play: async (_bench, show) => {
      const two = 'scope machines action get specific "*" scope users action get specific "*"';
      for (const line of [
        'drpcli users token "alice',
        'drpcli users token bob ttl 1h',
        `drpcli -U x -P y users token alice role readonly ${two}`,
        'drpcli machines list',
        'drpcli users token',
        'drpcli users token alice ttl',
        'drpcli users token alice scope ""',
        'drpcli users token alice colour red',
      ]) {
        await show(readCommand('alice', line));
      }
    },
  },
  {
    when: 'the step for how long it lives',
    says: ['The closest that the server allows: 100 years.'],
    play: async (bench, show) => {
      const { fields } = await formOf(bench.registry('alice'), 'alice');
      await show(fields.find(({ id }) => id === 'lifetime'));
    },
  },
  {
    when: 'v4: more of what triplets are judged to be',
    says: [
      'It needs a scope, an action and a specific.',
      'With a name, nothing can be listed or created: that needs the specific *.',
      'Lists come back empty and nothing can be created unless the specific is *.',
      'These {0} triplets are too long for one request.',
      '{0} They will go through a role. {1}',
      'Through a role, it can always change its user’s password, and issue a full token that way.',
      'The server refuses a role with “{0} {1}”: it knows no scope {2}.',
      'No single role of {0} contains all of it: the server would drop it.',
      'Creates a role with these triplets, which stays on the server. Known to work from 3.9 on.',
      'Leaves nothing behind; servers may ignore it. The token is tried before you get it.',
      'The role {0} has these triplets and is used.',
    ],
    play: async (bench, show) => {
      const { fields } = await formOf(bench.registry('alice'), 'alice');
      const rows = fields.find(({ id }) => id === 'claims');
      const via = fields.find(({ id }) => id === 'via');
      const name = fields.find(({ id }) => id === 'roleName');
      if (rows?.type !== 'rows' || via?.type !== 'choice' || name?.type !== 'text') {
        throw new TypeError('no such steps');
      }
      for (const row of ['machines get', 'machines * host-1']) await show(rows.describe(row, {}));
      for (const field of rows.fields) {
        const before = { scopes: ['machines'], actions: ['list'] };
        if (field.type === 'text' && field.id === 'specific') {
          await show(field.check?.('host-1', before));
        }
      }
      const many = Array.from({ length: 1000 }, (_, index) => `host-${index}`).join(',');
      await show(rows.check?.([`machines get ${many}`], {}));
      await show(via.check?.(['role'], { rights: 'claims', claims: ['nope * *'] }));
      const denied = { rights: 'claims', claims: ['subnets get *'] };
      await show(Promise.resolve(via.choices(denied, never)));
      const same = [...(ROLES['operator'] ?? [])];
      await show(name.check?.('operator', { rights: 'claims', claims: same }));
    },
  },
  {
    when: 'roles that no role of the user contains',
    says: ['No role of {0} contains {1}: the server would silently drop it.'],
    play: async (bench, show) => {
      const { fields } = await formOf(bench.registry('alice'), 'alice');
      const step = fields.find(({ id }) => id === 'roles');
      if (step?.type === 'choice') await show(step.check?.(['netadmin'], {}));
    },
  },
  {
    when: 'v4 without a license for roles: triplets that need one',
    says: [
      'A token request carries one triplet, and these {0} cannot be said in one without granting more.',
      '{0} A role could hold them, but roles cannot be created here: that needs a license for them.',
    ],
    play: async (bench, show) => {
      bench.drp.settings.license = 'none';
      const { fields } = await formOf(bench.registry('alice'), 'alice');
      const rows = fields.find(({ id }) => id === 'claims');
      if (rows?.type === 'rows') {
        await show(rows.check?.(['machines get *', 'profiles list *'], {}));
      }
    },
  },
  {
    when: 'v4: what may be chosen where roles were ignored',
    says: [
      'This server ignored roles before.',
      'Servers differ in whether they honor triplets: the token is tried before you get it.',
    ],
    play: (bench, show) => {
      const path = '/api/v3/objects';
      bench.drp.faults.add({ kind: 'refusal', status: 200, path, body: {}, times: Infinity });
      return learned(bench, show, roles);
    },
  },
  {
    when: '3.13: a command pasted that narrows, and the step that takes it',
    says: ['Paste “drpcli users token … ttl … scope … action … specific …”.', '{0}.'],
    play: async (bench, show) => {
      bench.drp.settings.version = '3.13.3';
      const { fields } = await formOf(bench.registry('alice'), 'alice');
      const step = fields.find(({ id }) => id === 'rights');
      if (step?.type !== 'choice') throw new TypeError('no such step');
      await show(step.paste);
      const line = 'drpcli users token alice scope machines action get specific "*"';
      await show(step.paste?.read(line));
    },
  },
  {
    when: '404 for a token of a user who is not there',
    says: ['There is no user {0}, or none behind your sign-in; it may have been deleted.'],
    play: (bench, show) => told(bench, show, ['nobody', 'rocketskates'], everything),
  },
  {
    when: '404 in text for a route that this version does not have',
    says: ['This version of DRP cannot do that.'],
    play: (bench, show) => {
      const body = { Type: 'GET', Messages: ['No route'] };
      const path = '/api/v3/users/alice/token';
      bench.drp.faults.add({ kind: 'refusal', status: 404, path, body });
      return told(bench, show, ['alice', 'rocketskates'], everything);
    },
  },
  {
    when: '403 with the right that is missing, for reading a user',
    says: ['Your sign-in at {0} lacks the right “{1}”.'],
    play: (bench, show) => {
      const body = { Type: 'AUTH', Messages: ['Requires: users get alice'] };
      bench.drp.faults.add({ kind: 'refusal', status: 403, path: '/api/v3/users/alice', body });
      return show(revoke(bench.registry('bob'), 'alice'));
    },
  },
  {
    when: '3.8: 403 without words, for a token with a triplet',
    says: [
      '{0} refused the token: it lacks a right for that, or was revoked. DRP before 3.9 does not say which.',
    ],
    play: async (bench, show) => {
      bench.drp.settings.version = '3.8.2';
      const narrowed = await issue(bench.registry('alice'), 'alice', triplet('machines get *'));
      const { token } = issuedOf(narrowed).secrets;
      await show(revoke(bench.registry('alice', { token }), 'bob'));
    },
  },
  {
    when: 'a narrowed token is decoded',
    says: ['{0} on {1}: {2}'],
    play: (_bench, show) => {
      const claims = [{ scope: 'machines', action: 'get', specific: 'host-1' }];
      return show(tokenLanguage.lines?.('drp_claims', { drp_claims: claims }));
    },
  },
];
