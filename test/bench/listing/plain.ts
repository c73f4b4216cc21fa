import { Agent, request } from 'node:https';
import type { Peer } from './peer.ts';

/**
 * What a script would do: one request for the same list, and the answer parsed. The agent keeps
 * connections and TLS sessions, as far as the server lets it: Quay closes after each list.
 * @param path of the list
 * @param member of the answer that holds the rows
 * @returns a function that gives the number of rows
 */
export function plainListing(peer: Peer, path: string, member: string): () => Promise<number> {
  const agent = new Agent({ ca: peer.ca, keepAlive: true });
  return () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request(
      `${peer.url}${path}`,
      { agent, headers: { authorization: `Bearer ${peer.token}` } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
          resolve((answer as Readonly<Record<string, readonly unknown[]>>)[member]?.length ?? 0);
        });
      },
    )
      .on('error', reject)
      .end();
    return promise;
  };
}
