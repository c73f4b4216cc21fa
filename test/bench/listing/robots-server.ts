/** A sandbox with the organizations that are listed, in a process of its own: it prints a `Peer`. */
import { startSandbox } from '../../sandbox/sandbox.ts';
import { organizations } from './organizations.ts';
import type { Peer } from './peer.ts';

const { quay, authority } = await startSandbox({ bigOrganizations: organizations });
const peer: Peer = { url: quay.url, ca: authority.pem, token: quay.tokens.full.secret };
process.stdout.write(`${JSON.stringify(peer)}\n`);
