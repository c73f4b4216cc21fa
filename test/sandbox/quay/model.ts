/** The things a Quay stores. Times are milliseconds since the epoch. */

export type RepositoryRole = 'read' | 'write' | 'admin';
export type TeamRole = 'member' | 'creator' | 'admin';

export const SCOPES = [
  'repo:read',
  'repo:write',
  'repo:admin',
  'repo:create',
  'user:read',
  'user:admin',
  'org:admin',
  'super:user',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface User {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface Team {
  readonly name: string;
  readonly description: string;
  readonly role: TeamRole;
  /** User names and full robot names. */
  readonly members: Set<string>;
}

export interface Organization {
  readonly name: string;
  readonly email: string;
  enabled: boolean;
  readonly teams: Map<string, Team>;
  readonly applications: Map<string, OAuthApplication>;
}

export interface FederationEntry {
  readonly issuer: string;
  readonly subject: string;
}

export interface Robot {
  readonly namespace: string;
  readonly shortname: string;
  readonly created: number;
  readonly description: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  lastAccessed: number | null;
  token: string;
  federation: readonly FederationEntry[];
  /** Used by a repository mirror, hence not deletable. */
  readonly mirrors: boolean;
}

export interface Repository {
  readonly namespace: string;
  readonly name: string;
  readonly isPublic: boolean;
  /** Direct grants by user name or full robot name. */
  readonly grants: Map<string, RepositoryRole>;
  readonly teamGrants: Map<string, RepositoryRole>;
}

export interface AppToken {
  readonly uuid: string;
  readonly owner: string;
  readonly title: string;
  readonly code: string;
  readonly created: number;
  readonly expiration: number | null;
  lastAccessed: number | null;
}

/** An OAuth token: what the REST API takes as a bearer. */
export interface ApiToken {
  readonly uuid: string;
  readonly name: string | null;
  readonly user: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly secret: string;
  readonly created: number;
  readonly expiresAt: number;
  lastAccessed: number | null;
}

export interface OAuthApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  name: string;
  description: string;
  applicationUri: string;
  redirectUri: string;
  avatarEmail: string | null;
}

export interface LogEntry {
  readonly kind: string;
  readonly namespace: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly performer: string;
  readonly at: number;
}

/** `org+robot`, the name a robot logs in with. */
export function fullName(robot: Pick<Robot, 'namespace' | 'shortname'>): string {
  return `${robot.namespace}+${robot.shortname}`;
}
