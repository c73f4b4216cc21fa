import { join } from 'node:path';
import { runtimeFile, socketFile } from '../helper/folder.ts';

/** The program's name on the PATH of terminals. */
export const runProgramName = 'registry-tokens';

/** The program that the shims start, without a version in its path. */
export const runScriptFile = 'run.cjs';

/** How the program ends for its shim, where it does not end as the command. */
export const exitCodes = {
  /** There is no command, only a text for the person. */
  said: 3,
  /** No window was there to be asked, and nothing was: it may be asked again. */
  nobodyThere: 4,
  /** As `env` and `timeout` end when they, and not the command, have failed. */
  failed: 125,
} as const;

export const noWindow =
  'No window of the editor answers for this terminal. Open the workspace that it belongs to again.';

const waiting = 'Waiting for the window of this workspace…';

/** A task that runs when a folder is opened comes before its window answers; in seconds. */
export const usualPatience = 15;

/**
 * What terminals find on their PATH: it asks the window of its folder, sets what that gives, and
 * becomes the command, so that signals, standard input and exit code are the command's own.
 *
 * @param root the folder of all our programs
 * @param folder of the window that is asked
 * @param patience how long to wait for a window that is not there, in seconds; Windows has none
 */
export const runShim = (
  root: string,
  folder: string,
  platform: NodeJS.Platform,
  patience: number,
): string => (platform === 'win32' ? cmdShim(root, folder) : shShim(root, folder, patience));

/**
 * Its variables have a prefix: one of the person's that is exported would change for the command.
 * Behind `--`, the runtime does not take the person's options for its own (`--env-file` is one).
 */
const shShim = (root: string, folder: string, patience: number): string => `#!/bin/sh
# Registry Tokens: gives tokens to commands. The editor rewrites this file.
set +x
rt_folder=${quote(folder)}
rt_fail() {
  printf 'registry-tokens: %s\\n' "$1" >&2
  exit ${exitCodes.failed}
}
rt_left=${patience}
while :; do
  rt_code=${exitCodes.nobodyThere}
  { IFS= read -r rt_runtime <"$rt_folder/${runtimeFile}"; } 2>/dev/null
  if [ -S "$rt_folder/${socketFile}" ] && [ -x "$rt_runtime" ]; then
    rt_said=$(
      unset NODE_OPTIONS NODE_V8_COVERAGE NODE_EXTRA_CA_CERTS NODE_PATH NODE_DEBUG
      export ELECTRON_RUN_AS_NODE=1
      exec "$rt_runtime" ${quote(join(root, runScriptFile))} "$rt_folder" exec -- "$@" </dev/null 2>/dev/null
    )
    rt_code=$?
  fi
  [ $rt_code -eq ${exitCodes.nobodyThere} ] && [ $rt_left -gt 0 ] || break
  [ $rt_left -lt ${patience} ] || printf 'registry-tokens: %s\\n' ${quote(waiting)} >&2
  rt_left=$((rt_left - 1))
  sleep 1
done
case $rt_code in
  0) ;;
  ${exitCodes.said}) printf '%s\\n' "$rt_said"; exit 0 ;;
  ${exitCodes.nobodyThere}) rt_fail ${quote(noWindow)} ;;
  ${exitCodes.failed}) rt_fail "$rt_said" ;;
  *) rt_fail 'The program of the editor could not be run.' ;;
esac
eval "$rt_said"
while [ "$1" != -- ]; do shift; done
shift
exec "$@"
`;

const cmdShim = (root: string, folder: string): string =>
  [
    '@echo off',
    'rem Registry Tokens: gives tokens to commands. The editor rewrites this file.',
    'setlocal',
    'set "runtime="',
    `if exist "${join(folder, runtimeFile)}" set /p runtime=<"${join(folder, runtimeFile)}"`,
    `if not exist "%runtime%" (echo registry-tokens: ${noWindow} 1>&2& exit /b ${exitCodes.failed})`,
    'if defined NODE_OPTIONS set "REGISTRY_TOKENS_NODE_OPTIONS=%NODE_OPTIONS%"',
    'set "NODE_OPTIONS="',
    'set "ELECTRON_RUN_AS_NODE=1"',
    `"%runtime%" "${join(root, runScriptFile)}" "${folder}" spawn -- %*`,
    'exit /b %errorlevel%',
    '',
  ].join('\r\n');

/** A text for `sh`, whatever is in it. */
export const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
