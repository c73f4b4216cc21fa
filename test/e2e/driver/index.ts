/**
 * Drives a real VS Code, with the packaged extension in it, through its screen. Helpers wait for
 * what they act on; what never comes ends in an error that says what was there instead.
 */
import { Workbench } from './workbench.ts';
import type { WorkbenchOptions } from './workbench.ts';

/** Starts a VS Code with the packaged extension; whoever starts it closes it. */
export function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  return Workbench.start(options);
}

export type { DialogState } from './dialog.ts';
export type { Film } from './film.ts';
export { Keys } from './keys.ts';
export type { Notification } from './notifications.ts';
export type { QuickInputState } from './quick-input.ts';
export type { Row } from './rows.ts';
export type { StatusBarItem } from './status-bar.ts';
export type { RowPath } from './tree.ts';
export type { Matcher } from './waiting.ts';
export { waitFor } from './waiting.ts';
export type { WorkbenchWindow } from './window.ts';
export type { Workbench, WorkbenchOptions } from './workbench.ts';
