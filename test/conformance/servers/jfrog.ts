import {
  allowed,
  holds,
  members,
  NotHere,
  object,
  status,
  type Contract,
  type Peer,
} from './row.ts';

const tokens = '/access/api/v1/tokens';

/** Issues a token for ten minutes, and revokes it whatever becomes of the row. */
async function withToken(
  peer: Peer,
  work: (token: string, id: string) => Promise<void>,
): Promise<void> {
  const made = peer.makes(`the token “${peer.made}”, which ends within ten minutes`);
  const json = {
    description: peer.made,
    expires_in: 600,
    scope: 'applied-permissions/user',
    force_revocable: true,
  };
  const answer = await peer.ask(tokens, { method: 'POST', json });
  if (answer.status === 401 || answer.status === 403) made.removed();
  const created = object(status(allowed(answer), 200));
  members(created, { access_token: 'string', token_id: 'string' });
  const id = String(created['token_id']);
  try {
    await work(String(created['access_token']), id);
  } finally {
    const gone = await peer.ask(`${tokens}/${id}`, { method: 'DELETE' });
    if ([200, 204, 404].includes(gone.status)) made.removed();
  }
}

/** docs/registries/jfrog.md, asked of a platform with an access token. */
export const jfrog: Contract = {
  version: async ({ ask }) => {
    const answer = await ask('/artifactory/api/system/version');
    return answer.status === 200
      ? `Artifactory ${String(object(answer)['version'])}`
      : 'a platform that does not tell its version';
  },
  rows: [
    {
      section: 'jfrog.md §1.1',
      claim: 'ping answers OK to anybody',
      check: async ({ ask }) => {
        status(await ask('/access/api/v1/system/ping', { anonymous: true }), 200);
      },
    },
    {
      section: 'jfrog.md §2.0',
      claim: 'a bearer that does not count is 401 with errors',
      check: async ({ ask }) => {
        const answer = await ask(`${tokens}/me`, { anonymous: true, bearer: 'x'.repeat(64) });
        holds(Array.isArray(object(status(answer, 401))['errors']), '“errors” is no list');
      },
    },
    {
      section: 'jfrog.md §2.4',
      claim: '/tokens/me tells of the token that asks, from 7.53.1 on',
      check: async ({ ask }) => {
        const answer = await ask(`${tokens}/me`);
        if (answer.status === 404) throw new NotHere('the platform is older');
        members(object(status(allowed(answer), 200)), { token_id: 'string', subject: 'string' });
      },
    },
    {
      section: 'jfrog.md §2.3',
      claim: 'tokens are listed without their secrets',
      check: async ({ ask }) => {
        const answer = object(status(allowed(await ask(tokens)), 200));
        holds(Array.isArray(answer['tokens']), '“tokens” is no list');
        for (const token of answer['tokens'] as Record<string, unknown>[]) {
          holds(!('access_token' in token), 'the list has secrets');
        }
      },
    },
    {
      section: 'jfrog.md §2.4',
      claim: 'a token that is not there is 404',
      check: async ({ ask }) => {
        status(allowed(await ask(`${tokens}/${crypto.randomUUID()}`)), 404);
      },
    },
    {
      section: 'jfrog.md §2.1',
      claim: 'a token is issued with 200, and opens Access',
      writes: true,
      check: (peer) =>
        withToken(peer, async (bearer) => {
          status(await peer.ask('/access/api/v1/system/ping', { anonymous: true, bearer }), 200);
          const answer = await peer.ask(`${tokens}/me`, { anonymous: true, bearer });
          if (answer.status !== 404) status(answer, 200);
        }),
    },
    {
      section: 'jfrog.md §2.5',
      claim: 'a revoked token is refused',
      writes: true,
      check: (peer) =>
        withToken(peer, async (bearer, id) => {
          status(await peer.ask(`${tokens}/${id}`, { method: 'DELETE' }), 200);
          const answer = await peer.ask(`${tokens}/me`, { anonymous: true, bearer });
          if (answer.status === 404) throw new NotHere('the platform has no /tokens/me');
          status(answer, 401);
        }),
    },
  ],
};
