import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { TokenRecord } from '../../../core/token.ts';
import type { Action } from '../../contract/action.ts';
import type { Form } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { issueInApplication } from '../api-tokens/issue.ts';
import { ownApiToken } from '../api-tokens/own.ts';
import { scopesField } from '../api-tokens/scopes.ts';
import { lifetimeField, nameField } from '../api-tokens/steps.ts';
import { QuayApi } from '../client/api.ts';
import type { WantedApiToken } from '../client/api-tokens-client.ts';
import { trySignIn } from '../connect/connect.ts';
import { originOf, type QuayContext } from '../context.ts';
import { apiTokensPath, placeOf } from '../paths.ts';
import { apiRecord } from '../records.ts';
import type { IssuedApiToken } from '../wire/api-token.ts';
import { applicationOf } from './issue-api-token.ts';

/**
 * Puts a new API token in the place of the one that the account signs in with: issued with the same
 * scopes, tried, kept, and only then, if the person wants it, the former one is revoked.
 */
export function renewSignIn(context: QuayContext): Action {
  return {
    form: async () => form(await ownApiToken(context.connection)),
    run: async (item, values, signal) => {
      const { connection } = context;
      const { keeping } = connection;
      if (keeping === undefined) {
        throw new RegistryError('unsupported', t('The account is not saved on this machine.'));
      }
      const application = applicationOf(item);
      const [own, former, facts] = await Promise.all([
        ownApiToken(connection),
        connection.signIn(),
        context.facts.get(signal),
      ]);
      const wanted: WantedApiToken = {
        name: text(values, 'name'),
        scope: own?.scope ?? list(values, 'scope'),
        lifetime: Number(text(values, 'lifetime')),
      };
      const token = await issueInApplication(context, application, wanted, signal);
      const record = apiRecord(originOf(context, facts), application, token);
      const issued = { record, secrets: { token: token.secret } };
      const rows = { changed: [apiTokensPath], reveal: record.path };
      if (!(await succeeds(keeping.keep(issued)))) {
        const message = t(
          'The API token “{0}” was issued, but this machine did not store it at once: the account signs in as before.',
          wanted.name,
        );
        // The caller stores it once more, and rescues it if that fails.
        return { message, issued, ...rows };
      }
      const unfit = await whyUnfit(context, wanted, token);
      if (unfit !== undefined) {
        const message = t(
          'The API token “{0}” was issued and is kept, but the account signs in as before: {1}',
          wanted.name,
          unfit,
        );
        return { message, ...rows };
      }
      const renewing = keeping.renewSignIn(former, { token: token.secret });
      if (!(await succeeds(renewing))) {
        const message = t(
          'The API token “{0}” was issued and is kept, but storing it as the sign-in failed: the account may sign in as before.',
          wanted.name,
        );
        return { message, ...rows };
      }
      if (!(await renewing)) {
        const message = t(
          'The API token “{0}” was issued and is kept, but the account was signed in again meanwhile: its sign-in is not replaced.',
          wanted.name,
        );
        return { message, ...rows };
      }
      const revokes = own !== undefined && text(values, 'former') === 'revoke';
      return { ...rows, ...(await ending(context, wanted.name, revokes ? own : undefined)) };
    },
  };
}

/** Whether something could be stored; what was issued must not be lost with an error. */
const succeeds = (storing: Promise<unknown>): Promise<boolean> =>
  storing.then(
    () => true,
    () => false,
  );

/** Tries a new sign-in before it takes the place of one that works; says why it must not. */
async function whyUnfit(
  { connection }: QuayContext,
  { scope }: WantedApiToken,
  token: IssuedApiToken,
): Promise<string | undefined> {
  const lacks = (missing: readonly string[]) => t('It lacks {0}.', missing.join(', '));
  const withheld = scope.filter((one) => !token.scope.includes(one));
  if (withheld.length > 0) return lacks(withheld);
  const signIn = { token: token.secret };
  // What was issued must not be lost to a cancelling: it is tried to the end.
  const toTheEnd = new AbortController().signal;
  try {
    const trial = { ...connection, signIn: () => Promise.resolve(signIn) };
    const { user, hasOrgAdmin } = await trySignIn(new QuayApi(trial), toTheEnd);
    if (user.name !== connection.account.userName) return t('It acts as {0}.', user.name);
    // What the server said of the scopes is one thing, and what it answers under them another.
    const unanswered: Readonly<Record<string, boolean>> = {
      'user:admin': !user.hasUserAdmin,
      'org:admin': hasOrgAdmin === false,
      'super:user': user.superUser === undefined,
    };
    const silent = scope.filter((one) => unanswered[one] === true);
    return silent.length > 0 ? lacks(silent) : undefined;
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return error.message;
  }
}

/** What is said at the end, with the former token revoked by the new one where that is wanted. */
async function ending(
  context: QuayContext,
  name: string,
  former: TokenRecord | undefined,
): Promise<Pick<Outcome, 'message' | 'ended'>> {
  if (former === undefined) {
    return {
      message: t(
        'The account signs in with the API token “{0}” from now on. The former one stays valid until it is revoked or ends.',
        name,
      ),
    };
  }
  const place = placeOf(former.path);
  if (place.at !== 'api-token') throw new TypeError('not the record of an API token');
  try {
    await context.apiTokens.revoke(place.application, place.uuid, new AbortController().signal);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    const message = t(
      'The account signs in with the API token “{0}” from now on. The former one was not revoked, or not for certain: {1}',
      name,
      error.message,
    );
    return { message };
  }
  return {
    message: t(
      'The account signs in with the API token “{0}” from now on; the former one was revoked.',
      name,
    ),
    ended: [former.id],
  };
}

function form(own: TokenRecord | undefined): Form {
  return {
    title: t('Renew Sign-In'),
    fields: [
      nameField(own?.label),
      // The scopes of a token that is not known are not told either.
      ...(own === undefined ? [scopesField(undefined, ['user:admin', 'org:admin'])] : []),
      lifetimeField(),
      ...(own === undefined
        ? []
        : [
            {
              id: 'former',
              type: 'choice' as const,
              title: t('Former Token'),
              prompt: t('What becomes of “{0}” when the new one is in its place', own.label),
              choices: () => [
                { value: 'keep', label: t('Leave It Until Its End') },
                { value: 'revoke', label: t('Revoke It'), detail: t('Wherever it is used') },
              ],
            },
          ]),
    ],
  };
}
