import type { Settings } from '../../tools/editor/server.ts';

/** One start of an editor, with the suites that want just that editor. */
export interface HostRun {
  readonly name: string;
  /** Says whether a suite belongs to this run, by its path in test/host. */
  readonly takes: (suite: string) => boolean;
  /** Opens the folder in an editor that does not trust it. */
  readonly restricted?: boolean;
  /** Leaves it to the suites when the extension is activated. */
  readonly onDemand?: boolean;
  /** More variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** User settings from the start. */
  readonly settings?: Settings;
  /** Puts more into the folder that the window opens. */
  readonly fill?: (folder: string) => Promise<void>;
}

const isRestricted = (suite: string): boolean => suite.includes('.restricted.suite.');
const isOnDemand = (suite: string): boolean => suite.includes('.on-demand.suite.');

/**
 * `x.suite.ts` runs in a trusted folder, `x.restricted.suite.ts` in one that is not, and
 * `x.on-demand.suite.ts` where nothing but the suite itself activates the extension.
 */
export const hostRuns: readonly HostRun[] = [
  { name: 'on demand', takes: isOnDemand, onDemand: true },
  { name: 'trusted folder', takes: (suite) => !isRestricted(suite) && !isOnDemand(suite) },
  { name: 'restricted folder', takes: isRestricted, restricted: true },
];
