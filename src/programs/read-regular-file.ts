import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Why a file was not read; its content is never told. */
export type Unread = 'unreadable' | 'not-a-file' | 'too-long';

/**
 * The text of a regular file of at most `longest` bytes, links followed. A pipe or a device is not
 * even waited for, and no more is read than allowed, whatever the size is said to be.
 */
export async function readRegularFile(
  file: string,
  longest: number,
): Promise<{ readonly text: string } | { readonly unread: Unread; readonly cause?: unknown }> {
  try {
    // Opening a pipe would wait for somebody to write; without the flag (Windows) nothing is added.
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) return { unread: 'not-a-file' };
    if (stats.size > longest) return { unread: 'too-long' };
    let buffer = Buffer.alloc(stats.size + 1);
    for (let length = 0; ;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      length += bytesRead;
      if (bytesRead === 0) return { text: buffer.toString('utf8', 0, length) };
      if (length > longest) return { unread: 'too-long' };
      // It grows, or has no size, as those of `/proc`.
      if (length === buffer.length) buffer = Buffer.concat([buffer], longest + 1);
    }
  } catch (cause) {
    return { unread: 'unreadable', cause };
  }
}
