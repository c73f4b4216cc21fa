/**
 * `contract --quay URL | --drp URL --user NAME | --jfrog URL | --kube CONTEXT [--write] [--ca FILE]`:
 * asks a real server what docs/registries says of its kind, and prints what held, what did not and
 * which version answered. See docs/contract.md.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { wayToCluster } from '../conformance/servers/cluster.ts';
import { contracts, type ServerSort } from '../conformance/servers/contracts.ts';
import { runContract } from '../conformance/servers/run.ts';
import type { Ask } from '../conformance/servers/row.ts';
import { send } from '../sandbox/client.ts';
import { readArguments } from './arguments.ts';
import { askHidden } from './hidden-input.ts';

const variable = 'REGISTRY_TOKENS_CONTRACT_SECRET';
const usage =
  'npm run contract -- --quay URL | --drp URL --user NAME | --jfrog URL | --kube CONTEXT [--write] [--ca FILE]';

const values = readArguments(usage, {
  quay: { type: 'string' },
  drp: { type: 'string' },
  jfrog: { type: 'string' },
  kube: { type: 'string' },
  user: { type: 'string', default: '' },
  ca: { type: 'string' },
  write: { type: 'boolean', default: false },
});

const words = { quay: 'API token', drp: 'Password', jfrog: 'Access token' } as const;

try {
  const { deviated, left } = await run();
  process.exitCode = deviated > 0 || left.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function run() {
  const named = (Object.keys(contracts) as ServerSort[]).filter(
    (sort) => values[sort] !== undefined,
  );
  const [sort] = named;
  if (sort === undefined || named.length > 1) throw new Error(usage);
  const { ask, secrets } = await wayTo(sort, values[sort] ?? '');
  return runContract(contracts[sort], {
    ask,
    secrets,
    user: values.user,
    made: `registry-tokens-${randomBytes(4).toString('hex')}`,
    write: values.write,
    print: (line) => console.log(line),
  });
}

async function wayTo(
  sort: ServerSort,
  name: string,
): Promise<{ readonly ask: Ask; readonly secrets: readonly string[] }> {
  if (sort === 'kube') return wayToCluster(name, process.env);
  if (sort === 'drp' && values.user === '') throw new Error(usage);
  const base = addressOf(name);
  const secret = process.env[variable] ?? (await askHidden(`${words[sort]} (${variable})`));
  const trust = values.ca === undefined ? {} : { ca: await readFile(values.ca, 'utf8') };
  const signIn = sort === 'drp' ? { basic: `${values.user}:${secret}` } : { bearer: secret };
  return {
    ask: (path, { anonymous, ...call } = {}) =>
      send(`${base}${path}`, { ...(anonymous === true ? {} : signIn), ...trust, ...call }),
    secrets: [secret],
  };
}

/** The address without its end; a secret is never sent over a network in the clear. */
function addressOf(text: string): string {
  const url = new URL(text);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !isHere) throw new Error('The address must be https://.');
  return url.href.replace(/\/$/, '');
}
