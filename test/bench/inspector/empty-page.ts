import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../tools/paths.ts';
import { run } from '../../tools/process.ts';

/** The command's name in the palette. */
export const openEmptyPage = 'Bench: Open Empty Page';

/** What the page says, once it is there. */
export const emptyPageText = 'an empty page';

/**
 * An extension that does nothing but open a webview of a few words beside the editor: what the
 * editor alone takes for that, which no extension can be faster than.
 * @param directory where to make it
 * @returns the packaged extension
 */
export async function packEmptyPage(directory: string): Promise<string> {
  const home = path.join(directory, 'empty-page');
  await mkdir(home, { recursive: true });
  const manifest = {
    name: 'empty-page',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.105.0' },
    main: './main.cjs',
    activationEvents: ['onStartupFinished'],
    contributes: { commands: [{ command: 'bench.emptyPage', title: openEmptyPage }] },
  };
  await writeFile(path.join(home, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(home, 'README.md'), 'For the bench.\n');
  await writeFile(path.join(home, 'main.cjs'), program);
  const vsix = path.join(directory, 'empty-page.vsix');
  await run(
    process.execPath,
    [
      path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce'),
      ...['package', '--out', vsix],
      ...['--no-dependencies', '--allow-missing-repository', '--skip-license'],
    ],
    { cwd: home },
  );
  return vsix;
}

const program = `
const vscode = require('vscode');
exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.commands.registerCommand('bench.emptyPage', () => {
      const panel = vscode.window.createWebviewPanel('bench', 'Empty', vscode.ViewColumn.Active, {
        enableScripts: true,
        localResourceRoots: [],
      });
      panel.webview.html = '<!DOCTYPE html><main id="page">${emptyPageText}</main>';
    }),
  );
};
`;
