import type { World } from './world.ts';

const TASKS = ['build', 'deploy', 'mirror', 'scan', 'test'] as const;
const FIRST_USE = Date.UTC(2026, 6, 1);
const FIRST_BIRTH = Date.UTC(2022, 0, 3, 8, 0, 0);
const STEP_MS = 7_919_000;

/**
 * Adds an organization of dana's with `count` robots. Names and dates depend on the position
 * alone, so listings can be compared between runs: `build-00000`, `deploy-00001`, …
 */
export function addBigOrganization(world: World, name: string, count: number): void {
  const organization = world.addOrganization(name);
  world.addTeam(organization, 'owners', 'admin', ['dana']);
  for (let index = 0; index < count; index += 1) {
    const task = TASKS[index % TASKS.length] ?? 'build';
    const number = String(index).padStart(5, '0');
    world.addRobot({
      namespace: name,
      shortname: `${task}-${number}`,
      description: index % 4 === 0 ? '' : `${task} job ${index} of the monorepo`,
      created: FIRST_BIRTH + index * STEP_MS,
      lastAccessed: index % 3 === 0 ? null : FIRST_USE - ((index * 37) % 1009) * STEP_MS,
    });
  }
}
