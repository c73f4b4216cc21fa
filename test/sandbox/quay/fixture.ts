import type { ApiToken, Organization, Scope } from './model.ts';
import { SCOPES } from './model.ts';
import type { World } from './world.ts';

const HOUR_MS = 60 * 60 * 1000;
const FEDERATED_ISSUER = 'https://token.actions.example.test';

/** API tokens of dana that suites and people use; each is a bearer for `/api/v1`. */
export interface FixtureTokens {
  /** OK40 of docs/registries/quay.md §6: `user:admin org:admin`. */
  readonly full: ApiToken;
  /** Every scope but `super:user`. */
  readonly everything: ApiToken;
  readonly userAdmin: ApiToken;
  readonly orgAdmin: ApiToken;
  readonly repoRead: ApiToken;
  readonly repoCreate: ApiToken;
  /** RO40: `user:read`. */
  readonly readOnly: ApiToken;
  /** OLD40: was `user:admin org:admin`, expired. */
  readonly expired: ApiToken;
}

/** Fills the world of docs/registries/quay.md §6 and gives dana's API tokens. */
export function populate(world: World): FixtureTokens {
  for (const name of ['dana', 'erin']) {
    world.addUser(name);
  }
  const acme = world.addOrganization('acme-platform');
  world.addTeam(acme, 'owners', 'admin', ['dana']);
  world.addTeam(acme, 'builders', 'member', ['acme-platform+ci']);
  addAcmeRobots(world);
  addAcmeRepositories(world);

  const mine = world.addOrganization('my_org');
  world.addTeam(mine, 'owners', 'admin', ['erin']);
  world.addTeam(mine, 'readers', 'member', ['dana']);
  world.addRobot({ namespace: 'my_org', shortname: 'builder', description: 'Nightly builds' });

  // A listing of my_org matches this one too: its underscore is a wildcard (docs/registries/quay.md §3).
  const lookalike = world.addOrganization('my-org');
  world.addTeam(lookalike, 'owners', 'admin', ['erin']);
  world.addRobot({ namespace: 'my-org', shortname: 'x', description: 'Of another organization' });

  const stranger = world.addOrganization('stranger');
  world.addTeam(stranger, 'owners', 'admin', ['erin']);
  world.addRobot({ namespace: 'stranger', shortname: 'hidden' });

  addDanasOwn(world);
  return addApiTokens(world, acme);
}

function addAcmeRobots(world: World): void {
  const namespace = 'acme-platform';
  world.addRobot({
    namespace,
    shortname: 'ci',
    description: 'CI pushes',
    created: Date.UTC(2024, 4, 10, 17, 46, 2),
    lastAccessed: Date.UTC(2026, 7, 3, 8, 15, 30),
    federation: [{ issuer: FEDERATED_ISSUER, subject: 'repo:acme/api:ref:refs/heads/main' }],
  });
  world.addRobot({
    namespace,
    shortname: 'spare',
    created: Date.UTC(2024, 0, 2, 9, 0, 0),
  });
  world.addRobot({
    namespace,
    shortname: 'mirror',
    description: 'Mirrors the public base images',
    created: Date.UTC(2023, 10, 20, 6, 30, 0),
    lastAccessed: Date.UTC(2026, 7, 2, 23, 0, 4),
  });
  world.addRobot({
    namespace,
    shortname: 'release',
    description: 'Promotes releases',
    created: Date.UTC(2025, 2, 14, 12, 0, 0),
    lastAccessed: Date.UTC(2026, 6, 28, 15, 42, 11),
    metadata: { owner: 'sre' },
  });
}

/** Dana made them all, and administers them for that. */
function addAcmeRepositories(world: World): void {
  const namespace = 'acme-platform';
  const ci = `${namespace}+ci`;
  const release = `${namespace}+release`;
  const dana = { dana: 'admin' } as const;
  world.addRepository(namespace, 'api', { ...dana, [ci]: 'write', [release]: 'admin' });
  world.addRepository(namespace, 'web', { ...dana, [ci]: 'read', [release]: 'write' });
  // CI pulls this one through its team: direct grants do not show it (docs/registries/quay.md §2.2).
  const secret = world.addRepository(namespace, 'secret', { ...dana, [release]: 'read' });
  secret.teamGrants.set('builders', 'read');
  world.addRepository(
    namespace,
    'base',
    { ...dana, [`${namespace}+mirror`]: 'write' },
    { isPublic: true },
  );
}

function addDanasOwn(world: World): void {
  const now = world.clock.now();
  const namespace = 'dana';
  world.addRobot({
    namespace,
    shortname: 'laptop',
    description: 'Tries things out',
    created: Date.UTC(2025, 8, 1, 10, 0, 0),
    lastAccessed: Date.UTC(2026, 6, 30, 9, 12, 0),
  });
  world.addRobot({ namespace, shortname: 'backup', created: Date.UTC(2025, 10, 5, 7, 0, 0) });
  world.addRepository(namespace, 'dotfiles', {
    dana: 'admin',
    'dana+laptop': 'write',
    'dana+backup': 'read',
  });
  world.addAppToken({
    owner: namespace,
    title: 'laptop',
    created: Date.UTC(2025, 0, 8, 19, 32, 48),
  });
  world.addAppToken({
    owner: namespace,
    title: 'workshop',
    created: now - 24 * 24 * HOUR_MS,
    expiration: now + 20 * HOUR_MS,
    lastAccessed: now - 3 * HOUR_MS,
  });
  world.addAppToken({
    owner: namespace,
    title: 'old desktop',
    created: now - 28 * 24 * HOUR_MS,
    expiration: now - 2 * HOUR_MS,
  });
}

function addApiTokens(world: World, organization: Organization): FixtureTokens {
  const { clientId } = world.addApplication(organization, 'vscode');
  const token = (scopes: readonly Scope[], dates: { created?: number; expiresAt?: number } = {}) =>
    world.addApiToken({ user: 'dana', clientId, scopes, ...dates });
  const now = world.clock.now();
  return {
    full: token(['user:admin', 'org:admin']),
    everything: token(SCOPES.filter((scope) => scope !== 'super:user')),
    userAdmin: token(['user:admin']),
    orgAdmin: token(['org:admin']),
    repoRead: token(['repo:read']),
    repoCreate: token(['repo:create']),
    readOnly: token(['user:read']),
    expired: token(['user:admin', 'org:admin'], {
      created: now - 48 * HOUR_MS,
      expiresAt: now - HOUR_MS,
    }),
  };
}
