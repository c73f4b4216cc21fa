import { allowed, holds, list, members, object, status, type Contract, type Peer } from './row.ts';

const at = (name: string) => `/api/v3/users/${encodeURIComponent(name)}`;

/** Makes a user without roles for a row, and deletes it again whatever becomes of the row. */
async function withUser(peer: Peer, work: (name: string) => Promise<void>): Promise<void> {
  const made = peer.makes(`the user ${peer.made}`);
  const answer = await peer.ask('/api/v3/users', { method: 'POST', json: { Name: peer.made } });
  if (answer.status === 401 || answer.status === 403) made.removed();
  status(allowed(answer), 201);
  try {
    await work(peer.made);
  } finally {
    const gone = await peer.ask(at(peer.made), { method: 'DELETE' });
    if (gone.status === 200 || gone.status === 404) made.removed();
  }
}

const isAlive = async ({ ask }: Peer, name: string, bearer: string) =>
  (await ask(at(name), { method: 'HEAD', anonymous: true, bearer })).status === 200;

/** docs/registries/drp.md, asked of a server with a user and its password. */
export const drp: Contract = {
  version: async ({ ask }) => {
    const { version } = object(status(await ask('/api/v3/info'), 200));
    return `Digital Rebar ${String(version)}`;
  },
  rows: [
    {
      section: 'drp.md §2.1',
      claim: '/info tells version and features',
      check: async ({ ask }) => {
        members(object(status(allowed(await ask('/api/v3/info')), 200)), {
          version: 'string',
          features: 'object',
        });
      },
    },
    {
      section: 'drp.md §1',
      claim: 'nobody is let in without a sign-in, not even to /info',
      check: async ({ ask }) => {
        status(await ask('/api/v3/info', { anonymous: true }), 401, 403);
      },
    },
    {
      section: 'drp.md §1',
      claim: 'the word Bearer is case-sensitive',
      check: async ({ ask, user }) => {
        const { Token: token } = object(status(await ask(`${at(user)}/token?ttl=60`), 200));
        const headers = { authorization: `bearer ${String(token)}` };
        status(await ask(at(user), { anonymous: true, headers }), 401, 403);
      },
    },
    {
      section: 'drp.md §2.1',
      claim: 'users are a list in the order of their names',
      check: async ({ ask }) => {
        const users = list(status(allowed(await ask('/api/v3/users')), 200));
        const names = users.map((user) => String((user as { Name?: unknown }).Name));
        holds(names.join('\n') === names.toSorted().join('\n'), 'they are in another order');
      },
    },
    {
      section: 'drp.md §2.1',
      claim: 'a user that is not there is 404',
      check: async ({ ask, made }) => {
        status(await ask(at(made)), 404);
      },
    },
    {
      section: 'drp.md §2.3',
      claim: 'GET …/token issues a token, which opens the API until it ends',
      check: async ({ ask, user }) => {
        const { Token: token } = object(status(await ask(`${at(user)}/token?ttl=60`), 200));
        holds(typeof token === 'string' && token !== '', '“Token” is missing');
        status(await ask(at(user), { anonymous: true, bearer: token }), 200);
      },
    },
    {
      section: 'drp.md §3',
      claim: 'a ttl that is no length of time is 400',
      check: async ({ ask, user }) => {
        status(await ask(`${at(user)}/token?ttl=soon`), 400);
      },
    },
    {
      section: 'drp.md §2.5',
      claim: 'a new secret of a user ends its tokens',
      writes: true,
      check: (peer) =>
        withUser(peer, async (name) => {
          const password = crypto.randomUUID();
          const json = { Password: password };
          status(await peer.ask(`${at(name)}/password`, { method: 'PUT', json }), 200);
          const basic = `${name}:${password}`;
          const answer = await peer.ask(`${at(name)}/token?ttl=60`, { anonymous: true, basic });
          const token = String(object(status(answer, 200))['Token']);
          holds(await isAlive(peer, name, token), 'the new token is not accepted');
          const patch = [{ op: 'replace', path: '/Secret', value: crypto.randomUUID() }];
          status(await peer.ask(at(name), { method: 'PATCH', json: patch }), 200);
          holds(!(await isAlive(peer, name, token)), 'the token goes on');
        }),
    },
    {
      section: 'drp.md §2.1',
      claim: 'deleting answers 200 with what was deleted',
      writes: true,
      check: async (peer) => {
        await withUser(peer, async (name) => {
          const gone = object(status(await peer.ask(at(name), { method: 'DELETE' }), 200));
          holds(gone['Name'] === name, 'the answer is not the user');
        });
      },
    },
  ],
};
