import type { ApiCall } from '../context.ts';
import { modelError } from '../errors.ts';
import type { User } from '../model.ts';
import { refused, requireAdmin, requireUser } from './guards.ts';
import type { Access } from './guards.ts';
import { ORGANIZATION, ORGNAME, orgname } from './organizations.ts';

/** What discovery says of a robot's name in the path. */
const SHORTNAME = [
  'robot_shortname',
  'The short name for the robot, without any user or organization prefix',
] as const;

/** The two forms of every robot route: under `/organization/{orgname}` and under `/user`. */
export interface RobotOwner {
  readonly label: 'Org' | 'User';
  readonly path: string;
  /** What stands in paths of one robot, and of all of them. */
  readonly onePath: readonly (readonly [string, string])[];
  readonly listPath?: readonly (readonly [string, string])[];
  /** Scope the routes need (docs/registries/quay.md §1.2). */
  readonly scope: 'org:admin' | 'user:admin';
  /** First release with federation for this form. */
  readonly federationSince: string;
  /** A user's form asks for the right first, an organization's for a body that fits. */
  readonly asksFirst: boolean;
  readonly namespace: (call: ApiCall) => string;
  /** The caller, if he may do it. @throws E1 401 or 403 */
  readonly authorize: (call: ApiCall, access: Access) => User;
  /**
   * Get, create and regenerate look the organization up; for one's own name, which passes as an
   * organization's, they fail there (docs/registries/quay.md §1.2).
   */
  readonly requireNamespace: (call: ApiCall) => void;
}

const organization: RobotOwner = {
  label: 'Org',
  path: ORGANIZATION,
  onePath: [SHORTNAME, ORGNAME],
  listPath: [ORGNAME],
  scope: 'org:admin',
  federationSince: '3.13',
  asksFirst: false,
  namespace: orgname,
  authorize: (call, access) => requireAdmin(call, orgname(call), access),
  requireNamespace: (call) => {
    if (!call.quay.world.organizations.has(orgname(call))) {
      throw modelError(`Organization does not exist: ${orgname(call)}`);
    }
  },
};

const user: RobotOwner = {
  label: 'User',
  path: '/api/v1/user',
  onePath: [SHORTNAME],
  scope: 'user:admin',
  federationSince: '3.17.2',
  asksFirst: true,
  namespace: (call) => call.caller.user?.username ?? '',
  authorize: (call, access) => {
    const caller = requireUser(call, 'user:admin');
    if (access === 'write' && call.quay.settings.restrictedUsers) {
      throw refused(call);
    }
    return caller;
  },
  requireNamespace: () => undefined,
};

export const ROBOT_OWNERS: readonly RobotOwner[] = [organization, user];
