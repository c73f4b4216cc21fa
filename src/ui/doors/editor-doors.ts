import { stepsBy } from '../wizard/steps.ts';
import { runCommand } from './commands.ts';
import type { Doors } from './doors.ts';
import { editorFiles } from './files.ts';
import { messagesBy } from './messages.ts';
import { progressBy } from './progress.ts';
import { editorInput } from './quick-input.ts';
import { showInStatusBar, showMessage } from './show-message.ts';
import { showProgress } from './show-progress.ts';

/** The doors to the editor. */
export const editorDoors: Doors = {
  messages: messagesBy(showMessage, showInStatusBar),
  progress: progressBy(showProgress),
  steps: stepsBy(editorInput),
  files: editorFiles,
  run: runCommand,
};
