/**
 * `electron [--editor 1.139.1] [--grep text]`: the suites of test/host inside a desktop VS Code,
 * for people who can download one or have one (`VSCODE_EXECUTABLE`).
 */
import { desktopProgram, startDesktopHost } from '../host/runner/electron.ts';
import { runHostSuites } from '../host/runner/run.ts';
import { readArguments } from './arguments.ts';
import { describeCounts } from './counts.ts';
import { currentVersion } from './editor/versions.ts';
import { buildExtension } from './stages/package.ts';

const values = readArguments('npm run test:electron [-- --editor 1.139.1] [--grep pattern]', {
  editor: { type: 'string', default: currentVersion },
  grep: { type: 'string' },
});

try {
  const program = await desktopProgram(values.editor);
  await buildExtension();
  const counts = await runHostSuites({
    label: `desktop VS Code ${values.editor}`,
    start: (options) => startDesktopHost(program, options),
    grep: values.grep,
  });
  console.log(describeCounts(counts));
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
