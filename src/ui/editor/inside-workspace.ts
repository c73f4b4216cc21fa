import { isAbsolute, relative } from 'node:path';
import * as vscode from 'vscode';

/** Whether a file belongs to a folder that is open: what an untrusted workspace must not decide. */
export function isInsideWorkspace(file: string): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => {
    const path = relative(uri.fsPath, file);
    return uri.scheme === 'file' && !path.startsWith('..') && !isAbsolute(path);
  });
}
