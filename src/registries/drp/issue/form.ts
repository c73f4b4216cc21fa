import { t } from '../../../core/l10n.ts';
import { parseLifetimeText } from '../../../core/lifetime-grammar.ts';
import type { Choice, Field, Form, FormValues, LifetimeField, RowsField } from '../../form.ts';
import { list, text } from '../../form-values.ts';
import { readClaim } from '../claims/claim.ts';
import { containsAll } from '../claims/contains.ts';
import { enumerate, explain } from '../claims/explain.ts';
import { traps } from '../claims/traps.ts';
import type { DrpContext } from '../context.ts';
import { summary } from '../rows/roles.ts';
import { isBefore } from '../wire/info.ts';
import { claimFields, readRow, writeRow } from './claim-fields.ts';
import { readCommand } from './command.ts';
import { grantableRoles, hasRoles, type IssueFacts } from './facts.ts';
import { neverSeconds, readRights, whyNotDirect } from './request.ts';

/** The steps of Issue Token for one user. */
export function issueForm(context: DrpContext, facts: IssueFacts): Form {
  return {
    title: t('Issue Token for {0}', facts.user.name),
    fields: [
      rights(context, facts),
      roles(facts),
      claims(facts),
      via(facts),
      roleName(facts),
      lifetime(),
    ],
  };
}

function rights(context: DrpContext, facts: IssueFacts): Field {
  return {
    id: 'rights',
    type: 'choice',
    title: t('Rights'),
    prompt: t('What may the token do?'),
    choices: () => [
      {
        value: 'everything',
        label: t('Everything {0} may do', facts.user.name),
        description: facts.user.roles?.join(', ') ?? '',
        ...(isBefore(facts.info, 3, 9)
          ? {
              detail: t(
                'This server limits no token to the rights of its user: it may do everything.',
              ),
            }
          : {}),
      },
      ...rolesChoice(facts),
      { value: 'claims', label: t('Claim triplets'), detail: claimsDetail(context, facts) },
    ],
    presets: {
      fields: ['rights', 'roles', 'claims', 'lifetime'],
      check: checkPreset,
      describe: describePreset,
    },
    paste: {
      label: t('From a drpcli command…'),
      detail: t('Paste “drpcli users token … ttl … scope … action … specific …”.'),
      prompt: t('The command; it is read, not run'),
      read: (line) => readCommand(facts.user.name, line),
    },
  };
}

function rolesChoice(facts: IssueFacts): readonly Choice[] {
  if (!hasRoles(facts) || grantableRoles(facts).length === 0) return [];
  return [
    {
      value: 'roles',
      label: t('One or more roles'),
      detail: t(
        'A guard rail, not a wall: such a token can still change the password of its user and issue a full token for it.',
      ),
    },
  ];
}

function claimsDetail({ learned }: DrpContext, { info }: IssueFacts): string {
  if (learned.triplets === 'ignored') {
    return t('This server ignored triplets before: through a role only.');
  }
  if (isBefore(info, 3, 9)) return t('One triplet, which this version honors.');
  return isBefore(info, 4, 0)
    ? t('This version ignores triplets unless they go through a role.')
    : t('Servers differ in whether they honor triplets: the token is tried before you get it.');
}

function roles(facts: IssueFacts): Field {
  const own = new Set(facts.user.roles);
  return {
    id: 'roles',
    type: 'choice',
    many: true,
    title: t('Roles'),
    prompt: t('Roles of {0}, and others that one of them contains', facts.user.name),
    when: (values) => text(values, 'rights') === 'roles',
    choices: (values) => [
      ...grantableRoles(facts).map((role) => ({
        value: role.name,
        label: role.name,
        description: own.has(role.name) ? t('role of {0}', facts.user.name) : '',
        ...(facts.roles === undefined ? {} : { detail: summary(role) }),
      })),
      // Roles of a preset or a pasted command stay visible, so that nothing is lost in silence.
      ...lackingRoles(list(values, 'roles'), facts).map((name) => ({
        value: name,
        label: name,
        description: t('no role of {0} contains it', facts.user.name),
      })),
    ],
    check: (chosen) => {
      if (chosen.length === 0)
        return { severity: 'error', message: t('Choose at least one role.') };
      const lacking = lackingRoles(chosen, facts);
      return lacking.length === 0
        ? undefined
        : {
            severity: 'error',
            message: t(
              'No role of {0} contains {1}: the server would drop it without a word.',
              facts.user.name,
              enumerate(lacking),
            ),
          };
    },
  };
}

/** Roles that the server would drop (contract §2.3). */
function lackingRoles(chosen: readonly string[], facts: IssueFacts): readonly string[] {
  const offered = new Set(grantableRoles(facts).map(({ name }) => name));
  return chosen.filter((name) => !offered.has(name));
}

