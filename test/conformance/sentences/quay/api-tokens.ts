import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { collect } from '../../../unit/registries/collect.ts';
import { consequenceOf } from '../../../unit/registries/consequence.ts';
import { failure } from '../../../unit/failure.ts';
import { saved } from '../../../unit/registries/quay/saved.ts';
import { type Bench, look, never, run, walk } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import type { QuayScene } from './stage.ts';

const application = ['API tokens', 'acme-platform', 'vscode'] as const;
const granted = ['API tokens', 'Granted by you'] as const;
const scope = ['user:admin', 'org:admin'];
const month: FormValues = { name: 'laptop', scope, lifetime: '2592000' };

const issued = 'The API token “{0}” was issued. It acts as {1}.';
const lost = 'The answer from {0} was lost: the API token “{1}” may have been issued or not.';
const lostEnd = 'The answer from {0} was lost: the API token “{1}” may have been revoked or not.';
const revoked = 'The API token “{0}” was revoked.';
const revokes = 'It stops working at once, wherever it is used, and cannot be brought back.';
const gone = 'That API token no longer exists: it was revoked or has expired.';
const renewed =
  'The account signs in with the API token “{0}” from now on. The former one stays valid until it is revoked or ends.';
const kept = 'The API token “{0}” was issued and is kept, but the account signs in as before: {1}';
const absent = 'This registry does not list API tokens of applications: that came with Quay 3.18.';
const fault = '{0} reports a server error ({1}).';
const onlyAdmins =
  'To see an organization’s applications and their API tokens, you must be one of its admins or a super user with full access, and your API token needs the scope {0}. {1}';
const howToGetOne =
  'Make an API token in Quay: an organization → Applications → an application → Generate Token.';
const silent: Show = async (what) => what;

const registryOf = (bench: Bench) => bench.registry(bench.quay.tokens.everything);

function add(bench: Bench, name: string, user = 'dana') {
  const { clientId } = bench.quay.tokens.full;
  return bench.quay.world.addApiToken({ user, clientId, name, scopes: ['repo:read'] });
}

async function issue(bench: Bench, show: Show, values: FormValues) {
  const registry = registryOf(bench);
  return show(run(registry, 'issueApiToken', await walk(registry, ...application), values));
}

async function issueLost(bench: Bench, show: Show, kind: 'cut' | 'cut-after', name: string) {
  const registry = registryOf(bench);
  const row = await walk(registry, ...application);
  bench.quay.faults.add({ kind, method: 'POST' });
  const acting = run(registry, 'issueApiToken', row, { ...month, name });
  const error = await failure(acting, 'lost-answer');
  await show(error.message);
  await show(look(error));
}

async function revokeLost(bench: Bench, show: Show, kind: 'cut' | 'cut-after', name: string) {
  add(bench, name);
  const registry = registryOf(bench);
  const row = await walk(registry, ...application, name);
  bench.quay.faults.add({ kind, method: 'DELETE' });
  const error = await failure(run(registry, 'revoke', row), 'lost-answer');
  await show(error.message);
  await show(look(error));
}

async function renew(bench: Bench, show: Show, values: FormValues = month) {
  const account = await saved(bench);
  const row = await walk(account.registry, ...application);
  await show(run(account.registry, 'renewSignIn', row, values));
  return account;
}

