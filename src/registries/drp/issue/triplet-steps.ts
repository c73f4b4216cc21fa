import { t } from '../../../core/l10n.ts';
import type { Field, FormValues, Remark, RowsField } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { knowsAction } from '../claims/catalog.ts';
import { type Claim, names, readClaim, sameClaims, wildcard } from '../claims/claim.ts';
import { containsAll } from '../claims/contains.ts';
import { explain } from '../claims/explain.ts';
import { traps } from '../claims/traps.ts';
import { type Info, narrowingOffer } from '../wire/info.ts';
import { claimFields, readRow, writeRow } from './claim-fields.ts';
import { hasRoles, type IssueFacts } from './facts.ts';
import { whyNotDirect, whyNotLiteral } from './request.ts';

/** The triplets, and how they reach the token. */
export const tripletSteps = (facts: IssueFacts): readonly Field[] => [
  claims(facts),
  via(facts),
  roleName(facts),
];

function claims(facts: IssueFacts): RowsField {
  const { catalog } = facts.info;
  return {
    id: 'claims',
    type: 'rows',
    title: t('Triplets'),
    prompt: hasRoles(facts)
      ? t('The token may do what one of these allows')
      : t('The token may do what this allows'),

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
      if (narrowingOffer(facts.info) === 'one-triplet') return literally(parsed);
      const problem = whyNotDirect(parsed);
      if (problem === undefined) return hasRoles(facts) ? selfService() : undefined;
      const refusal = canMakeRole(facts) ? roleRefusal(parsed, facts.info) : undefined;
      if (refusal !== undefined) return { severity: 'error', message: refusal };
      return canMakeRole(facts)
        ? {
            severity: 'warning',
            message: t('{0} They will go through a role. {1}', problem, selfService().message),
          }
        : {
            severity: 'error',
            message: t(
              '{0} A role could hold them, but roles cannot be created here: that needs a license for them.',
              problem,
            ),
          };
    },
  };
}

/** What roles cannot take from a token (docs/registries/drp.md §2.3). */
const selfService = (): Remark => ({
  severity: 'warning',
  message: t(
    'Through a role, it can always change its user’s password, and issue a full token that way.',
  ),
});

function literally(claims: readonly Claim[]): Remark | undefined {
  const message = whyNotLiteral(claims);
  return message === undefined ? undefined : { severity: 'error', message };
}

/**
 * Whether triplets can be put into a new role (docs/registries/drp.md §2.3); an unknown license may
 * be there.
 */
const canMakeRole = (facts: IssueFacts): boolean =>
  hasRoles(facts) && facts.roles !== undefined && facts.info.rbac !== false;

function via(facts: IssueFacts): Field {
  return {
    id: 'via',
    type: 'choice',
    title: t('How'),
    prompt: t('How should the triplets get into the token?'),
    when: (values) => text(values, 'rights') === 'claims' && canMakeRole(facts),
    choices: (values) => [
      {
        value: 'role',
        label: t('Through a new role'),
        description: roleProblem(values, facts) ?? '',
        detail: t(
          'Creates a role with these triplets, which stays on the server. Known to work from 3.9 on.',
        ),
      },
      ...(whyNotDirect(askedIn(values)) === undefined
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
    check: (chosen, values) => {
      if (!chosen.includes('role')) return undefined;
      const claims = askedIn(values);
      const message = roleRefusal(claims, facts.info);
      return message === undefined ? undefined : { severity: 'error', message };
    },
  };
}

/**
 * Why the server refuses a role with these triplets: it wants every action on each of the scopes
 * that are named, and no `*` inside a list (docs/registries/drp.md §8).
 */
function roleRefusal(claims: readonly Claim[], { catalog, tellsScopes }: Info): string | undefined {
  if (!tellsScopes) return undefined;
  for (const { scope, action } of claims) {
    const scopes = scope === wildcard ? [...catalog.keys()] : names(scope);
    for (const verb of action === wildcard ? [] : names(action)) {
      const lacking = scopes.find((name) => !knowsAction(catalog, name, verb));
      if (lacking !== undefined) {
        return t(
          'The server refuses a role with “{0} {1}”: {2} has no action {3}.',
          scope,
          action,
          lacking,
          verb,
        );
      }
    }
    const unknown = scopes.find((name) => !catalog.has(name));
    if (unknown !== undefined) {
      return t(
        'The server refuses a role with “{0} {1}”: it knows no scope {2}.',
        scope,
        action,
        unknown,
      );
    }
  }
  return undefined;
}

/** The triplets among the answers. */
const askedIn = (values: FormValues): readonly Claim[] =>
  list(values, 'claims').flatMap((row) => readClaim(row) ?? []);

/** Why the server would drop a role with these triplets. */
function roleProblem(values: FormValues, { rights, info, user }: IssueFacts): string | undefined {
  const asked = askedIn(values);
  return rights === undefined || rights.some((role) => containsAll(role, asked, info.catalog))
    ? undefined
    : t('No single role of {0} contains all of it: the server would drop it.', user.name);
}

function roleName(facts: IssueFacts): Field {
  return {
    id: 'roleName',
    type: 'text',
    title: t('Name of the role'),
    prompt: t('The role; delete it on the server when its last token has ended'),
    initial: (values) => usualName(askedIn(values), facts),
    when: (values) => text(values, 'rights') === 'claims' && text(values, 'via') === 'role',
    check: (name, values) => {
      const known = facts.roles?.find((role) => role.name === name);
      if (known !== undefined) {
        return sameClaims(known.claims, askedIn(values))
          ? { severity: 'info', message: t('The role {0} has these triplets and is used.', name) }
          : { severity: 'error', message: t('There is already a role {0}.', name) };
      }
      // The rule of the models for names.
      if (!/^\p{L}[\p{L}\p{N} @_.-]+$/u.test(name)) {
        return {
          severity: 'error',
          message: t('Begin with a letter, and use letters, digits, spaces and @ _ . - only.'),
        };
      }
      const message = roleProblem(values, facts);
      return message === undefined ? undefined : { severity: 'warning', message };
    },
  };
}

/** The role that was made for these triplets before, or a name that is free. */
function usualName(claims: readonly Claim[], { roles = [], user }: IssueFacts): string {
  const same = roles.find((role) => sameClaims(role.claims, claims));
  if (same !== undefined) return same.name;
  const taken = new Set(roles.map(({ name }) => name));
  const base = `${user.name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/-$/, '')}-narrow`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return name;
}
