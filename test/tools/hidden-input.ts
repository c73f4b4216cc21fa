import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks for a secret on the terminal without showing it. Rejects where there is no terminal. */
export async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`${question} is not there, and nobody can be asked.`);
  process.stderr.write(`${question}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve) => input.once('line', resolve));
  } finally {
    input.close();
    process.stderr.write('\n');
  }
}
