import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS, UPPERCASE_AND_DIGITS } from '../random.ts';
import type { Random } from '../random.ts';
import { fullName } from './model.ts';
import type {
  ApiToken,
  AppToken,
  LogEntry,
  OAuthApplication,
  Organization,
  Repository,
  RepositoryRole,
  Robot,
  Scope,
  Team,
  TeamRole,
  User,
} from './model.ts';

/** Default and longest life of an API token: ten years (docs/registries/quay.md §1.1). */
export const API_TOKEN_LIFETIME_MS = 315_576_000_000;

/** What a robot is made of; everything but its name has a default. */
export type RobotSeed = Pick<Robot, 'namespace' | 'shortname'> &
  Partial<Omit<Robot, 'namespace' | 'shortname' | 'token'>>;

/** The database of one Quay, and the ways to add to it. */
export class World {
  readonly users = new Map<string, User>();
  readonly organizations = new Map<string, Organization>();
  /** By full name. */
  readonly robots = new Map<string, Robot>();
  /** By `namespace/name`. */
  readonly repositories = new Map<string, Repository>();
  readonly appTokens = new Map<string, AppToken>();
  /** By secret. */
  readonly apiTokens = new Map<string, ApiToken>();
  readonly logs: LogEntry[] = [];
  readonly random: Random;
  readonly clock: SandboxClock;
  /** The first was made when the server was set up. */
  #nextTokenId = 2;

  constructor(random: Random, clock: SandboxClock) {
    this.random = random;
    this.clock = clock;
  }

  addUser(username: string): User {
    const user: User = {
      uuid: this.random.uuid(),
      username,
      email: `${username}@example.test`,
      password: this.random.text(20, LETTERS_AND_DIGITS),
    };
    this.users.set(username, user);
    return user;
  }

  addOrganization(name: string): Organization {
    const organization: Organization = {
      name,
      email: '',
      enabled: true,
      teams: new Map(),
      applications: new Map(),
      prototypes: new Map(),
    };
    this.organizations.set(name, organization);
    return organization;
  }

  addTeam(
    organization: Organization,
    name: string,
    role: TeamRole,
    members: Iterable<string>,
  ): Team {
    const team: Team = { name, description: '', role, members: new Set(members) };
    organization.teams.set(name, team);
    return team;
  }

  /** Removes a team with its permissions and default permissions. */
  removeTeam(organizationName: string, name: string): void {
    const organization = this.organizations.get(organizationName);
    organization?.teams.delete(name);
    for (const { id, delegate } of organization?.prototypes.values() ?? []) {
      if (delegate.kind === 'team' && delegate.name === name) {
        organization?.prototypes.delete(id);
      }
    }
    for (const repository of this.repositories.values()) {
      if (repository.namespace === organizationName) {
        repository.teamGrants.delete(name);
      }
    }
  }

  addRobot(seed: RobotSeed): Robot {
    const robot: Robot = {
      created: this.clock.now(),
      description: '',
      metadata: {},
      lastAccessed: null,
      federation: [],
      ...seed,
      token: this.robotToken(),
    };
    this.robots.set(fullName(robot), robot);
    return robot;
  }

  addRepository(
    namespace: string,
    name: string,
    grants: Readonly<Record<string, RepositoryRole>>,
    options: { readonly isPublic?: boolean; readonly description?: string } = {},
  ): Repository {
    const repository: Repository = {
      namespace,
      name,
      description: options.description ?? null,
      badge: this.random.uuid(),
      isPublic: options.isPublic ?? false,
      grants: new Map(Object.entries(grants)),
      teamGrants: new Map(),
    };
    this.repositories.set(`${namespace}/${name}`, repository);
    return repository;
  }

  /** Makes a repository as its creator does: he administers it, and default permissions apply. */
  createRepository(
    namespace: string,
    name: string,
    creator: string,
    options: { readonly isPublic?: boolean; readonly description?: string } = {},
  ): Repository {
    const repository = this.addRepository(namespace, name, { [creator]: 'admin' }, options);
    for (const prototype of this.organizations.get(namespace)?.prototypes.values() ?? []) {
      const { activatingUser, delegate, role } = prototype;
      if (activatingUser === null || activatingUser === creator) {
        if (delegate.kind === 'team') {
          repository.teamGrants.set(delegate.name, role);
        } else if (delegate.name !== creator) {
          repository.grants.set(delegate.name, role);
        }
      }
    }
    return repository;
  }

  addAppToken(
    seed: Pick<AppToken, 'owner' | 'title'> & Partial<Omit<AppToken, 'uuid' | 'code'>>,
  ): AppToken {
    const token: AppToken = {
      created: this.clock.now(),
      expiration: null,
      lastAccessed: null,
      ...seed,
      uuid: this.random.uuid(),
      code: this.random.text(120, UPPERCASE_AND_DIGITS),
    };
    this.appTokens.set(token.uuid, token);
    return token;
  }

  addApplication(organization: Organization, name: string): OAuthApplication {
    const application: OAuthApplication = {
      clientId: this.random.text(20, UPPERCASE_AND_DIGITS),
      clientSecret: this.random.text(40, UPPERCASE_AND_DIGITS),
      name,
      description: '',
      applicationUri: '',
      redirectUri: '',
      avatarEmail: null,
    };
    organization.applications.set(application.clientId, application);
    return application;
  }

  /** An OAuth application with the organization that owns it. */
  findApplication(
    clientId: string,
  ): { readonly application: OAuthApplication; readonly organization: Organization } | undefined {
    for (const organization of this.organizations.values()) {
      const application = organization.applications.get(clientId);
      if (application !== undefined) {
        return { application, organization };
      }
    }
    return undefined;
  }

  addApiToken(
    seed: Pick<ApiToken, 'user' | 'clientId'> & {
      readonly scopes: Iterable<Scope>;
      readonly name?: string;
      readonly created?: number;
      readonly expiresAt?: number;
    },
  ): ApiToken {
    const created = seed.created ?? this.clock.now();
    const token: ApiToken = {
      id: this.#nextTokenId++,
      uuid: this.random.uuid(),
      name: seed.name ?? null,
      user: seed.user,
      clientId: seed.clientId,
      scopes: new Set(seed.scopes),
      secret: this.random.text(40, LETTERS_AND_DIGITS),
      created,
      expiresAt: seed.expiresAt ?? created + API_TOKEN_LIFETIME_MS,
      lastAccessed: null,
    };
    this.apiTokens.set(token.secret, token);
    return token;
  }

  /** 64 × `[A-Z0-9]`. */
  robotToken(): string {
    return this.random.text(64, UPPERCASE_AND_DIGITS);
  }

  log(
    kind: string,
    namespace: string,
    performer: string | undefined,
    metadata: LogEntry['metadata'],
  ): void {
    this.logs.push({ kind, namespace, metadata, performer, at: this.clock.now() });
  }

  /** Removes a robot with its permissions, default permissions and team rows, wherever they are. */
  removeRobot(robot: Robot): void {
    const name = fullName(robot);
    this.robots.delete(name);
    for (const repository of this.repositories.values()) {
      repository.grants.delete(name);
    }
    for (const organization of this.organizations.values()) {
      for (const team of organization.teams.values()) {
        team.members.delete(name);
      }
      for (const { id, delegate } of organization.prototypes.values()) {
        if (delegate.kind === 'user' && delegate.name === name) {
          organization.prototypes.delete(id);
        }
      }
    }
  }
}
