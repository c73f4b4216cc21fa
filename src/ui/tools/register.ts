import * as vscode from 'vscode';
import { toolId, type ToolName, toolNames } from '../../ids.ts';

/** What stands behind the tools: each answers in text, and never with a secret. */
export interface Tools {
  prepare(name: ToolName, input: unknown): Promise<vscode.PreparedToolInvocation>;
  invoke(
    name: ToolName,
    input: unknown,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult>;
}

/** Offers the tools to language models. Their code is read when one of them is used. */
export const registerTools = (load: () => Promise<Tools>): vscode.Disposable =>
  vscode.Disposable.from(
    ...toolNames.map((name) =>
      vscode.lm.registerTool<unknown>(toolId(name), {
        prepareInvocation: async ({ input }) => (await load()).prepare(name, input),
        invoke: async ({ input }, cancellation) => (await load()).invoke(name, input, cancellation),
      }),
    ),
  );
