import { prepareEditor } from '../editor/prepare.ts';
import { runHostSuites } from '../../host/runner/run.ts';
import { startWebHost } from '../../host/runner/web.ts';
import type { Counts } from '../counts.ts';

/** Runs the suites of test/host inside the extension host of one VS Code. */
export async function hostStage(version: string, grep?: string): Promise<Counts> {
  const editor = await prepareEditor(version);
  return runHostSuites({
    label: `VS Code ${version}`,
    start: (options) => startWebHost(editor, options),
    grep,
  });
}
