import { readdirSync, readFileSync } from 'node:fs';

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
