import type { ApiRoute } from '../context.ts';
import { applicationTokenRoutes } from './applicationTokens.ts';
import { applicationRoutes } from './applications.ts';
import { appTokenRoutes } from './appTokens.ts';
import { authorizationRoutes } from './authorizations.ts';
import { discoveryRoute } from './discovery.ts';
import { federationRoutes } from './federation.ts';
import { grantRoutes } from './grants.ts';
import { logRoutes } from './logs.ts';
import { organizationRoutes } from './organization.ts';
import { robotPermissionRoutes } from './robotPermissions.ts';
import { robotRoutes } from './robots.ts';
import { signinRoutes } from './signin.ts';
import { userRoutes } from './user.ts';

const routes: readonly ApiRoute[] = [
  ...userRoutes,
  ...organizationRoutes,
  ...robotRoutes,
  ...robotPermissionRoutes,
  ...federationRoutes,
  ...appTokenRoutes,
  ...applicationRoutes,
  ...applicationTokenRoutes,
  ...authorizationRoutes,
  ...grantRoutes,
  ...logRoutes,
  ...signinRoutes,
];

/** Every route of the REST API that the sandbox plays. */
export const apiRoutes: readonly ApiRoute[] = [...routes, discoveryRoute(routes)];
