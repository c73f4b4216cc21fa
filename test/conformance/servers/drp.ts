import {
  allowed,
  holds,
  list,
  members,
  NotHere,
  object,
  status,
  type Contract,
  type Peer,
} from './row.ts';

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

/** A HEAD would do from 3.9 on; before, it is answered to a revoked token as well (§8). */
const isAlive = async ({ ask }: Peer, name: string, bearer: string) =>
  (await ask(at(name), { anonymous: true, bearer })).status === 200;

/** The number of the release, such as 3.13, as two numbers. */
async function release({ ask }: Peer): Promise<readonly [number, number]> {
  const { version } = object(status(allowed(await ask('/api/v3/info')), 200));
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(String(version)) ?? [];
  if (major === undefined || minor === undefined) throw new NotHere('it does not tell its version');
  return [Number(major), Number(minor)];
}

const isBefore = ([major, minor]: readonly [number, number], than: readonly [number, number]) =>
  major < than[0] || (major === than[0] && minor < than[1]);

/** docs/registries/drp.md, asked of a server with a user and its password. */
export const drp: Contract = {
  version: async ({ ask }) => {
    const { version } = object(status(await ask('/api/v3/info'), 200));
    return `Digital Rebar ${String(version)}`;
  },
  rows: [
    {
      section: 'drp.md §2.2',
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
      section: 'drp.md §8',
      claim: 'a bearer that does not count is 403 with the name of the server, a HEAD too',
      check: async ({ ask, user }) => {
        const call = { method: 'HEAD', anonymous: true, bearer: 'x'.repeat(64) } as const;
        const { headers } = status(await ask(at(user), call), 403);
        holds(headers['www-authenticate'] === 'dr-provision', 'the server is not named');
      },
    },
    {
      section: 'drp.md §8',
      claim: 'a HEAD of a user that is not there is 404 to a living token',
      check: async ({ ask, made }) => {
        status(await ask(at(made), { method: 'HEAD' }), 404);
      },
    },
    {
      section: 'drp.md §8',
      claim: 'there are roles from 3.9 on, and types of objects to list from 3.13 on',
      check: async (peer) => {
        const version = await release(peer);
        const [roles, objects] = isBefore(version, [3, 9])
          ? [404, 404]
          : [200, isBefore(version, [3, 13]) ? 404 : 200];
        status(allowed(await peer.ask('/api/v3/roles')), roles);
        status(allowed(await peer.ask('/api/v3/objects')), objects);
      },
    },
    {
      section: 'drp.md §8',
      claim: 'a token for roles makes 3.9 to 3.13 stumble: 500',
      check: async (peer) => {
        const version = await release(peer);
        if (isBefore(version, [3, 9]) || !isBefore(version, [4, 0])) {
          throw new NotHere('it is another version');
        }
        status(await peer.ask(`${at(peer.user)}/token?ttl=60&roles=superuser`), 500);
      },
    },
    {
      section: 'drp.md §8',
      claim: 'before 3.9 a token for one triplet of single names may do that alone',
      check: async (peer) => {
        if (!isBefore(await release(peer), [3, 9])) throw new NotHere('it is another version');
        const triplet = 'scope=machines&action=list&specific=*';
        const answer = await peer.ask(`${at(peer.user)}/token?ttl=60&${triplet}`);
        const bearer = String(object(status(answer, 200))['Token']);
        status(await peer.ask('/api/v3/machines', { anonymous: true, bearer }), 200);
        status(await peer.ask('/api/v3/users', { anonymous: true, bearer }), 403);
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
