import { Agent, request } from 'node:https';
import { robotsPath } from './ours.ts';
import type { Organization, Peer } from './peer.ts';

/**
 * What a script would do: one request for the same list, and the answer parsed. The agent keeps
 * connections and TLS sessions, as far as the server lets it: Quay closes after each list.
 * @returns a function that gives the number of robots
 */
export function plainListing(peer: Peer) {
  const agent = new Agent({ ca: peer.ca, keepAlive: true });
  return (organization: Organization): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request(
      `${peer.url}${robotsPath(organization)}`,
      { agent, headers: { authorization: `Bearer ${peer.token}` } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve((JSON.parse(text) as { readonly robots: unknown[] }).robots.length);
        });
      },
    )
      .on('error', reject)
      .end();
    return promise;
  };
}
