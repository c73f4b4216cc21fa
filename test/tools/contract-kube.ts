/**
 * `contract:kube`: builds an API server of Kubernetes with etcd, and kubectl, from Go modules (about
 * ten minutes the first time), and asks them what test/cluster says: Rok's story, pull secrets, and
 * what docs/registries says. Wants Go.
 */
import { buildCluster } from '../cluster/build.ts';
import { readArguments } from './arguments.ts';
import { describeCounts } from './counts.ts';
import { onPath } from './on-path.ts';
import { runNodeTests } from './stages/node-test.ts';

const { grep } = readArguments('npm run contract:kube [-- --grep pattern]', {
  grep: { type: 'string' },
});
if ((await onPath('go')) === undefined) {
  console.error('There is no program go on the PATH, which builds the API server.');
  process.exit(2);
}
// Before the suites, which would build it at the same time.
await buildCluster((line) => console.log(line));
const counts = await runNodeTests(['test/cluster/*.cluster.ts'], { grep, atOnce: 1 });
for (const text of counts.failures) console.log(`\n✖ ${text}`);
console.log(`\n${describeCounts(counts)}`);
process.exit(counts.failed === 0 ? 0 : 1);