function claims(facts: IssueFacts): RowsField {
  const { catalog } = facts.info;
  return {
    id: 'claims',
    type: 'rows',
    title: t('Triplets'),
    prompt: t('The token may do what one of these triplets allows'),
    when: (values) => text(values, 'rights') === 'claims',
    rowTitle: t('Triplet'),
    fields: claimFields(catalog),
    write: writeRow,
    read: (row) => readRow(row, catalog),
    describe: (row) => {
      const claim = readClaim(row);
      return claim === undefined
        ? {
            sentence: t('no triplet'),
            notation: row,
            remarks: [
              { severity: 'error', message: t('It needs a scope, an action and a specific.') },
            ],
          }
        : { sentence: explain(claim), notation: row, remarks: traps(claim, catalog, facts.rights) };
    },
    check: (rows) => {
      if (rows.length === 0) return { severity: 'error', message: t('Add at least one triplet.') };
      const parsed = rows.flatMap((row) => readClaim(row) ?? []);
      if (parsed.length < rows.length)
        return { severity: 'error', message: t('Not every line is a triplet.') };
      const problem = whyNotDirect(parsed);
      if (problem === undefined) return undefined;
      return canMakeRole(facts)
        ? { severity: 'info', message: t('{0} They will go through a role.', problem) }
        : {
            severity: 'error',
            message: t(
              '{0} A role could hold them, but roles cannot be created here: that needs DRP 3.9 and a license for rbac.',
              problem,
            ),
          };
    },
  };
}

/** Whether triplets can be put into a new role (contract §2.3); an unknown license may be there. */
const canMakeRole = (facts: IssueFacts): boolean =>
  hasRoles(facts) && facts.roles !== undefined && facts.info.rbac !== false;

function via(facts: IssueFacts): Field {
  return {
    id: 'via',
    type: 'choice',
    title: t('How'),
    prompt: t('How shall the triplets reach the token?'),
    when: (values) => text(values, 'rights') === 'claims' && canMakeRole(facts),
    choices: (values) => [
      {
        value: 'role',
        label: t('Through a new role'),
        description: roleProblem(values, facts) ?? '',
        detail: t(
          'Creates a role with these triplets on the server, which stays there. Known to work from 3.9 on.',
        ),
      },
      ...(whyNotDirect(list(values, 'claims').flatMap((row) => readClaim(row) ?? [])) === undefined
        ? [
            {
              value: 'direct',
              label: t('As triplet of the token'),
              detail: t(
                'Leaves nothing behind; servers may ignore it. The token is tried before you get it.',
              ),
            },
          ]
        : []),
    ],
  };
}

/** Why the server would drop a role with these triplets. */
function roleProblem(values: FormValues, { rights, info, user }: IssueFacts): string | undefined {
  const asked = list(values, 'claims').flatMap((row) => readClaim(row) ?? []);
  return rights === undefined || rights.some((role) => containsAll(role, asked, info.catalog))
    ? undefined
    : t('no single role of {0} contains all of it: the server would drop it', user.name);
}

function roleName({ roles: known, user }: IssueFacts): Field {
  return {
    id: 'roleName',
    type: 'text',
    title: t('Name of the role'),
    prompt: t('The new role; delete it on the server when its last token has ended'),
    initial: () => `${user.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/-$/, '')}-narrow`,
    when: (values) => text(values, 'rights') === 'claims' && text(values, 'via') === 'role',
    check: (name) => {
      if (known?.some((role) => role.name === name) === true) {
        return { severity: 'error', message: t('There is already a role {0}.', name) };
      }
      // The rule of the models for names.
      return /^\p{L}[\p{L}\p{N} @_.-]+$/u.test(name)
        ? undefined
        : {
            severity: 'error',
            message: t('Begin with a letter, and use letters, digits, spaces and @ _ . - only.'),
          };
    },
  };
}

const lifetime = (): LifetimeField => ({
  id: 'lifetime',
  type: 'lifetime',
  title: t('Lifetime'),
  prompt: t('How long? Choose, or type such as 90m, 12h, 30d, 1mo, 1y or never'),
  presets: [
    { value: '3600', label: t('1 hour'), description: '1h' },
    { value: '28800', label: t('8 hours'), description: '8h' },
    { value: '86400', label: t('1 day'), description: '1d' },
    { value: '604800', label: t('1 week'), description: '1w' },
    { value: '2592000', label: t('30 days'), description: '30d' },
    {
      value: 'never',
      label: t('Never'),
      description: 'never',
      detail: t('As near as the server comes to it: 100 years.'),
    },
  ],
  parse: (typed) => {
    const parsed = parseLifetimeText(typed, { allowNever: true, most: neverSeconds });
    if ('problem' in parsed) return { severity: 'error', message: parsed.problem };
    return { value: 'never' in parsed ? 'never' : String(parsed.seconds) };
  },
});

/** Presets come from files as well: what they ask for must be something that can be asked. */
function checkPreset(values: FormValues): string | undefined {
  const kind = text(values, 'rights');
  if (kind === 'everything') return undefined;
  if (kind === 'roles') {
    return list(values, 'roles').length === 0 ? t('it names no role') : undefined;
  }
  if (kind !== 'claims') return t('its “rights” are none of everything, roles and claims');
  const rows = list(values, 'claims');
  if (rows.length === 0) return t('it has no triplet');
  const wrong = rows.find((row) => readClaim(row) === undefined);
  return wrong === undefined ? undefined : t('“{0}” is no triplet', wrong);
}

function describePreset(values: FormValues): string {
  const asked = readRights({ ...values, via: 'direct' });
  switch (asked.kind) {
    case 'everything':
      return t('everything the user may do');
    case 'roles':
      return t('roles {0}', enumerate(asked.roles));
    case 'claims':
    case 'new-role':
      return asked.claims.map(explain).join('; ');
  }
}
