import * as vscode from 'vscode';

/**
 * The folders of the workspace as long as it is not trusted; none afterwards. What stands in them,
 * or is led to from them, is neither read nor run (`programs/untrusted-paths.ts`).
 */
export const untrustedFolders = (): readonly string[] =>
  vscode.workspace.isTrusted
    ? []
    : (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map(({ uri }) => uri.fsPath);
