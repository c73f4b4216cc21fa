import * as vscode from 'vscode';
import { commandId, type CommandName } from '../../ids.ts';

/** A command's handler; the first argument is the row when it was started from one. */
export type Handler = (row: unknown, selected: unknown) => Promise<void> | void;

/** One handler for every command of the table: forgetting one does not compile. */
export type Handlers = Readonly<Record<CommandName, Handler>>;

/**
 * The only place that registers commands. Whatever a handler throws reaches `onError`, so that no
 * error ends as an unredacted notification of the editor's own.
 */
export function registerCommands(
  handlers: Handlers,
  onError: (error: unknown) => void,
): vscode.Disposable {
  const names = Object.keys(handlers) as CommandName[];
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(
        commandId(name),
        async (row: unknown, selected: unknown): Promise<void> => {
          try {
            await handlers[name](row, selected);
          } catch (error) {
            onError(error);
          }
        },
      ),
    ),
  );
}

/** Runs one of our own commands. */
export async function runCommand(name: CommandName, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(commandId(name), ...args);
}

/** As `runCommand`, for callers that have nobody to wait: the command tells of its own failure. */
export function runInBackground(name: CommandName, ...args: unknown[]): void {
  void runCommand(name, ...args);
}
