import type { JfrogToken } from './model.ts';
import type { World } from './world.ts';

const DAY = 86_400;

/** Tokens that suites and people use. */
export interface FixtureTokens {
  /** Of ada, who is an admin. */
  readonly admin: JfrogToken;
  /** Of bob, who is not. */
  readonly user: JfrogToken;
  /** Of bob, ended an hour ago. */
  readonly expired: JfrogToken;
}

/**
 * Fills the world of docs/registries/jfrog.md §7.
 *
 * @param legacy whether the release has the legacy API alone, whose scopes are others
 */
export function populate(world: World, legacy: boolean): FixtureTokens {
  world.addUser('ada', { isAdmin: true, groups: ['readers'] });
  world.addUser('admin', { isAdmin: true });
  world.addUser('bob', { groups: ['team a', 'readers'] });
  world.addUser('svc/ci', { groups: ['team a'] });
  world.addUser('eve', { status: 'disabled' });
  world.groups.push('readers', 'team a', 'ops,night', 'release-managers');
  world.projects.push(
    { key: 'web', displayName: 'Web', roles: ['Developer', 'Release Manager'] },
    { key: 'data-lake', displayName: 'Data lake', roles: ['Viewer'] },
  );
  world.repositories.push(
    { key: 'acme-npm-local', type: 'LOCAL', packageType: 'Npm', description: 'Our own packages' },
    { key: 'acme-npm', type: 'VIRTUAL', packageType: 'Npm' },
    { key: 'acme-pypi', type: 'VIRTUAL', packageType: 'Pypi' },
    { key: 'acme-maven', type: 'VIRTUAL', packageType: 'Maven' },
    { key: 'acme-gradle', type: 'VIRTUAL', packageType: 'Gradle' },
    { key: 'acme-go', type: 'VIRTUAL', packageType: 'Go' },
    { key: 'acme-nuget', type: 'REMOTE', packageType: 'NuGet' },
    { key: 'acme-cargo', type: 'LOCAL', packageType: 'Cargo' },
    { key: 'acme-helm', type: 'VIRTUAL', packageType: 'Helm' },
    { key: 'acme-terraform', type: 'LOCAL', packageType: 'Terraform' },
    { key: 'acme-docker', type: 'LOCAL', packageType: 'Docker' },
  );
  const now = world.seconds;
  const admin = world.issue({
    username: 'ada',
    lifetime: 365 * DAY,
    description: 'editor',
    issuedAt: now - 30 * DAY,
  });
  const user = world.issue({
    username: 'bob',
    lifetime: 365 * DAY,
    description: 'editor',
    issuedAt: now - 20 * DAY,
  });
  const expired = world.issue({ username: 'bob', lifetime: DAY, issuedAt: now - DAY - 3600 });
  world.issue({
    username: 'bob',
    lifetime: 90 * DAY,
    issuedAt: now - 60 * DAY,
    description: 'laptop',
    refreshable: true,
    withReference: true,
    lastUsed: now - 900,
  });
  world.issue({
    username: 'svc/ci',
    scope: legacy
      ? 'api:* member-of-groups:"team a",readers'
      : 'applied-permissions/groups:"team a",readers',
    description: 'nightly build',
    issuedAt: now - 10 * DAY,
    lastUsed: now - 3600,
  });
  world.issue({
    username: 'svc/ci',
    scope: legacy ? 'api:* member-of-groups:*' : 'system:metrics:r',
    lifetime: 2 * DAY,
    issuedAt: now - DAY,
    description: 'metrics',
  });
  return { admin, user, expired };
}

/** Gives a user many tokens: most with a description, all with an end of their own. */
export function addManyTokens(world: World, username: string, count: number): void {
  const now = world.seconds;
  for (let index = 0; index < count; index += 1) {
    world.issue({
      username,
      description: `build ${String(index).padStart(6, '0')} of the nightly pipeline`,
      lifetime: 30 * DAY + index,
      issuedAt: now - (index % (20 * DAY)),
      refreshable: index % 7 === 0,
      ...(index % 3 === 0 ? { lastUsed: now - (index % 86_400) } : {}),
    });
  }
}
