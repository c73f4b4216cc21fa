/**
 * `coverage [--grep pattern]`: runs everything that needs no editor, and prints how much of each
 * file of `src` was run.
 */
import { readArguments } from './arguments.ts';
import { describeCounts } from './counts.ts';
import { unitStage } from './stages/unit.ts';

const { grep } = readArguments('npm run coverage [-- --grep pattern]', {
  grep: { type: 'string' },
});

const counts = await unitStage(grep, true);
console.log(`\n${describeCounts(counts)}`);
process.exit(counts.failed === 0 ? 0 : 1);
