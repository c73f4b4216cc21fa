import { headerProblems, noObject, readObject, timesAndProblems } from './decode.ts';
import type { Decoded, TokenObject } from './decoded.ts';
import type { Problem } from './problem.ts';

/**
 * Reads what an encrypted token turned out to hold: claims, or a message that is none. A token in
 * it is for `decodeJwt`.
 */
export function decodeContent(header: TokenObject, content: Uint8Array): Decoded {
  const problems: Problem[] = [];
  const encoded = Buffer.from(content).toString('base64url');
  const claims = readObject(encoded, 'claims', problems);
  const common = { header, signatureBytes: 0, decrypted: true } as const;
  if (claims !== undefined) {
    return { kind: 'jwt', ...common, claims, ...timesAndProblems(header, claims, problems) };
  }
  const isText = !problems.some(({ code }) => code === 'not-utf8');
  return {
    kind: 'message',
    ...common,
    ...(isText ? { text: Buffer.from(content).toString() } : {}),
    problems: [...problems.filter(({ code }) => !noObject.has(code)), ...headerProblems(header)],
  };
}
