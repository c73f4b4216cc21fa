import { randomUUID } from 'node:crypto';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import { type Claim, sameClaims } from '../claims/claim.ts';
import type { DrpContext } from '../context.ts';
import { type IssueFacts, issueFacts } from '../issue/facts.ts';
import { issueForm } from '../issue/form.ts';
import { type Narrowing, probe } from '../issue/probe.ts';
import { record } from '../issue/record.ts';
import { queryOf, readRights, readSeconds, type Rights, whyNotLiteral } from '../issue/request.ts';
import { userOf, userPath } from '../paths.ts';
import { isBefore, issuesForOthers, narrowingOffer } from '../wire/info.ts';

/**
 * A new token of a user. What it was narrowed to is tried before anybody gets it, since servers
 * differ in what they honor and none of them says so (docs/registries/drp.md §2.3).
 */
export function issue(context: DrpContext): Action {
  const { connection, client } = context;
  return {
    issues: 'again',
    form: async ({ path }, signal) => {
      const facts = await issueFacts(context, userOf(path), signal);
      refuseOthers(context, facts);
      return issueForm(context, facts);
    },
    run: async ({ path }, values, signal) => {
      const user = userOf(path);
      const rights = readRights(values);
      const seconds = readSeconds(values);
      const query = queryOf(rights);
      // Whether the role is there already is asked afresh.
      if (rights.kind === 'new-role') context.roles.forget();
      const facts = await issueFacts(context, user, signal);
      refuseImpossible(context, facts, rights);
      const issuedAt = connection.clock.now();
      const { token } = await withRole(context, facts, rights, signal, () =>
        client.mint(user, seconds, query, signal),
      );
      const narrowing = isNarrowed(rights)
        ? await probe(context, facts, token, askedClaims(rights, facts), signal)
        : undefined;
      learn(context, rights, narrowing);
      const issued = record({
        accountId: connection.account.id,
        user,
        id: randomUUID(),
        rights,
        seconds,
        issuedAt,
        narrowing,
        token,
        ...(isBefore(facts.info, 3, 9) ? { granted: t('everything on the server') } : {}),
      });
      return {
        message: message(user, narrowing),
        issued: { record: issued, secrets: { token } },
        changed: [userPath(user)],
        reveal: issued.path,
      } satisfies Outcome;
    },
  };
}

/** Refuses what the version would answer with a token that is not what was asked for (§8). */
function refuseImpossible(context: DrpContext, facts: IssueFacts, rights: Rights): void {
  refuseOthers(context, facts);
  const { info } = facts;
  const offer = narrowingOffer(info);
  if (offer === 'documented' || rights.kind === 'everything') return;
  if (offer === 'none' || rights.kind !== 'claims') {
    throw new RegistryError('unsupported', t('DRP {0} cannot narrow a token so.', info.version));
  }
  const problem = whyNotLiteral(rights.claims);
  if (problem !== undefined) throw new RegistryError('invalid-input', problem);
}

function refuseOthers({ connection }: DrpContext, { user, info }: IssueFacts): void {
  if (issuesForOthers(info) || user.name === connection.account.userName) return;
  throw new RegistryError(
    'unsupported',
    t(
      'DRP {0} refuses every token that one user issued for another. Sign in as {1} to issue one.',
      info.version,
      user.name,
    ),
  );
}

const isNarrowed = (rights: Rights): boolean => rights.kind !== 'everything';

/**
 * Makes the role that carries the triplets, and takes it away again when no token came of it. One
 * that was made for the same triplets before is used again.
 */
async function withRole<T>(
  { client, roles }: DrpContext,
  { user, roles: known }: IssueFacts,
  rights: Rights,
  signal: AbortSignal,
  mint: () => Promise<T>,
): Promise<T> {
  if (rights.kind !== 'new-role') return mint();
  const { name, claims } = rights;
  if (known?.some((role) => role.name === name && sameClaims(role.claims, claims)) === true) {
    return mint();
  }
  await client.createRole(name, t('Narrows tokens of {0}', user.name), claims, signal);
  roles.forget();
  try {
    return await mint();
  } catch (error) {
    await client.deleteRole(name, new AbortController().signal).catch((reason: unknown) => {
      // The first error tells more than that its traces could not be removed.
      if (!(reason instanceof RegistryError)) throw reason;
    });
    throw error;
  }
}

/** What the token was limited to; `undefined` when the claims of a role are not known. */
function askedClaims(rights: Rights, { roles }: IssueFacts): readonly Claim[] | undefined {
  if (rights.kind === 'everything') return undefined;
  if (rights.kind !== 'roles') return rights.claims;
  const found = rights.roles.map((name) => roles?.find((role) => role.name === name)?.claims);
  return found.every((claims) => claims !== undefined) ? found.flat() : undefined;
}

function learn({ learned }: DrpContext, rights: Rights, narrowing: Narrowing | undefined): void {
  const way = rights.kind === 'claims' ? 'triplets' : 'roles';
  if (narrowing?.kind === 'verified') learned[way] = 'honored';
  if (narrowing?.kind === 'ignored') learned[way] = 'ignored';
}

function message(user: string, narrowing: Narrowing | undefined): string {
  switch (narrowing?.kind) {
    case undefined:
      return t('A token of {0} was issued.', user);
    case 'verified':
      return t('A token of {0} was issued, and is narrowed as far as it could be tried.', user);
    case 'ignored':
      return t('A token of {0} was issued, but it is NOT narrowed.', user);
    case 'dead':
      return t('A token of {0} was issued, but the server refuses it.', user);
    case 'unverified':
      return t('A token of {0} was issued; narrowing not verified: {1}', user, narrowing.why);
  }
}
