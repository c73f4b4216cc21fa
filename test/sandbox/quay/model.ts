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
  readonly uuid: string;
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface Team {
  readonly name: string;
  description: string;
  role: TeamRole;
  /** User names and full robot names. */
  readonly members: Set<string>;
  /** The directory that its people come from: `ldap`, `oidc` or `keystone`. */
  syncedFrom?: string;
}

export interface Organization {
  readonly name: string;
  readonly email: string;
  enabled: boolean;
  readonly teams: Map<string, Team>;
  readonly applications: Map<string, OAuthApplication>;
  /** Default permissions of new repositories, by id. */
  readonly prototypes: Map<string, Prototype>;
}

/** A permission that a new repository of an organization gets by itself. */
export interface Prototype {
  readonly id: string;
  role: RepositoryRole;
  /** User whose new repositories it is for; null: everybody's. */
  readonly activatingUser: string | null;
  readonly delegate: { readonly kind: 'user' | 'team'; readonly name: string };
}

export interface FederationEntry {
  readonly issuer: string;
  readonly subject: string;
  /** Checked at the exchange; no request puts them there (docs/registries/quay.md §2.3). */
  readonly audiences?: readonly string[];
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
}

export interface Repository {
  readonly namespace: string;
  readonly name: string;
  /** Null for one that was made without, by a push for instance. */
  readonly description: string | null;
  readonly isPublic: boolean;
  /** `status_token` of its badge. */
  readonly badge: string;
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
  /** Its row in the database, which logs tell. */
  readonly id: number;
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
  /** User or robot; undefined: nobody was authenticated. */
  readonly performer: string | undefined;
  readonly at: number;
}

/** `org+robot`, the name a robot logs in with. */
export function fullName(robot: Pick<Robot, 'namespace' | 'shortname'>): string {
  return `${robot.namespace}+${robot.shortname}`;
}
