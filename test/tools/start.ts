/**
 * `start [--port N] [--editor 1.105.1] [--dark | --light]`: a real VS Code in the browser, with
 * the packaged extension and with sandbox registries to play with, until Ctrl-C.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describeSandbox } from '../sandbox/describe.ts';
import { writeImportFile } from '../sandbox/importFile.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { readArguments } from './arguments.ts';
import { prepareEditor } from './editor/prepare.ts';
import { installExtensions, startCodeServer } from './editor/server.ts';
import type { Settings } from './editor/server.ts';
import { currentVersion } from './editor/versions.ts';
import { temporaryDirectory, vsixFile } from './paths.ts';
import { fillPlayground } from './playground.ts';
import { isFree } from './ports.ts';
import { packageExtension } from './stages/package.ts';

const values = readArguments('npm start [-- --port N] [--editor 1.105.1] [--dark | --light]', {
  port: { type: 'string' },
  editor: { type: 'string', default: currentVersion },
  dark: { type: 'boolean', default: false },
  light: { type: 'boolean', default: false },
});

const stopped = Promise.withResolvers<undefined>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopped.resolve(undefined));
}

/** What has to be undone at the end, the last first. */
const cleaners: (() => Promise<unknown>)[] = [];

try {
  const problem = await Promise.race([play(), stopped.promise]);
  if (problem !== undefined) throw new Error(problem);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
for (const clean of cleaners.reverse()) await clean();
process.exit();

/** @returns how the editor ended, if it ends by itself */
async function play(): Promise<string> {
  const port = await choosePort();
  console.log('Building the extension…');
  const [editor, sandbox] = await Promise.all([
    prepareEditor(values.editor),
    startSandbox(),
    packageExtension(),
  ]);
  cleaners.push(() => sandbox.close());

  const directory = await temporaryDirectory('start');
  cleaners.push(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(directory, 'playground');
  await mkdir(folder);
  const description = await describeSandbox(sandbox);
  await fillPlayground(folder, description);

  const options = {
    port,
    folder,
    dataDir: path.join(directory, 'data'),
    extensionsDir: path.join(directory, 'extensions'),
    settings: settings(),
    env: {
      REGISTRY_TOKENS_ACCOUNTS: await writeImportFile(sandbox, directory),
      KUBECONFIG: description.rok.kubeconfig,
    },
  };
  await installExtensions(editor, [vsixFile], options);
  const server = await startCodeServer(editor, options);
  cleaners.push(() => server.service.stop());
  console.log(`\nOpen ${server.url}/\n\nVS Code ${editor.version}; stop it with Ctrl-C.`);
  return server.service.ended;
}

/**
 * The port that was asked for; without a wish any free one. The editor keeps its state in the
 * browser, by address: at a new address no accounts of an earlier playground stand about.
 */
async function choosePort(): Promise<number> {
  if (values.port === undefined) return 0;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  }
  if (!(await isFree(port))) throw new Error(`Port ${port} is taken; choose another with --port.`);
  return port;
}

function settings(): Settings {
  const theme = values.dark ? 'Default Dark Modern' : values.light ? 'Default Light Modern' : '';
  return {
    'workbench.startupEditor': 'readme',
    ...(theme === '' ? {} : { 'workbench.colorTheme': theme }),
  };
}
