import * as vscode from 'vscode';
import { commandId, type CommandName } from '../../ids.ts';
import type { SharedCommand } from '../../registries/contract/action-id.ts';

/** A command's handler; the first argument is the row when it was started from one. */
export type Handler = (row: unknown, selected: unknown) => Promise<void> | void;

/** One handler for every command of the table of ids: forgetting one does not compile. */
export type Handlers = Readonly<Record<CommandName, Handler>>;

/**
 * The only place that registers commands. Whatever a handler throws reaches `onError`, so that no
 * error ends as an unredacted notification of the editor's own.
 */
export function registerCommands(
  handlers: Readonly<Record<string, Handler>>,
  onError: (error: unknown) => void,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      vscode.commands.registerCommand(
        commandId(name),
        async (row: unknown, selected: unknown): Promise<void> => {
          try {
            await handler(row, selected);
          } catch (error) {
            onError(error);
          }
        },
      ),
    ),
  );
}

/** Commands that the code itself runs: those of actions that any kind may have among them. */
export type RunnableCommand = CommandName | SharedCommand;

/** Runs one of our own commands. */
export async function runCommand(name: RunnableCommand, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(commandId(name), ...args);
}

/** As `runCommand`, for callers that have nobody to wait: the command tells of its own failure. */
export function runInBackground(name: RunnableCommand, ...args: unknown[]): void {
  void runCommand(name, ...args);
}
