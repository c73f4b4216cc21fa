import { spawn } from 'node:child_process';
import { OutsideText } from '../../core/outside-text.ts';

export interface ChildOptions {
  /** Working directory; never the workspace, where relative names would find other programs. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What it reads on standard input; nothing without it. */
  readonly input?: string;
  /** Longest output that is read of either stream, in bytes. */
  readonly maxBytes: number;
  /** Called with all that stderr has got so far, as it comes. */
  readonly onStderr?: (said: OutsideText) => void;
}

/** How a program ended, with what it wrote until then. */
export interface ChildResult {
  readonly stdout: Buffer;
  readonly stderr: OutsideText;
  /** `undefined` when it was killed: by the signal of the options, or by somebody else. */
  readonly exitCode: number | undefined;
}

/**
 * Runs a program without a shell and without a terminal. Rejects with Node's error
 * when it cannot be started; aborting kills it, and the result tells what it wrote until then.
 */
export function runChild(
  file: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<ChildResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildResult>();
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: { ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    // A session of its own has no terminal that a program could wait for.
    detached: process.platform !== 'win32',
  });
  // A program that ends before it has read everything says why elsewhere.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input);
  const kill = () => void child.kill('SIGKILL');
  const collect = (stream: NodeJS.ReadableStream): Buffer[] => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.maxBytes) kill();
      else chunks.push(chunk);
    });
    return chunks;
  };
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const { onStderr } = options;
  if (onStderr !== undefined) {
    child.stderr.on('data', () => {
      onStderr(text(stderr));
    });
  }
  const finish = (exitCode: number | null) => {
    options.signal.removeEventListener('abort', abort);
    resolve({
      stdout: Buffer.concat(stdout),
      stderr: text(stderr),
      exitCode: exitCode ?? undefined,
    });
  };
  const abort = () => {
    kill();
    // Grandchildren may hold the pipes open for as long as they like.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  child.once('error', (error) => {
    options.signal.removeEventListener('abort', abort);
    reject(error);
  });
  child.once('close', finish);
  options.signal.addEventListener('abort', abort, { once: true });
  if (options.signal.aborted) abort();
  return promise;
}

const text = (chunks: readonly Buffer[]): OutsideText =>
  new OutsideText(Buffer.concat(chunks).toString('utf8'));
