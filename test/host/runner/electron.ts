import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { editorEnvironment } from '../../tools/editor/environment.ts';
import { cacheDir } from '../../tools/paths.ts';
import { startService } from '../../tools/process.ts';
import type { HostStart, StartedHost } from './web.ts';

/**
 * A desktop VS Code: the one that `VSCODE_EXECUTABLE` names, or a download.
 * @throws Error that says what to do when the download cannot be had
 */
export async function desktopProgram(version: string): Promise<string> {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named !== undefined && named !== '') return named;
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(cacheDir(), 'desktop') });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `VS Code ${version} cannot be downloaded (${reason}). Name an installed one in the ` +
        'environment variable VSCODE_EXECUTABLE, or run `npm test`, which needs no download.',
      { cause: error },
    );
  }
}

/** Starts a desktop VS Code with the test entry. Needs a display; on a server, `xvfb-run`. */
export async function startDesktopHost(program: string, options: HostStart): Promise<StartedHost> {
  const user = path.join(options.dataDir, 'User');
  await mkdir(user, { recursive: true });
  await writeFile(path.join(user, 'settings.json'), JSON.stringify(options.settings ?? {}));
  const service = startService(
    program,
    [
      options.folder,
      `--extensionDevelopmentPath=${options.extension}`,
      `--extensionTestsPath=${options.entry}`,
      `--user-data-dir=${options.dataDir}`,
      `--extensions-dir=${options.extensionsDir}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-updates',
      '--skip-welcome',
      '--skip-release-notes',
      '--password-store=basic',
      ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ],
    { env: editorEnvironment(options.env), logFile: options.logFile },
  );
  return { ended: service.ended, stop: () => service.stop() };
}
