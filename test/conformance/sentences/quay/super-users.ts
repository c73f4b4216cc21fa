import { collect } from '../../../unit/registries/collect.ts';
import { type Bench, never } from '../../../unit/registries/quay/support.ts';
import type { Show } from '../scene.ts';
import type { QuayScene } from './stage.ts';

/** The rows of an account whose token is a super user's. */
async function roots(bench: Bench, show: Show): Promise<void> {
  const { tokens, world } = bench.quay;
  const scopes = ['super:user', 'org:admin', 'user:admin'] as const;
  const token = world.addApiToken({ user: 'dana', clientId: tokens.full.clientId, scopes });
  await show(collect(bench.registry(token.secret).roots(never)));
}

/** Of the organization that she is a plain member of. */
const ofMembers = [
  'Only an admin of {0} whose API token has the scope {1} may read or change its robots.',
  'Only an admin of {0} whose API token has the scope {1} may change its default permissions.',
];

/** What super users see of everybody. */
export const superUsers: readonly QuayScene[] = [
  {
    when: 'a super user without full access',
    says: [...ofMembers, 'Super users may do this only where the registry gives them full access.'],
    play: async (bench, show) => {
      bench.quay.settings.superUsers = ['dana'];
      await roots(bench, show);
    },
  },
  {
    when: 'a global read-only super user',
    says: [...ofMembers, 'Global read-only super users may look at {0} but change nothing.'],
    play: async (bench, show) => {
      bench.quay.settings.globalReadOnlySuperUsers = ['dana'];
      await roots(bench, show);
    },
  },
  {
    when: '403 for all organizations',
    says: [...ofMembers, 'This is shown to super users whose API token has the scope {0}.'],
    play: async (bench, show) => {
      bench.quay.settings.superUsers = ['dana'];
      const path = '/api/v1/superuser/*';
      bench.quay.faults.add({
        kind: 'refusal',
        status: 403,
        path,
        body: { detail: 'Unauthorized', error_type: 'insufficient_scope' },
      });
      await roots(bench, show);
    },
  },
  {
    when: '404 for them, as on quay.io',
    says: [...ofMembers, 'This registry does not show that to super users.'],
    play: async (bench, show) => {
      bench.quay.settings.superUsers = ['dana'];
      const path = '/api/v1/superuser/*';
      bench.quay.faults.add({ kind: 'refusal', status: 404, path, body: { detail: 'Not Found' } });
      await roots(bench, show);
    },
  },
];
