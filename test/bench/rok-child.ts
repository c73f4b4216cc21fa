/** Issues tokens with the packed chunks, as the extension does; prints milliseconds as JSON. */
import type { SingleUse } from '../../src/core/single-use.ts';
import { readFileSync } from 'node:fs';
import type { Connection } from '../../src/registries/contract/connection.ts';
import type { rokAdapter } from '../../src/registries/rok/adapter.ts';
import type { createHttpClient } from '../../src/net/http/client.ts';
import type { openKubernetes } from '../../src/net/kube/open.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import { standInForEditor } from './bundle/editor-stub.ts';
import type { RokOrder } from './rok.ts';

const order = JSON.parse(process.argv[2] ?? '') as RokOrder;
const signal = new AbortController().signal;

// The chunks share one with the extension, which imports the editor's.
standInForEditor();
await import('vscode');
const start = performance.now();
const [{ rokAdapter: adapter }, client, kube] = (await Promise.all([
  import(order.adapter),
  import(order.client),
  import(order.kube),
])) as [
  { rokAdapter: typeof rokAdapter },
  { createHttpClient: typeof createHttpClient },
  { openKubernetes: typeof openKubernetes },
];
/** This kubeconfig has no refresh token. */
const nothingToSpend: SingleUse = {
  spend: () => Promise.resolve(undefined),
  refuse: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
};
const kubernetes = kube.openKubernetes(
  () => ({
    transport: 'built-in',
    kubeconfig: order.kubeconfig,
    kubectl: 'kubectl',
    home: '/',
    environment: process.env,
    proxy: noProxySettings,
    untrusted: [],
  }),
  nothingToSpend,
);
const { context, namespace, service, user } = order;
const connection: Connection = {
  account: {
    id: 'bench',
    kind: 'rok',
    label: 'bench',
    url: order.url,
    userName: user,
    options: { context, namespace, service, user },
  },
  http: client.createHttpClient({
    proxy: () => noProxySettings,
    ...(order.ca === undefined ? {} : { tls: { ca: readFileSync(order.ca, 'utf8') } }),
  }),
  clock: { now: () => Date.now() },
  signIn: () => Promise.resolve({}),
  kubernetes: () => Promise.resolve(kubernetes),
};
const registry = adapter.open(connection);
const issue = async (): Promise<void> => {
  for await (const [row] of registry.roots(signal)) {
    if (row === undefined) throw new Error('there is no row');
    const outcome = await registry.actions.issue?.run(
      row,
      { lifetime: '86400', subject: 'own' },
      signal,
    );
    if (outcome?.issued?.record.lifetime.kind !== 'until') throw new Error('it was not verified');
  }
};
await issue();
const cold = performance.now() - start;
const warm: number[] = [];
for (let run = 0; run < order.runs; run += 1) {
  const before = performance.now();
  await issue();
  warm.push(performance.now() - before);
}
process.stdout.write(JSON.stringify({ cold, warm }));
process.exit(0);
