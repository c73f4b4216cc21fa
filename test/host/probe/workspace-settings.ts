import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { prefix, settingNames } from '../../../src/ids.ts';
import type { SettingName } from '../../../src/ids.ts';

/** For each type of a setting a value that is nobody's default. */
const others: Readonly<Record<string, unknown>> = {
  boolean: false,
  number: 7,
  string: '/workspace/of/somebody/else',
  object: { planted: true },
};

/**
 * Lets the open folder bring settings for everything of ours.
 * @returns those that it changed
 */
export async function changedByFolder(): Promise<SettingName[]> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
  const before = values();
  const planted = Object.fromEntries(
    settingNames.map((name) => [`${prefix}.${name}`, others[typeof before[name]]]),
  );
  // Shows by its effect that the file was read.
  const witness = { 'editor.tabSize': 7 };
  try {
    await vscode.workspace.fs.writeFile(
      file,
      Buffer.from(JSON.stringify({ ...planted, ...witness })),
    );
    while (vscode.workspace.getConfiguration('editor').get('tabSize') !== 7) await delay(20);
    const now = values();
    return settingNames.filter((name) => !isDeepStrictEqual(now[name], before[name]));
  } finally {
    await vscode.workspace.fs.delete(file);
  }
}

function values(): Record<string, unknown> {
  const ours = vscode.workspace.getConfiguration(prefix, vscode.workspace.workspaceFolders?.[0]);
  return Object.fromEntries(settingNames.map((name) => [name, ours.get<unknown>(name)]));
}