/** API tokens of applications, those that were granted, and the account's own. */
export const apiTokens: readonly QuayScene[] = [
  {
    when: 'the forms of an API token and of the sign-in, and names, lifetimes and scopes in them',
    says: [
      'Choose at least one scope.',
      'Which scopes, of those of this account’s own token?',
      'At most {0} characters.',
    ],
    play: async (bench, show) => {
      const account = await renew(bench, silent);
      const row = await walk(account.registry, ...application);
      const fresh = registryOf(bench);
      await show(Promise.resolve(fresh.actions['issueApiToken']?.form?.(row, never)));
      await show(Promise.resolve(account.registry.actions['issueApiToken']?.form?.(row, never)));
      const form = await account.registry.actions.renewSignIn?.form?.(row, never);
      await show(form);
      const issuing = await fresh.actions['issueApiToken']?.form?.(row, never);
      for (const field of issuing?.fields ?? []) {
        if (field.type === 'text') await show(field.check?.('x'.repeat(256), {}));
        if (field.type === 'choice') await show(field.check?.([], {}));
        if (field.type === 'choice') await show(field.choices({}, never));
        if (field.type === 'lifetime') await show(field.parse('20y'));
      }
    },
  },
  {
    when: '200 for an API token',
    says: [issued],
    play: async (bench, show) => issue(bench, show, month),
  },
  {
    when: '403 for scopes that the account’s own API token lacks',
    says: [
      'The registry issues it only with scopes that the API token of this account has itself, {0} among them, and that you may use in {1}.',
    ],
    play: async (bench, show) => issue(bench, show, { ...month, scope: ['super:user'] }),
  },
  {
    when: 'no organization administered under the token, and 403 for the applications of one',
    says: [onlyAdmins, howToGetOne],
    play: async (bench, show) => {
      const registry = bench.registry(bench.quay.tokens.userAdmin);
      await show(collect(registry.children(await walk(registry, 'API tokens'), never)));
      const row = await walk(registryOf(bench), 'API tokens', 'acme-platform');
      await show(collect(registry.children(row, never)));
    },
  },
  {
    when: '404 for an application that is gone',
    says: ['That application no longer exists.'],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const row = await walk(registry, ...application);
      const { applications } = bench.quay.world.organizations.get('acme-platform') ?? {};
      const [[id, found] = []] = applications ?? [];
      const act = run(
        bench.registryThrough((request, send) => {
          if (request.method === 'POST') applications?.delete(id ?? '');
          return send(request);
        }),
        'issueApiToken',
        row,
        month,
      );
      await show(act);
      if (id !== undefined && found !== undefined) applications?.set(id, found);
    },
  },
  {
    when: 'an API token was issued, and the answer lost',
    says: [
      lost,
      'The API token “{0}” was issued, but its secret was in the answer that was lost: revoke it and issue another one.',
    ],
    play: (bench, show) => issueLost(bench, show, 'cut-after', 'lost'),
  },
  {
    when: 'no API token was issued, and the answer lost',
    says: [lost, 'The API token “{0}” was not issued.'],
    play: (bench, show) => issueLost(bench, show, 'cut', 'never'),
  },
  {
    when: 'before API tokens are revoked, one that nobody knows and several',
    says: [
      'Revoke the API token “{0}” of {1}?',
      revokes,
      'This account may sign in with it: the registry does not say which API token that is. You would have to sign in again.',
      'This account may sign in with one of them: the registry does not say which API token that is. You would have to sign in again.',
      'Revoke {0} tokens?',
      'They stop working at once, wherever they are used, and cannot be brought back.',
    ],
    play: async (bench, show) => {
      add(bench, 'asked');
      const registry = registryOf(bench);
      const row = await walk(registry, ...application, 'asked');
      await show(consequenceOf(registry, 'revoke', row));
      await show(Promise.resolve(registry.actions.revoke?.consequence?.([row, row], {}, never)));
    },
  },
  {
    when: '404 for an API token that is gone',
    says: [revoked, gone],
    play: async (bench, show) => {
      add(bench, 'twice');
      const registry = registryOf(bench);
      const row = await walk(registry, ...application, 'twice');
      await show(run(registry, 'revoke', row));
      await show(run(registry, 'revoke', row));
    },
  },
  {
    when: 'an API token was revoked, and the answer lost',
    says: [lostEnd, revoked],
    play: (bench, show) => revokeLost(bench, show, 'cut-after', 'revoked'),
  },
  {
    when: 'no API token was revoked, and the answer lost',
    says: [lostEnd, 'The API token “{0}” is still there.'],
    play: (bench, show) => revokeLost(bench, show, 'cut', 'still'),
  },
  {
    when: 'what was granted, before it is revoked, since, and under a token that may not ask',
    says: [
      'Revoke the API token of {0}?',
      revokes,
      'This account may sign in with it: the registry does not say which API token that is. You would have to sign in again.',
      revoked,
      gone,
      'What you have granted is shown only to an API token with the scope {0}.',
    ],
    play: async (bench, show) => {
      const token = add(bench, 'granted');
      const registry = registryOf(bench);
      const group = await walk(registry, ...granted);
      const rows = await collect(registry.children(group, never));
      const row = rows.find(({ path }) => path.at(-1) === `authorization:${token.uuid}`);
      if (row === undefined) throw new TypeError('it is not listed');
      await show(consequenceOf(registry, 'revoke', row));
      await show(run(registry, 'revoke', row));
      await show(run(registry, 'revoke', row));
      const poor = bench.registry(bench.quay.tokens.orgAdmin);
      await show(collect(poor.children(group, never)));
    },
  },
  {
    when: 'a server before 3.18, before the rows are read and since',
    says: [absent],
    play: async (bench, show) => {
      const registry = registryOf(bench);
      const row = await walk(registry, ...application);
      bench.quay.settings.version = '3.17.2';
      await show(collect(registry.children(row, never)));
      await show(await walk(registryOf(bench), 'API tokens', 'Applications of organizations'));
    },
  },
  {
    when: 'the sign-in renewed, and its token before it is revoked',
    says: [
      renewed,
      'This account signs in with it: you must sign in again with another one.',
      'This account signs in with “{0}”: you must sign in again with another one.',
      'Revoke {0} tokens?',
      'They stop working at once, wherever they are used, and cannot be brought back.',
      revokes,
      'Revoke the API token “{0}” of {1}?',
    ],
    play: async (bench, show) => {
      const { registry } = await renew(bench, show, { ...month, name: 'own' });
      const row = await walk(registry, ...application, 'own');
      await show(consequenceOf(registry, 'revoke', row));
      await show(Promise.resolve(registry.actions.revoke?.consequence?.([row, row], {}, never)));
    },
  },
  {
    when: 'the sign-in renewed, and the former one revoked or not',
    says: [
      'The account signs in with the API token “{0}” from now on; the former one was revoked.',
      'The account signs in with the API token “{0}” from now on. The former one was not revoked, or not for certain: {1}',
      fault,
    ],
    play: async (bench, show) => {
      const { registry } = await renew(bench, silent);
      const row = await walk(registry, ...application);
      await show(run(registry, 'renewSignIn', row, { ...month, former: 'revoke' }));
      bench.quay.faults.add({ kind: 'status', status: 500, method: 'DELETE' });
      await show(run(registry, 'renewSignIn', row, { ...month, former: 'revoke' }));
    },
  },
  {
    when: 'a new sign-in that does not do, and one of an account that is not saved',
    says: [
      kept,
      'It lacks {0}.',
      'It acts as {0}.',
      fault,
      'The account is not saved on this machine.',
    ],
    play: async (bench, show) => {
      const refuse = (body: Readonly<Record<string, unknown>>) =>
        bench.quay.faults.add({ kind: 'refusal', status: 200, method: 'POST', body });
      const token = { uuid: 'x', token: 'x'.repeat(40), created_by: 'dana' };
      refuse({ ...token, scope: 'user:admin' });
      await renew(bench, show);
      const user = { username: 'erin', email: 'erin@example.test', organizations: [] };
      bench.quay.faults.add({
        kind: 'refusal',
        status: 200,
        body: user,
        method: 'GET',
        path: '/api/v1/user/',
        skip: 2,
      });
      await renew(bench, show);
      bench.quay.faults.add({
        kind: 'status',
        status: 500,
        method: 'GET',
        path: '/api/v1/user/',
        skip: 2,
      });
      await renew(bench, show);
      const registry = registryOf(bench);
      await show(run(registry, 'renewSignIn', await walk(registry, ...application), month));
    },
  },
  {
    when: 'the account signed in again while its sign-in was renewed',
    says: [
      'The API token “{0}” was issued and is kept, but the account was signed in again meanwhile: its sign-in is not replaced.',
    ],
    play: async (bench, show) => {
      const { registry, connection, vault } = await saved(bench);
      const row = await walk(registry, ...application);
      const other = await bench.connection(bench.quay.tokens.full).signIn();
      const slow = bench.quay.faults.add({ kind: 'slow', method: 'POST' });
      const renewing = run(registry, 'renewSignIn', row, month);
      await slow.reached;
      await vault.changeAccount(connection.account, other);
      slow.release();
      await show(renewing);
    },
  },
  {
    when: 'the machine stores no secret while a sign-in is renewed',
    says: [
      'The API token “{0}” was issued, but this machine did not store it at once: the account signs in as before.',
      'The API token “{0}” was issued and is kept, but storing it as the sign-in failed: the account may sign in as before.',
    ],
    play: async (bench, show) => {
      const { registry, secrets } = await saved(bench);
      const row = await walk(registry, ...application);
      const path = '/api/v1/user/';
      const trial = bench.quay.faults.add({ kind: 'slow', method: 'GET', path });
      const renewing = run(registry, 'renewSignIn', row, month);
      await trial.reached;
      secrets.fails = 'store';
      trial.release();
      await show(renewing);
      await show(run(registry, 'renewSignIn', row, month));
    },
  },
];
