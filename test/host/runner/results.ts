import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { add, failure, none } from '../../tools/counts.ts';
import type { Counts } from '../../tools/counts.ts';
import type { HostEvent } from './protocol.ts';

/** Receives the events of one test entry. */
export interface Results {
  /** Loopback port to name in the order. */
  readonly port: number;
  counts(): Counts;
  /** Resolves when the entry has told its end. */
  readonly ended: Promise<undefined>;
  /** When the last event came, on the clock of `performance.now()`. */
  lastEvent(): number;
  close(): void;
}

/**
 * Listens for the events of one test entry and prints a line for each test.
 * @param label which editor and run it is, for the lines
 */
export async function receiveResults(label: string): Promise<Results> {
  let counts = none;
  const ended = Promise.withResolvers<undefined>();
  let last = performance.now();
  const server = createServer((socket) => {
    createInterface({ input: socket }).on('line', (line) => {
      last = performance.now();
      const event = JSON.parse(line) as HostEvent;
      counts = add(counts, countsOf(event, label));
      print(event, label);
      if (event.type === 'end') ended.resolve(undefined);
    });
    // A host that dies says so by the end of its process, which others watch.
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    counts: () => counts,
    ended: ended.promise,
    lastEvent: () => last,
    close: () => server.close(),
  };
}

function countsOf(event: HostEvent, label: string): Counts {
  switch (event.type) {
    case 'pass':
      return { ...none, passed: 1 };
    case 'skip':
      return { ...none, skipped: 1 };
    case 'fail':
      return failure(`${label}: ${event.title}`, event.error);
    case 'start':
    case 'end':
      return none;
  }
}

function print(event: HostEvent, label: string): void {
  switch (event.type) {
    case 'start':
      console.log(`${label}: VS Code ${event.vscode}, extension host on Node ${event.node}`);
      break;
    case 'pass':
      console.log(`  ✔ ${event.title} (${event.ms} ms)`);
      break;
    case 'skip':
      console.log(`  - ${event.title} (skipped)`);
      break;
    case 'fail':
      console.log(`  ✖ ${event.title}\n${event.error.replaceAll(/^/gm, '      ')}`);
      break;
    case 'end':
      break;
  }
}
