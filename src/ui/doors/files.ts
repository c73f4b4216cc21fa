import * as vscode from 'vscode';

/** What is said in the dialog of the editor. */
interface FileDialog {
  readonly title: string;
  readonly openLabel?: string;
  /** Extensions without dots, by the name that people read. */
  readonly filters?: Record<string, string[]>;
}

/** A file that a person chose. */
interface ChosenFile {
  /** In bytes; `Infinity` for a device or pipe, which has no end. */
  readonly size: number;
  /** Rejects when it cannot be read. */
  read(): Promise<Buffer>;
  /** Its name as people read it: relative to the folder that is open. */
  readonly name: string;
}

/** Files that a person chooses. */
export interface Files {
  /** Resolves with `undefined` when none was chosen. */
  choose(dialog: FileDialog): Promise<ChosenFile | undefined>;
}

/** Files as the editor reads them. */
export const editorFiles: Files = {
  choose: async (dialog) => {
    const [file] = (await vscode.window.showOpenDialog(dialog)) ?? [];
    if (file === undefined) return undefined;
    const { fs } = vscode.workspace;
    const { size: told, type } = await fs.stat(file);
    const size = (type & vscode.FileType.File) === 0 ? Infinity : told;
    const name = vscode.workspace.asRelativePath(file);
    return { name, size, read: async () => Buffer.from(await fs.readFile(file)) };
  },
};
