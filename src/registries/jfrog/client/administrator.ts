import type { Authorization } from '../../../net/http/http.ts';
import { splitScope } from '../scope.ts';
import type { PlatformClient } from './platform-client.ts';

/**
 * Whether a sign-in may do what only an administrator may (docs/registries/jfrog.md §2.8): its scope
 * says so, or Artifactory tells it its id. Where Artifactory does not take the token, Access tells
 * the users, to administrators and to those whose scope names a part of the system
 * (docs/registries/jfrog.md §2.7). That a root certificate can be read proves nothing: a platform
 * may tell it to others (docs/registries/jfrog.md §9).
 *
 * @param scope `undefined` when nobody tells it
 */
export async function isAdministrator(
  platform: PlatformClient,
  authorization: Authorization,
  scope: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const parts = scope === undefined ? [] : splitScope(scope);
  if (parts.includes('applied-permissions/admin')) return true;
  const told = await platform.tellsServiceId(authorization, signal);
  if (told !== undefined) return told;
  const isByScope = scope === undefined || parts.some((part) => part.startsWith('system:'));
  return !isByScope && (await platform.tellsUsers(authorization, signal));
}
