import { WireFault } from './fault.ts';

/**
 * Reads a body as UTF-8 text, without a byte order mark. Rejects with the fault `too-long` as soon
 * as more than `maxBytes` (after inflating) have come, and gives the rest up.
 */
export async function readText(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new WireFault('too-long');
    chunks.push(chunk);
  }
  // At once: a text put together from pieces would have to be copied before it can be parsed.
  return new TextDecoder().decode(Buffer.concat(chunks, size));
}
