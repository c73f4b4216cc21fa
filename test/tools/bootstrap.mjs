/**
 * The first step of every npm script, and the only file of the house that an older Node has to
 * understand (Node 20 is enough): it brings node_modules up to package-lock.json, then hands over
 * to `test/tools/<command>.ts`, run by the Node 24 that node_modules carries.
 *
 *     node test/tools/bootstrap.mjs <command> [arguments…]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = path.join(root, 'node_modules');
const windows = process.platform === 'win32';
const nodeBinary = path.join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

const [command = '', ...args] = process.argv.slice(2);
const script = path.join(root, 'test', 'tools', `${command}.ts`);
if (!/^[a-z][a-z0-9-]*$/.test(command) || !existsSync(script)) {
  fail(`Unknown command "${command}": test/tools has no ${command}.ts.`);
}

if (!matchesLock()) {
  console.error('Installing the development dependencies (npm ci)…');
  npm(['ci', '--no-audit', '--no-fund']);
}
const node = findNode();

const child = spawn(node, [script, ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // The child decides what a signal means (npm start cleans up); we only wait for its answer. A
  // terminal sends Ctrl-C to both of us, and twice would be too often.
  const shared = signal === 'SIGINT' && process.stdin.isTTY;
  process.on(signal, () => shared || child.kill(signal));
}
// npm passes SIGTERM to its shell, and the shell to nobody; then we are left without a parent.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined) {
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
}
child.on('error', (error) => fail(`Node 24 cannot be started: ${error.message}`));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});

/** Compares contents, not times: a checkout touches times, and `npm install` writes both files. */
function matchesLock() {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const installed = readPackages(path.join(modules, '.package-lock.json'));
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const present = installed[name];
    // Optional packages of other platforms are rightly absent.
    return present === undefined ? entry.optional === true : present.version === entry.version;
  });
}

function readPackages(file) {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Node 24 from node_modules; a new enough system Node where install scripts are switched off. */
function findNode() {
  if (major(nodeBinary) >= 24) return nodeBinary;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error('Fetching Node 24 (npm rebuild node)…');
  npm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']);
  if (major(nodeBinary) >= 24) return nodeBinary;
  return fail('Node 24 could not be fetched from npm. Install Node 24 or newer and try again.');
}

function major(binary) {
  if (!existsSync(binary)) return 0;
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

function npm(npmArgs) {
  // What is said goes to standard error: the output of a command may be read by a program. A shell
  // is needed on Windows, where npm is a .cmd file.
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: windows };
  const { status } = spawnSync('npm', npmArgs, options);
  if (status !== 0) fail(`npm ${npmArgs[0]} failed; its own message stands above.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
