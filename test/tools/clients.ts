/**
 * `clients`: fetches the clients of registries that npm, PyPI and the Go module proxy have, and lets
 * them try the sandbox. Which, and what came of it last, stands in docs/reliability.md.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fetched } from './clients/fetched.ts';
import { programsDir } from './clients/folder.ts';
import { readArguments } from './arguments.ts';
import { describeCounts } from './counts.ts';
import { runNodeTests } from './stages/node-test.ts';

readArguments('npm run clients', {});
await mkdir(programsDir(), { recursive: true });
for (const { name, fetch } of fetched) {
  console.log(`Fetching ${name}…`);
  try {
    await fetch();
  } catch (error) {
    console.log(`${name} cannot be had here, and is skipped: ${(error as Error).message}`);
  }
}
process.env['PATH'] = [programsDir(), process.env['PATH'] ?? ''].join(path.delimiter);
const counts = await runNodeTests([
  'test/sandbox/jfrog/client-*.test.ts',
  'test/sandbox/kube/{client-node,kubectl}.test.ts',
  'test/unit/delivery/{helper,tools}/clients.test.ts',
  'test/unit/registries/drp/drpcli.test.ts',
]);
for (const text of counts.failures) console.log(`\n✖ ${text}`);
console.log(`\n${describeCounts(counts)}`);
process.exit(counts.failed === 0 ? 0 : 1);
