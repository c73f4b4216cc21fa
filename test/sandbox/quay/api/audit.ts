import type { ApiCall } from '../context.ts';
import type { LogEntry } from '../model.ts';

/**
 * Writes an audit entry as the REST API does: with the API token that acted, and its application.
 */
export function audit(
  { quay, caller }: ApiCall,
  kind: string,
  namespace: string,
  metadata: LogEntry['metadata'],
): void {
  const { token, user } = caller;
  const application = token && quay.world.findApplication(token.clientId)?.application;
  quay.world.log(kind, namespace, user?.username, {
    ...metadata,
    ...(token === undefined || application === undefined
      ? {}
      : {
          oauth_token_id: token.id,
          oauth_token_application_id: application.clientId,
          oauth_token_application: application.name,
        }),
  });
}
