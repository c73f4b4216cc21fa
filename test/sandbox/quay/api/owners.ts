import type { ApiCall } from '../context.ts';
import { forbidden, modelError } from '../errors.ts';
import type { User } from '../model.ts';
import { requireAdmin, requireUser } from './guards.ts';

/** The two forms of every robot route: under `/organization/{orgname}` and under `/user`. */
export interface RobotOwner {
  readonly label: 'Org' | 'User';
  readonly path: string;
  /** Scope the routes need (docs/registries/quay.md §1.2). */
  readonly scope: 'org:admin' | 'user:admin';
  /** First release with federation for this form. */
  readonly federationSince: string;
  readonly namespace: (call: ApiCall) => string;
  /** The caller, if he may do it. @throws E1 401 or 403 */
  readonly authorize: (call: ApiCall, access: 'read' | 'write') => User;
  /**
   * Get, create and regenerate look the organization up; for one's own name, which passes as an
   * organization's, they fail there (docs/registries/quay.md §1.2).
   */
  readonly requireNamespace: (call: ApiCall) => void;
}

const organization: RobotOwner = {
  label: 'Org',
  path: '/api/v1/organization/{orgname}',
  scope: 'org:admin',
  federationSince: '3.13',
  namespace: (call) => call.params['orgname'] ?? '',
  authorize: (call) => requireAdmin(call, call.params['orgname'] ?? ''),
  requireNamespace: (call) => {
    const name = call.params['orgname'] ?? '';
    if (!call.quay.world.organizations.has(name)) {
      throw modelError(`Organization does not exist: ${name}`);
    }
  },
};

const user: RobotOwner = {
  label: 'User',
  path: '/api/v1/user',
  scope: 'user:admin',
  federationSince: '3.17.2',
  namespace: (call) => call.caller.user?.username ?? '',
  authorize: (call, access) => {
    const caller = requireUser(call, 'user:admin');
    if (access === 'write' && call.quay.settings.restrictedUsers) {
      throw forbidden();
    }
    return caller;
  },
  requireNamespace: () => undefined,
};

export const ROBOT_OWNERS: readonly RobotOwner[] = [organization, user];
