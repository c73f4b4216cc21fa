import path from 'node:path';
import { startService, type Service } from '../../tools/process.ts';

/** A server to list from. */
export interface Peer {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly token: string;
}

/**
 * Starts a server: in a process of its own, so that its work does not count as ours.
 * @param program beside this file, which prints a `Peer`
 */
export async function startPeer(
  program: string,
): Promise<{ readonly peer: Peer; readonly service: Service }> {
  const service = startService(process.execPath, [path.join(import.meta.dirname, program)]);
  const line = Promise.withResolvers<string>();
  let seen = '';
  service.onOutput((text) => {
    seen += text;
    const found = /^\{.*\}$/m.exec(seen)?.[0];
    if (found !== undefined) line.resolve(found);
  });
  const ended = service.ended.then((how) => {
    throw new Error(`The sandbox did not start: ${how}\n${service.output()}`);
  });
  return { peer: JSON.parse(await Promise.race([line.promise, ended])) as Peer, service };
}
