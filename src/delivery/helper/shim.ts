import { join } from 'node:path';
import { runtimeFile, socketFile } from './folder.ts';
import { notFound } from './names.ts';
import { storeNeedsEditor } from './protocol.ts';

/** The program beside which the shim's script lies, without a version in its path. */
export const scriptFile = 'helper.cjs';

/** By this line a file is known to be a shim of ours, whichever version wrote it. */
export const shimMark = 'Registry Tokens: credential helper';

/** What the system runs; it starts a runtime only while a window serves. */
export const shim = (root: string, platform: NodeJS.Platform): string =>
  platform === 'win32' ? cmdShim(root) : shShim(root);

/**
 * For `sh`. It starts nothing but the runtime: where no window serves, or its runtime cannot run,
 * it answers by itself. What the runtime writes to standard error is nobody's answer.
 */
const shShim = (root: string): string => `#!/bin/sh
# ${shimMark}. The editor rewrites this file.
root=${quote(root)}
unset NODE_OPTIONS NODE_V8_COVERAGE NODE_EXTRA_CA_CERTS NODE_PATH NODE_DEBUG
for file in "$root"/windows/*/${runtimeFile}; do
  [ -S "\${file%${runtimeFile}}${socketFile}" ] || continue
  IFS= read -r runtime <"$file" && [ -x "$runtime" ] || continue
  ELECTRON_RUN_AS_NODE=1 "$runtime" "$root/${scriptFile}" "$PPID" "$@" 2>/dev/null
  code=$?
  [ "$code" -le 1 ] && exit "$code"
done
case "$1" in
  erase) exit 0 ;;
  list) echo '{}'; exit 0 ;;
  store) echo '${storeNeedsEditor}'; exit 1 ;;
esac
echo '${notFound}'
exit 1
`;

/** For the command interpreter of Windows, where a pipe cannot be looked for: the runtime asks. */
const cmdShim = (root: string): string =>
  [
    '@echo off',
    `rem ${shimMark}. The editor rewrites this file.`,
    'setlocal EnableDelayedExpansion',
    'set "NODE_OPTIONS="',
    'set "ELECTRON_RUN_AS_NODE=1"',
    `for /d %%d in ("${root}\\windows\\*") do (`,
    `  if exist "%%d\\${runtimeFile}" (`,
    '    set "runtime="',
    `    set /p runtime=<"%%d\\${runtimeFile}"`,
    '    if exist "!runtime!" (',
    `      "!runtime!" "${join(root, scriptFile)}" 0 %* 2>nul`,
    '      if !errorlevel! leq 1 exit /b !errorlevel!',
    '    )',
    '  )',
    ')',
    'if "%1"=="erase" exit /b 0',
    'if "%1"=="list" (echo {}& exit /b 0)',
    `if "%1"=="store" (echo ${storeNeedsEditor}& exit /b 1)`,
    `echo ${notFound}`,
    'exit /b 1',
    '',
  ].join('\r\n');

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
