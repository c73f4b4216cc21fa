/**
 * `faults [--grep pattern]`: tries everything of `test/faults`, and all changed tokens, of which
 * `npm test` tries a part, and prints how many cases there were. It takes hours. A variable of the
 * environment that is set already counts more.
 */
import { readArguments } from './arguments.ts';
import { describeCounts } from './counts.ts';
import { runNodeTests } from './stages/node-test.ts';

const everything = {
  DEATHS_EVERY: '1',
  FUZZ_INPUTS: '200000',
  MATRIX_EVERY: '1',
  MUTATIONS: '1000000',
  WINDOWS_SEEDS: '10000',
};

const { grep } = readArguments('npm run test:faults [-- --grep pattern]', {
  grep: { type: 'string' },
});
for (const [name, value] of Object.entries(everything)) process.env[name] ??= value;
const files = ['test/faults/**/*.test.ts', 'test/unit/jwt/mutations.test.ts'];
const counts = await runNodeTests(files, { grep });
for (const text of counts.failures) console.log(`\n✖ ${text}`);
console.log(`\n${describeCounts(counts)}`);
process.exit(counts.failed === 0 ? 0 : 1);
