import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';

/** A file that the person chose, and its name as people read it; `undefined` for none. */
export async function openKeyFile(
  title: string,
): Promise<{ readonly bytes: Buffer; readonly name: string } | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel: t('Use Key') })) ?? [];
  return (
    file && {
      bytes: Buffer.from(await vscode.workspace.fs.readFile(file)),
      name: vscode.workspace.asRelativePath(file),
    }
  );
}
