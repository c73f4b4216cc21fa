import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startService } from '../tools/process.ts';

/** What a command in a pod says; see kubelet.go. */
export interface CommandAnswer {
  /** Whether the container lacks the program. */
  readonly missing?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Whether the node is lost after the output, before the command has ended. */
  readonly lost?: boolean;
}

export type RunInPod = (argv: readonly string[]) => CommandAnswer;

/** A kubelet that runs. */
export interface Kubelet {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts the kubelet, and the server that it asks what commands say. */
export async function startKubelet(program: string, runInPod: RunInPod): Promise<Kubelet> {
  const behind = createServer((request, response) => {
    void text(request).then((body) => {
      const argv = JSON.parse(body) as readonly string[];
      response.end(JSON.stringify(runInPod(argv)));
    });
  });
  behind.listen(0, '127.0.0.1');
  await once(behind, 'listening');
  const { port } = behind.address() as AddressInfo;
  const service = startService(program, ['-behind', `http://127.0.0.1:${port}`]);
  const told = new Promise<number>((resolve) => {
    let all = '';
    service.onOutput((piece) => {
      all += piece;
      const line = /^(\d+)\n/.exec(all);
      if (line !== null) resolve(Number(line[1]));
    });
  });
  const failed = service.ended.then((why) => {
    throw new Error(`${why}\n${service.output()}`);
  });
  failed.catch(() => undefined);
  return {
    port: await Promise.race([told, failed]),
    stop: async () => {
      await service.stop();
      behind.closeAllConnections();
      behind.close();
    },
  };
}
