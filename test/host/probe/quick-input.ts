import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Accepts what the quick input offers, as Enter does, until a command that asks has ended. */
export async function acceptUntil(command: Thenable<unknown>): Promise<void> {
  const done = Promise.resolve(command).then(() => true);
  do {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  } while ((await Promise.race([done, delay(50)])) !== true);
}
