import { randomUUID } from 'node:crypto';
import { RegistryError } from '../../../core/errors.ts';
import { formatInstant } from '../../../core/instant.ts';
import { t } from '../../../core/l10n.ts';
import { type Lifetime, unknownLifetime, until } from '../../../core/lifetime.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Action } from '../../contract/action.ts';
import type { FormValues } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { RokAccount } from '../client/read-accounts.ts';
import type { CreatedToken } from '../client/read-token.ts';
import { askAbout, probe } from '../client/token-endpoint.ts';
import type { RokContext } from '../context.ts';
import { ownPath, tokenPath } from '../paths.ts';
import type { TokenInfo } from '../wire/token-info.ts';
import { issueForm } from './issue-form.ts';
import type { Choices } from './renewal.ts';
import { unauthorized } from './verify.ts';

/** Steps 3 to 6 of the vendor's procedure in one: find the account, create, check. */
export function issue(context: RokContext): Action {
  return {
    issues: 'again',
    form: () => issueForm(context),
    run: async (_item, values, signal) => {
      const seconds = Number(text(values, 'lifetime'));
      if (!Number.isSafeInteger(seconds) || seconds < 1) {
        throw new RegistryError('invalid-input', t('The lifetime must be whole seconds.'));
      }
      const user = subjectOf(context, values);
      openConnection(context, signal);
      const { account, created } = await create(context, user, seconds, signal);
      const checked = await check(context, created, signal);
      const lifetime = lifetimeOf(checked, created);
      const choices: Choices = {
        lifetime: String(seconds),
        userName: account.userName,
        uuid: account.uuid,
      };
      return outcome(context, account, created, checked, lifetime, choices);
    },
  };
}

/**
 * The first time, the way to the registry is opened while the pod is looked for: finding authorities
 * and shaking hands takes as long as that. What comes of it, the check of the token will tell.
 */
function openConnection({ connection, manage }: RokContext, signal: AbortSignal): void {
  if (manage.place !== undefined) return;
  probe(connection, signal).catch(() => undefined);
}

/** The name or UUID of whom the token is for. */
function subjectOf({ options }: RokContext, values: FormValues): string {
  if (text(values, 'subject') !== 'other') return options.user;
  return text(values, 'uuid') || text(values, 'other');
}

/**
 * Creates the token in the pod. When the pod does not take a remembered UUID, which creates nothing,
 * the account is looked up afresh, and tried again if it has got another one.
 */
async function create(
  { directory, manage }: RokContext,
  user: string,
  seconds: number,
  signal: AbortSignal,
): Promise<{ readonly account: RokAccount; readonly created: CreatedToken }> {
  const isRemembered = directory.known(user) !== undefined;
  const account = await directory.find(user, signal);
  try {
    return { account, created: await manage.createToken(account.uuid, seconds, signal) };
  } catch (error) {
    if (!isRemembered || !(error instanceof RegistryError) || error.code !== 'not-found')
      throw error;
    const found = await directory.lookUp(user, signal);
    if (found.uuid === account.uuid) throw error;
    return { account: found, created: await manage.createToken(found.uuid, seconds, signal) };
  }
}

/** What the registry said of the new token, or why it said nothing: the token is there anyway. */
type Checked = { readonly info: TokenInfo } | { readonly problem: string };

/** Rejects only when the registry refuses the token: then there is nothing worth keeping. */
async function check(
  { connection }: RokContext,
  { token }: CreatedToken,
  signal: AbortSignal,
): Promise<Checked> {
  try {
    const verdict = await askAbout(connection, token, signal);
    if (verdict !== 'unauthorized') return { info: verdict.accepted };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { problem: error.message };
  }
  const message = unauthorized(new URL(connection.account.url).host);
  // Trying again is issuing a new one with the same choices.
  throw new RegistryError('not-authorized', message, { repair: 'retry' });
}

/** The server's word; the pod's, when the registry could not be asked; else it is not known. */
function lifetimeOf(checked: Checked, { expiresAt }: CreatedToken): Lifetime {
  const end = 'info' in checked ? (checked.info.expiresAt ?? expiresAt) : expiresAt;
  return end === undefined ? unknownLifetime : until(end);
}

function outcome(
  { connection, options }: RokContext,
  { userName, uuid }: RokAccount,
  { token }: CreatedToken,
  checked: Checked,
  lifetime: Lifetime,
  choices: Choices,
): Outcome {
  const info = 'info' in checked ? checked.info : undefined;
  const id = info?.uuid ?? randomUUID();
  const isOwn = options.user === userName || options.user === uuid;
  const path = tokenPath(isOwn, id);
  const record: TokenRecord = {
    id: `${connection.account.id}/token:${id}`,
    accountId: connection.account.id,
    type: 'access',
    label: `${userName} ${id.slice(0, 8)}`,
    subject: userName,
    scope: [],
    ...(info?.createdAt === undefined ? {} : { issuedAt: info.createdAt }),
    lifetime,
    path,
    unlisted: true,
    choices: { ...choices },
  };
  return {
    message: sentence(userName, lifetime, checked),
    issued: { record, secrets: { token } },
    changed: [isOwn ? ownPath : []],
    reveal: path,
  };
}

function sentence(userName: string, lifetime: Lifetime, checked: Checked): string {
  const end = lifetime.kind === 'until' ? formatInstant(lifetime.at).local : undefined;
  if ('problem' in checked) {
    return t(
      'A token for {0} was issued, but could not be verified: {1}',
      userName,
      checked.problem,
    );
  }
  return end === undefined
    ? t('A token for {0} was issued and verified.', userName)
    : t('A token for {0} was issued and verified: it ends {1}.', userName, end);
}
