/**
 * `test [--only checks,unit,host,e2e] [--editor 1.105.1] [--grep pattern]`: runs everything, or
 * the parts that are named, and ends with the line `N passed, N failed, N skipped`.
 *
 * `--editor` narrows the suites of test/host to one editor, `--grep` the tests of every part. With
 * `--only unit` alone, how much of `src` was run is printed as well.
 */
import { readArguments } from './arguments.ts';
import { findBrowser } from './browser.ts';
import { add, describeCounts, none } from './counts.ts';
import { prepareEditor } from './editor/prepare.ts';
import { currentVersion, oldestVersion } from './editor/versions.ts';
import { checksStage } from './stages/checks.ts';
import { e2eStage } from './stages/e2e.ts';
import { hostStage } from './stages/host.ts';
import { packageExtension } from './stages/package.ts';
import { runStage } from './stages/stage.ts';
import type { Stage } from './stages/stage.ts';
import { unitStage } from './stages/unit.ts';

const parts = ['checks', 'unit', 'host', 'e2e'] as const;
type Part = (typeof parts)[number];

const values = readArguments(
  'npm test [-- --only checks,unit,host,e2e] [--editor 1.105.1] [--grep pattern]',
  {
    only: { type: 'string', default: parts.join(',') },
    editor: { type: 'string' },
    grep: { type: 'string' },
  },
);

const chosen = new Set(values.only.split(',').map(toPart));
const versions = values.editor === undefined ? [currentVersion, oldestVersion] : [values.editor];

// Downloads need the network rather than the cores: they begin while the first stages run. Who
// needs an editor awaits it again and hears of a failure then.
if (chosen.has('host') || chosen.has('e2e')) {
  for (const version of versions) prepareEditor(version).catch(() => undefined);
  findBrowser().catch(() => undefined);
}

let total = none;
for (const stage of stages()) total = add(total, await runStage(stage));
// Again and together at the end, since the place where they came up may be far above.
for (const text of total.failures) console.log(`\n✖ ${text}`);
console.log(`\n${describeCounts(total)}`);
// Not by running dry: a child that was forgotten must not keep a finished run alive.
process.exit(total.failed === 0 ? 0 : 1);

function* stages(): Generator<Stage> {
  if (chosen.has('checks')) yield { name: 'checks', run: checksStage };
  if (chosen.has('unit')) {
    const coverage = chosen.size === 1 && values.grep === undefined;
    yield { name: 'unit', run: () => unitStage(coverage, values.grep) };
  }
  if (chosen.has('host') || chosen.has('e2e')) yield { name: 'package', run: packageStage };
  if (chosen.has('host')) {
    for (const version of versions) {
      yield { name: `host, VS Code ${version}`, run: () => hostStage(version, values.grep) };
    }
  }
  if (chosen.has('e2e')) yield { name: 'e2e', run: () => e2eStage(values.grep) };
}

async function packageStage(): Promise<typeof none> {
  console.log(await packageExtension());
  return { ...none, passed: 1 };
}

function toPart(name: string): Part {
  const part = parts.find((candidate) => candidate === name);
  if (part !== undefined) return part;
  console.error(`--only takes ${parts.join(', ')}; there is no "${name}".`);
  process.exit(1);
}
