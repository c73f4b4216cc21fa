/**
 * A window that serves a host, in a process of its own as in an editor; tells where its helper is,
 * and in the end how long that takes when no window is open.
 */
import { once } from 'node:events';
import path from 'node:path';
import { programName } from '../../src/delivery/helper/names.ts';
import { Machine } from '../unit/delivery/helper/support.ts';
import { timedRun } from './timed-run.ts';

const runs = 15;
const host = 'quay.example.com';

/** What the bench is told. */
export interface HelperWindow {
  readonly shim: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly host: string;
}

// The process lives as long as somebody listens for this.
const left = once(process, 'disconnect');
await using machine = await Machine.create();
machine.hold('ci', 'not-a-real-secret');
await machine.serve(host, 'ci', 'acme+ci');
const window = await machine.openWindow();
const told: HelperWindow = {
  shim: path.join(machine.bin, programName),
  environment: machine.env,
  host,
};
process.send?.(told);
await once(process, 'message');
await window.close();
const alone: number[] = [];
for (let count = 0; count < runs; count += 1) {
  alone.push(await timedRun(1, told.shim, ['get'], told.environment, host));
}
process.send?.(alone);
await left;
