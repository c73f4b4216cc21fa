import { Agent, request } from 'node:https';
import { robotsPath } from './ours.ts';
import type { Organization, Peer } from './peer.ts';

/**
 * What a script would do: one request for the same list, and the answer parsed.
 * @param keepAlive one connection for all requests; otherwise one for each
 * @returns the number of robots
 */
export function plainListing(peer: Peer, keepAlive: boolean) {
  const agent = keepAlive ? new Agent({ ca: peer.ca, keepAlive }) : false;
  return (organization: Organization): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    request(
      `${peer.url}${robotsPath(organization)}`,
      { agent, ca: peer.ca, headers: { authorization: `Bearer ${peer.token}` } },
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
