import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { ApplicationName, WantedApiToken } from '../client/api-tokens-client.ts';
import type { QuayContext } from '../context.ts';
import { apiTokenPath, applicationPath } from '../paths.ts';
import type { IssuedApiToken } from '../wire/api-token.ts';

/**
 * Issues an API token. Its secret is told once, so that a lost answer cannot be made good: the
 * list is read first, to find the token that nobody can use.
 */
export async function issueInApplication(
  context: QuayContext,
  application: ApplicationName,
  wanted: WantedApiToken,
  signal: AbortSignal,
): Promise<IssuedApiToken> {
  const before = await context.apiTokens.page(application, undefined, signal);
  const known = new Set(before.tokens.map(({ uuid }) => uuid));
  const sentence = t(
    'The answer from {0} was lost: the API token “{1}” may have been issued or not.',
    context.api.host,
    wanted.name,
  );
  const issuing = context.apiTokens.issue(application, wanted, signal);
  return orLook(issuing, sentence, async (later): Promise<Outcome> => {
    // The newest come first.
    const { tokens } = await context.apiTokens.page(application, undefined, later);
    const added = tokens.find(({ uuid, name }) => name === wanted.name && !known.has(uuid));
    const group = applicationPath(application);
    return added === undefined
      ? { message: t('The API token “{0}” was not issued.', wanted.name), changed: [] }
      : {
          message: t(
            'The API token “{0}” was issued, but its secret was in the answer that was lost: revoke it and issue another one.',
            wanted.name,
          ),
          changed: [group],
          reveal: apiTokenPath(application, added.uuid),
        };
  });
}
