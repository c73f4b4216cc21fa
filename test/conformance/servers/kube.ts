import { allowed, holds, members, object, status, type Contract, type Peer } from './row.ts';

const namespaces = '/api/v1/namespaces';

/** Makes a namespace for a row, and has it deleted whatever becomes of the row. */
async function withNamespace(peer: Peer, work: (path: string) => Promise<void>): Promise<void> {
  const made = peer.makes(`the namespace ${peer.made}`);
  const json = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: peer.made } };
  const answer = await peer.ask(namespaces, { method: 'POST', json });
  if (answer.status === 401 || answer.status === 403) made.removed();
  status(allowed(answer), 201);
  const path = `${namespaces}/${peer.made}`;
  try {
    await work(path);
  } finally {
    const gone = await peer.ask(path, { method: 'DELETE' });
    if (gone.status === 200 || gone.status === 202 || gone.status === 404) made.removed();
  }
}

/** docs/registries/rok.md §3 and §5, asked of an API server with a context of the kubeconfig. */
export const kube: Contract = {
  version: async ({ ask }) => {
    const { gitVersion } = object(status(await ask('/version'), 200));
    return `Kubernetes ${String(gitVersion)}`;
  },
  rows: [
    {
      section: 'rok.md §5.6',
      claim: 'no credentials are 403 as system:anonymous, or 401',
      check: async ({ ask, made }) => {
        const path = `${namespaces}/${made}/pods`;
        const answer = status(await ask(path, { anonymous: true }), 401, 403);
        const { message } = object(answer);
        holds(
          answer.status === 401 || String(message).includes('system:anonymous'),
          'the message names no system:anonymous',
        );
      },
    },
    {
      section: 'rok.md §5.6',
      claim: 'a bearer that does not count is 401',
      check: async ({ ask }) => {
        const answer = await ask(`${namespaces}/default/pods`, { anonymous: true, bearer: 'x' });
        status(answer, 401);
      },
    },
    {
      section: 'rok.md §5.8',
      claim: 'refusals are a Status with reason and message',
      check: async ({ ask, made }) => {
        const path = `${namespaces}/default/pods/${made}`;
        const refusal = object(status(await ask(path), 403, 404));
        holds(refusal['kind'] === 'Status', 'it is no Status');
        members(refusal, { message: 'string', reason: 'string' });
      },
    },
    {
      section: 'rok.md §5.8',
      claim: 'items of a list have no kind',
      check: async ({ ask }) => {
        const answer = object(status(allowed(await ask(`${namespaces}?limit=1`)), 200));
        const [first] = answer['items'] as readonly Record<string, unknown>[];
        holds(first !== undefined && !('kind' in first), 'an item has a kind');
      },
    },
    {
      section: 'rok.md §5.8',
      claim: 'a bad selector is 400',
      check: async ({ ask }) => {
        status(allowed(await ask(`${namespaces}?labelSelector=%2C%2C%3D`)), 400);
      },
    },
    {
      section: 'rok.md §5',
      claim: 'a service account gets a token for a time, which is its own',
      writes: true,
      check: (peer) =>
        withNamespace(peer, async (path) => {
          const accounts = `${path}/serviceaccounts`;
          const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'ci' } };
          status(allowed(await peer.ask(accounts, { method: 'POST', json: account })), 201);
          const json = {
            apiVersion: 'authentication.k8s.io/v1',
            kind: 'TokenRequest',
            spec: { expirationSeconds: 600 },
          };
          const answer = await peer.ask(`${accounts}/ci/token`, { method: 'POST', json });
          const given = object(status(allowed(answer), 201))['status'];
          members(given as Record<string, unknown>, {
            token: 'string',
            expirationTimestamp: 'string',
          });
          const bearer = String((given as { token?: unknown }).token);
          const refusal = status(await peer.ask(accounts, { anonymous: true, bearer }), 200, 403);
          holds(
            refusal.status === 200 ||
              refusal.text.includes(`system:serviceaccount:${peer.made}:ci`),
            'the refusal does not name the service account',
          );
        }),
    },
  ],
};
