import type { Steps } from '../wizard/steps.ts';
import type { runCommand } from './commands.ts';
import type { Files } from './files.ts';
import type { Messages } from './messages.ts';
import type { Progress } from './progress.ts';

/**
 * What stands between the flow of the UI and the person: all that is said, asked and waited for goes
 * through here. Behind it is the editor, in tests a plain fake of it.
 */
export interface Doors {
  readonly messages: Messages;
  readonly progress: Progress;
  /** Lists to choose from and boxes to type in. */
  readonly steps: Steps;
  readonly files: Files;
  /** Runs one of our own commands. */
  readonly run: typeof runCommand;
}
