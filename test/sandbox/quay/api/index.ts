import type { ApiRoute } from '../context.ts';
import { applicationTokenRoutes } from './applicationTokens.ts';
import { applicationRoutes } from './applications.ts';
import { appTokenRoutes } from './appTokens.ts';
import { authorizationRoutes } from './authorizations.ts';
import { discoveryRoute } from './discovery.ts';
import { federationRoutes } from './federation.ts';
import { entityRoutes } from './entities.ts';
import { logRoutes } from './logs.ts';
import { organizationRoutes } from './organization.ts';
import { prototypeRoutes } from './prototypes.ts';
import { repositoryRoutes } from './repositories.ts';
import { repositoryPermissionRoutes } from './repositoryPermissions.ts';
import { robotPermissionRoutes } from './robotPermissions.ts';
import { robotRoutes } from './robots.ts';
import { signinRoutes } from './signin.ts';
import { superUserRoutes } from './superUsers.ts';
import { teamMemberRoutes } from './teamMembers.ts';
import { teamRoutes } from './teams.ts';
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
  ...repositoryPermissionRoutes,
  ...repositoryRoutes,
  ...teamRoutes,
  ...teamMemberRoutes,
  ...prototypeRoutes,
  ...entityRoutes,
  ...logRoutes,
  ...superUserRoutes,
  ...signinRoutes,
];

/** Every route of the REST API that the sandbox plays. */
export const apiRoutes: readonly ApiRoute[] = [...routes, discoveryRoute(routes)];
