import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { letTimePass } from '../../faults/kill.ts';
import type { RowPath } from '../driver/index.ts';
import type { Playground } from '../playground.ts';

/** Where the extension keeps files for all windows. */
const storageFolder = ['User', 'globalStorage', 'registry-tokens.registry-tokens'] as const;

/**
 * Kills every extension host of one editor, at once and with no chance to write anything.
 * @param home the editor's home directory, by which its processes are told from those of others
 */
export function killHosts(home: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (!fileOf(pid, 'cmdline').includes('--type=extensionHost')) continue;
    if (!fileOf(pid, 'environ').includes(`HOME=${home}\0`)) continue;
    process.kill(Number(pid), 'SIGKILL');
  }
}

/** Processes come and go while they are looked at. */
function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

/**
 * Another extension host goes on from what a killed one has left, whose locks count no more, as
 * after a quarter of a minute.
 */
export async function goOn(
  { window, workbench }: Pick<Playground, 'window' | 'workbench'>,
  unfolded: readonly RowPath[],
): Promise<void> {
  await letTimePass(path.join(workbench.dataDir, ...storageFolder, 'locks'));
  await window.reload();
  await window.openView();
  for (const row of unfolded) await window.tree.expand(...row);
}
