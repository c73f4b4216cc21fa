/** The test entry: VS Code loads it inside its extension host and calls `run`. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { orderVariable } from './protocol.ts';
import type { HostEvent, HostOrder } from './protocol.ts';

/** Generous, since it only ends tests that hang; in milliseconds. */
const testTimeout = 30_000;

/** Runs the ordered suites; VS Code takes a rejection for a failure. */
export async function run(): Promise<void> {
  const order = JSON.parse(process.env[orderVariable] ?? '') as HostOrder;
  const socket = connect(order.port, '127.0.0.1');
  await once(socket, 'connect');
  const tell = (event: HostEvent): void => void socket.write(JSON.stringify(event) + '\n');
  try {
    tell({ type: 'start', vscode: vscode.version, node: process.version });
    process.setSourceMapsEnabled(true);
    const failures = await runSuites(order, tell);
    if (failures > 0) throw new Error(`${failures} tests failed`);
  } finally {
    tell({ type: 'end' });
    socket.end();
    await once(socket, 'close');
  }
}

async function runSuites(order: HostOrder, tell: (event: HostEvent) => void): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: testTimeout, reporter: silent });
  if (order.grep !== undefined) mocha.grep(new RegExp(order.grep));
  for (const suite of order.suites) {
    // Mocha's own loading of files wants to decide between require and import; here it is import.
    mocha.suite.emit('pre-require', globalThis, suite, mocha);
    try {
      await import(new URL(`../${suite}`, import.meta.url).href);
    } catch (error) {
      tell({ type: 'fail', title: suite, error: describeError(error) });
      return 1;
    }
  }
  return new Promise((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => tell({ type: 'pass', title: titleOf(test), ms: test.duration ?? 0 }))
      .on('fail', (test, error: unknown) =>
        tell({ type: 'fail', title: titleOf(test), error: describeError(error) }),
      )
      .on('pending', (test) => tell({ type: 'skip', title: titleOf(test) }));
  });
}

/** Mocha insists on a reporter; the events above are the report. */
class silent extends Mocha.reporters.Base {}

function titleOf(test: Mocha.Test): string {
  return test.titlePath().join(' › ');
}

function describeError(error: unknown): string {
  return error instanceof Error ? mapStack(error.stack ?? error.message) : String(error);
}

/** Leads the lines of a stack back to the sources; VS Code's own formatting hides source maps. */
function mapStack(stack: string): string {
  return stack.replaceAll(/(file:\/\/[^:)]+):(\d+):(\d+)/g, (place, file: string, line, column) => {
    const origin = findSourceMap(file)?.findOrigin(Number(line), Number(column));
    if (origin === undefined || !('fileName' in origin)) return place;
    return `${fileURLToPath(origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
