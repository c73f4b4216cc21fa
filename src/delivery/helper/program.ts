/**
 * The credential helper itself: started by Docker and its kin through the shim, with the editor's
 * runtime. It asks every installation whose window serves, and prints the first login. It is an
 * entry of its own and knows nothing of the extension but the channel.
 *
 * Arguments: the process id of the client, then those that the client gave.
 */
import { readdirSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ask } from './channel.ts';
import { addressIn, readKey } from './folder.ts';
import { type Question, type Reply, replyAlone } from './protocol.ts';

/**
 * Clients set no limit of their own: a slow helper would stall them. As long as a window may
 * say nothing, in milliseconds.
 */
const limit = 2_000;

const [client = '', operation = ''] = process.argv.slice(2);

/** The first that has an answer; one installation may not serve the host, and another may. */
async function main(): Promise<Reply> {
  const question: Question = { operation, input: await standardInput(), ...program(client) };
  const { signal } = new AbortController();
  // Where this process took longer than that to come here, the window cannot be any faster.
  const silence = Math.max(limit, performance.now());
  const folder = join(dirname(process.argv[1] ?? ''), 'windows');
  const replies = readdirSync(folder).map(async (name) => {
    const path = join(folder, name);
    const key = readKey(path);
    if (key === undefined) throw new Error('no key');
    const reply = await ask(addressIn(path, process.platform), key, question, signal, silence);
    if (reply.code !== 0) throw new Refused(reply);
    return reply;
  });
  if (operation === 'list') return together(await Promise.allSettled(replies));
  try {
    return await Promise.any(replies);
  } catch (error) {
    const reasons: unknown[] = error instanceof AggregateError ? error.errors : [];
    return reasons.find((reason) => reason instanceof Refused)?.reply ?? replyAlone(operation);
  }
}

/** An installation that answered, and has no login. */
class Refused extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super();
    this.reply = reply;
  }
}

function together(results: readonly PromiseSettledResult<Reply>[]): Reply {
  const lists = results.flatMap((result) =>
    result.status === 'fulfilled' ? [JSON.parse(result.value.stdout) as object] : [],
  );
  return { code: 0, stdout: JSON.stringify(Object.assign({}, ...lists)) };
}

/**
 * Waited for as long as the client takes: it stalls nobody but itself. Read at once, since a stream
 * costs as much as all of the rest; one that cannot be read so is read as a stream.
 */
async function standardInput(): Promise<string> {
  if (operation === 'list') return '';
  try {
    return readFileSync(0, 'utf8');
  } catch {
    let text = '';
    for await (const part of process.stdin.setEncoding('utf8')) text += part as string;
    return text;
  }
}

/** What the client is called, where the system tells it without starting anything. */
function program(id: string): { program?: string } {
  try {
    const file = readlinkSync(`/proc/${Number(id)}/exe`).replace(/ \(deleted\)$/, '');
    return { program: basename(file) };
  } catch {
    return {};
  }
}

function print({ code, stdout }: Reply): void {
  const text = Buffer.from(stdout === '' ? '' : `${stdout}\n`);
  const rest = text.subarray(written(text));
  if (rest.length === 0) process.exit(code);
  process.stdout.write(rest, () => process.exit(code));
}

/** How much of a text was written at once; a pipe may take less, or nothing yet. */
function written(text: Buffer): number {
  try {
    return writeSync(1, text);
  } catch {
    return 0;
  }
}

main().then(print, () => print(replyAlone(operation)));
