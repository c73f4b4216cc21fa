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
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new WireFault('too-long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
