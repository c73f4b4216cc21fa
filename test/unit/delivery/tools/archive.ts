import { gzipSync } from 'node:zlib';

/** A compressed archive, as packages of sources come in. */
export const tarball = (files: Readonly<Record<string, string>>): Buffer =>
  gzipSync(Buffer.concat([...Object.entries(files).map(entry), Buffer.alloc(1024)]));

/** A file as archives have it: what is known of it in one block, then its text in whole blocks. */
function entry([name, text]: readonly [string, string]): Buffer {
  const header = Buffer.alloc(512);
  const size = Buffer.byteLength(text).toString(8).padStart(11, '0');
  for (const [at, field] of [
    [0, name],
    [100, '0000644\0'],
    [124, size],
    [136, '00000000000\0'],
    [148, ' '.repeat(8)],
    [156, '0'],
    [257, 'ustar\0' + '00'],
  ] as const) {
    header.write(field, at, 'latin1');
  }
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const content = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
  content.write(text);
  return Buffer.concat([header, content]);
}
