import path from 'node:path';
import { startService, type Service } from '../../tools/process.ts';

/** Organizations by name, with their number of robots. */
export const organizations = { 'bench-1000': 1000, 'bench-10000': 10_000 } as const;
export type Organization = keyof typeof organizations;

/** A server to list robots from. */
export interface Peer {
  readonly url: string;
  /** PEM. */
  readonly ca: string;
  readonly token: string;
}

/**
 * Starts the server: in a process of its own, so that its work does not count as ours.
 *
 * @param server file of the program, which prints a `Peer`
 */
export async function startPeer(
  server = path.join(import.meta.dirname, 'server.ts'),
): Promise<{ readonly peer: Peer; readonly service: Service }> {
  const service = startService(process.execPath, [server]);
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
