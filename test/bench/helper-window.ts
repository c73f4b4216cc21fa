/** A window that serves a host, in a process of its own as in an editor; tells where its helper is. */
import { once } from 'node:events';
import path from 'node:path';
import { programName } from '../../src/delivery/helper/names.ts';
import { Machine } from '../unit/delivery/helper/support.ts';

/** What the bench is told. */
export interface HelperWindow {
  readonly shim: string;
  readonly environment: NodeJS.ProcessEnv;
}

// The process lives as long as somebody listens for this.
const left = once(process, 'disconnect');
await using machine = await Machine.create();
machine.hold('ci', 'not-a-real-secret');
await machine.serve('quay.example.com', 'ci', 'acme+ci');
const window = await machine.openWindow();
const told: HelperWindow = {
  shim: path.join(machine.bin, programName),
  environment: machine.env,
};
process.send?.(told);
await once(process, 'message');
await window.close();
process.send?.('closed');
await left;
