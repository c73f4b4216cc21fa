/** A JFrog with one user's many tokens, in a process of its own: it prints a `Peer`. */
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Peer } from './peer.ts';

const { jfrog, authority } = await startSandbox({
  bigOrganizations: {},
  jfrog: { manyTokens: { bench: 20_000 } },
});
const token = jfrog.world.jwt(jfrog.world.issue({ username: 'bench', lifetime: 86_400 }));
const peer: Peer = { url: jfrog.url, ca: authority.pem, token };
process.stdout.write(`${JSON.stringify(peer)}\n`);
