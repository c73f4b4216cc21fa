import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';

/**
 * A folder that no disk has. This process finds what was put into it: the disk would cost most of
 * the time of a reader that is tried two hundred thousand times.
 */
export const memory = resolve('/in-memory-of-this-process');

const files = new Map<string, Buffer>();

/** Puts a file into that folder, or another text into it. */
export const putInMemory = (file: string, text: string): void =>
  void files.set(file, Buffer.from(text));

const statsOf = ({ length: size }: Buffer) => ({
  size,
  mode: 0o100_600,
  isFile: () => true,
  isSymbolicLink: () => false,
});

/** As far as a file is read through it. */
function handleOf(content: Buffer) {
  let at = 0;
  return {
    stat: () => Promise.resolve(statsOf(content)),
    read: (buffer: Buffer, offset: number, length: number) => {
      const bytesRead = content.copy(buffer, offset, at, at + length);
      at += bytesRead;
      return Promise.resolve({ bytesRead });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const { access, lstat, open, readFile, realpath, stat } = promises;

const inMemory =
  (find: (content: Buffer, file: string) => unknown, onDisk: (...args: never[]) => unknown) =>
  (...args: never[]): unknown => {
    const file = String(args[0]);
    if (!file.startsWith(memory + sep)) return onDisk(...args);
    const content = files.get(file);
    return content === undefined
      ? Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }))
      : Promise.resolve(find(content, file));
  };

Object.assign(promises, {
  access: inMemory(() => undefined, access),
  open: inMemory(handleOf, open),
  stat: inMemory(statsOf, stat),
  lstat: inMemory(statsOf, lstat),
  readFile: inMemory((content) => content.toString(), readFile),
  realpath: inMemory((_content, file) => file, realpath),
});
syncBuiltinESMExports();
