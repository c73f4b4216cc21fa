/** A Quay with an organization of many repositories, in a process of its own: it prints a `Peer`. */
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Peer } from './peer.ts';

const { quay, authority } = await startSandbox({ bigOrganizations: {} });
for (let index = 0; index < 5_000; index += 1) {
  quay.world.addRepository('acme-platform', `repository-${index}`, { dana: 'admin' });
}
const peer: Peer = { url: quay.url, ca: authority.pem, token: quay.tokens.everything.secret };
process.stdout.write(`${JSON.stringify(peer)}\n`);
