import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runShim } from '../../../../src/delivery/run/shim.ts';

describe('the program on the PATH of Windows', () => {
  const root = String.raw`C:\Users\joe smith\AppData\Local\registry-tokens`;
  const lines = runShim(root, String.raw`${root}\workspaces\a1`, 'win32', 0).split('\r\n');

  it('starts the runtime that the window wrote down, with everything quoted', () => {
    const start = lines.find((line) => line.startsWith('"%runtime%"')) ?? '';
    assert.match(
      start,
      /^"%runtime%" "C:\\Users\\joe smith.*run\.cjs" "C:\\Users.*a1" spawn -- %\*$/,
    );
    assert.ok(
      lines.some((line) => /^if exist "C:.*runtime" set \/p runtime=<"C:.*runtime"$/.test(line)),
    );
  });

  it('keeps the options of the person for the command, and hands on how it ended', () => {
    const kept = lines.findIndex((line) =>
      line.includes('REGISTRY_TOKENS_NODE_OPTIONS=%NODE_OPTIONS%'),
    );
    const cleared = lines.indexOf('set "NODE_OPTIONS="');
    const start = lines.findIndex((line) => line.startsWith('"%runtime%"'));
    assert.ok(kept >= 0 && kept < cleared && cleared < start);
    assert.equal(lines[start + 1], 'exit /b %errorlevel%');
    assert.deepEqual([lines[0], lines.at(-1)], ['@echo off', '']);
  });

  it('says why it runs nothing where no window is there', () => {
    const refusal = lines.find((line) => line.startsWith('if not exist "%runtime%"')) ?? '';
    assert.match(refusal, /echo registry-tokens: No window .* 1>&2& exit \/b 125\)$/);
  });
});
