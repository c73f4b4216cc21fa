import type { Bench } from '../../../unit/registries/jfrog/support.ts';
import { never } from '../../../unit/registries/jfrog/support.ts';
import type { Show } from '../scene.ts';
import type { JfrogScene } from './stage.ts';

async function list(bench: Bench): Promise<void> {
  await bench.registry().packages?.repositories('npm', never);
}

async function refused(bench: Bench, show: Show, status: number): Promise<void> {
  const body = { errors: [{ status, message: 'No.' }] };
  bench.jfrog.faults.add({ kind: 'refusal', status, body, path: '*/artifactory/api/repositories' });
  await show(list(bench));
}

/** The repositories that tools are set up for. */
export const packages: readonly JfrogScene[] = [
  {
    when: '403 to the list of repositories',
    says: ['Your sign-in may not list the repositories.'],
    play: (bench, show) => refused(bench, show, 403),
  },
  {
    when: '404 to the list of repositories',
    says: ['The server does not list its repositories.'],
    play: (bench, show) => refused(bench, show, 404),
  },
];
