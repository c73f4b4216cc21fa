import { prepareEditor } from '../editor/prepare.ts';
import { findBrowser } from '../browser.ts';
import { currentVersion } from '../editor/versions.ts';
import { runNodeTests } from './node-test.ts';
import type { Counts } from '../counts.ts';

/** Each end-to-end suite is a browser, a server and an extension host: two fill two cores. */
const atOnce = 2;

/** Drives the packaged extension in a real workbench; wants `dist/registry-tokens.vsix`. */
export async function e2eStage(grep?: string): Promise<Counts> {
  // Made ready here, since the suites run in processes of their own, several at once.
  await Promise.all([prepareEditor(currentVersion), findBrowser()]);
  return runNodeTests(['test/e2e/**/*.e2e.ts'], { atOnce, grep });
}
