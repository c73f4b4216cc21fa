import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run, startService } from '../process.ts';
import type { Service } from '../process.ts';
import { editorEnvironment } from './environment.ts';
import type { Editor } from './prepare.ts';

/** Settings as a person would have them in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** Where the server keeps its data: settings, logs, state. */
  readonly dataDir: string;
  readonly extensionsDir: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly settings?: Settings;
  /** Asks whether a folder is trusted, as VS Code does by default; without it every folder is. */
  readonly workspaceTrust?: boolean;
  /** Port on 127.0.0.1; a free one by default. */
  readonly port?: number;
}

export interface EditorServer {
  /** The address of the workbench, like `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly service: Service;
}

/**
 * Starts VS Code's bare server. Its smoke test driver is on: pages may then name an extension
 * under development and a test entry (see `developmentUrl`).
 */
export async function startBareServer(
  editor: Editor,
  options: ServerOptions,
): Promise<EditorServer> {
  await prepareData(path.join(options.dataDir, 'data'), options);
  const service = startService(
    editor.node,
    [
      editor.serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
      ...['--server-data-dir', options.dataDir, '--extensions-dir', options.extensionsDir],
      '--without-connection-token',
      '--accept-server-license-terms',
      '--disable-telemetry',
      '--enable-smoke-test-driver',
      ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
    ],
    { env: editorEnvironment(options.env), logFile: path.join(options.dataDir, 'server.log') },
  );
  const port = await announced(service, /Web UI available at http:\/\/[^:]+:(\d+)/);
  return { url: `http://127.0.0.1:${port}`, service };
}

/**
 * Starts code-server, the program that people start, on a folder.
 * Secrets survive reloads of the page, because they lie in the browser's profile.
 */
export async function startCodeServer(
  editor: Editor,
  options: ServerOptions & { readonly folder: string },
): Promise<EditorServer> {
  await prepareData(options.dataDir, options);
  const service = startService(
    editor.node,
    [
      editor.entry,
      ...codeServerArguments(options),
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
      options.folder,
    ],
    { env: editorEnvironment(options.env), logFile: path.join(options.dataDir, 'server.log') },
  );
  const port = await announced(service, /HTTP server listening on http:\/\/[^:]+:(\d+)/);
  return { url: `http://127.0.0.1:${port}`, service };
}

/** Installs packaged extensions, as `code --install-extension` does. */
export async function installExtensions(
  editor: Editor,
  packages: readonly string[],
  options: ServerOptions,
): Promise<void> {
  await mkdir(options.dataDir, { recursive: true });
  const install = packages.flatMap((vsix) => ['--install-extension', vsix]);
  const args = [editor.entry, ...codeServerArguments(options), ...install];
  await run(editor.node, args, { env: editorEnvironment(options.env) });
}

/** Arguments that code-server needs whatever it does; its configuration stays out of the home. */
function codeServerArguments(options: ServerOptions): string[] {
  return [
    ...['--user-data-dir', options.dataDir, '--extensions-dir', options.extensionsDir],
    ...['--config', path.join(options.dataDir, 'code-server.yaml')],
  ];
}

async function prepareData(data: string, options: ServerOptions): Promise<void> {
  await mkdir(path.join(data, 'User'), { recursive: true });
  await mkdir(options.extensionsDir, { recursive: true });
  const settings = { ...quietSettings, ...options.settings };
  await writeFile(
    path.join(data, 'User', 'settings.json'),
    JSON.stringify(settings, undefined, 2) + '\n',
  );
}

/** Keeps the editor from greeting, advertising and asking for the network. */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
};

/** Waits for the line in which a server says its port. */
async function announced(service: Service, line: RegExp): Promise<string> {
  const port = new Promise<string>((resolve) => {
    let seen = '';
    service.onOutput((text) => {
      seen += text;
      const found = line.exec(seen)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const ended = service.ended.then((how) => {
    throw new Error(`The editor did not start: ${how}\n${service.output()}`);
  });
  return Promise.race([port, ended]);
}
