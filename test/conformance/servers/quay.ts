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

const robotPath = (name: string) => `/api/v1/user/robots/${name}`;

/** Makes a robot of the user for a row, and deletes it again whatever becomes of the row. */
async function withRobot(
  peer: Peer,
  work: (token: string, fullName: string) => Promise<void>,
): Promise<void> {
  const path = robotPath(peer.made);
  const made = peer.makes(`the robot ${peer.made} of the user`);
  const answer = await peer.ask(path, { method: 'PUT', json: { description: 'contract' } });
  if (answer.status === 401 || answer.status === 403) made.removed();
  const robot = object(status(allowed(answer), 201));
  members(robot, { token: 'string', name: 'string' });
  try {
    await work(String(robot['token']), String(robot['name']));
  } finally {
    const gone = await peer.ask(path, { method: 'DELETE' });
    if (gone.status === 204 || gone.status === 400) made.removed();
  }
}

/** A login to the image registry. */
const login = (peer: Peer, user: string, password: string) =>
  peer.ask('/v2/auth', { anonymous: true, basic: `${user}:${password}` });

/** docs/registries/quay.md, asked of a server with an OAuth API token. */
export const quay: Contract = {
  version: async ({ ask }) => {
    const { version_number: version } = object(
      status(await ask('/config', { anonymous: true }), 200),
    );
    return typeof version === 'string' && version !== ''
      ? version
      : 'a Quay that hides its version';
  },
  rows: [
    {
      section: 'quay.md §0',
      claim: '/config tells anybody features and configuration',
      check: async ({ ask }) => {
        const config = object(status(await ask('/config', { anonymous: true }), 200));
        members(config, { features: 'object', config: 'object' });
      },
    },
    {
      section: 'quay.md §0',
      claim: '/api/v1/discovery lists the routes there are',
      check: async ({ ask }) => {
        const { paths } = object(status(await ask('/api/v1/discovery', { anonymous: true }), 200));
        holds(typeof paths === 'object' && paths !== null, '“paths” is missing');
        holds('/api/v1/user/robots' in paths, 'it lacks /api/v1/user/robots');
      },
    },
    {
      section: 'quay.md §1.1',
      claim: 'a bearer that does not count is 401 on reading',
      check: async ({ ask }) => {
        const bearer = 'x'.repeat(40);
        status(await ask('/api/v1/user/', { anonymous: true, bearer }), 401);
      },
    },
    {
      section: 'quay.md §2.4',
      claim: 'the profile names the user and the organizations',
      check: async ({ ask }) => {
        const user = object(status(allowed(await ask('/api/v1/user/')), 200));
        members(user, { username: 'string', organizations: 'object' });
      },
    },
    {
      section: 'quay.md §2.2',
      claim: 'own robots are listed without their tokens',
      check: async ({ ask }) => {
        const { robots } = object(
          status(allowed(await ask('/api/v1/user/robots?token=false')), 200),
        );
        holds(Array.isArray(robots), '“robots” is no list');
        const first = (robots as Record<string, unknown>[])[0];
        if (first === undefined) throw new NotHere('the user has no robots');
        members(first, { name: 'string' });
        holds(!('token' in first), 'the list has tokens');
      },
    },
    {
      section: 'quay.md §2.2',
      claim: 'a robot that is not there is 400',
      check: async ({ ask, made }) => {
        status(allowed(await ask(robotPath(made))), 400);
      },
    },
    {
      section: 'quay.md §2.6',
      claim: 'app tokens are listed without their codes',
      check: async ({ ask }) => {
        const answer = await ask('/api/v1/user/apptoken');
        if (answer.status === 404) throw new NotHere('app tokens are switched off');
        const { tokens } = object(status(allowed(answer), 200));
        holds(Array.isArray(tokens), '“tokens” is no list');
        for (const token of tokens as Record<string, unknown>[]) {
          holds((token['token_code'] ?? null) === null, 'the list has codes');
        }
      },
    },
    {
      section: 'quay.md §1.3',
      claim: '/v2/ sends to /v2/auth of the same host',
      check: async ({ ask }) => {
        const { headers } = status(await ask('/v2/', { anonymous: true }), 401);
        const challenge = headers['www-authenticate'] ?? '';
        holds(/realm="[^"]*\/v2\/auth"/.test(challenge), 'the challenge names no /v2/auth');
      },
    },
    {
      section: 'quay.md §1.3',
      claim: 'the signing keys can be read by anybody',
      check: async ({ ask }) => {
        const answer = await ask('/keys/services/quay/keys', { anonymous: true });
        holds(Array.isArray(object(status(answer, 200))['keys']), '“keys” is no list');
      },
    },
    {
      section: 'quay.md §2.2',
      claim: 'a robot is made, logs in, and is deleted',
      writes: true,
      check: (peer) =>
        withRobot(peer, async (token, name) => {
          holds(/^[A-Z0-9]{64}$/.test(token), 'its token has not 64 capitals and digits');
          members(object(status(await login(peer, name, token), 200)), { token: 'string' });
        }),
    },
    {
      section: 'quay.md §2.2',
      claim: 'a new token ends the old one at once',
      writes: true,
      check: (peer) =>
        withRobot(peer, async (old, name) => {
          const path = `${robotPath(peer.made)}/regenerate`;
          const { token } = object(status(await peer.ask(path, { method: 'POST' }), 200));
          holds(typeof token === 'string' && token !== old, 'the token is the old one');
          status(await login(peer, name, old), 401);
          status(await login(peer, name, token), 200);
        }),
    },
    {
      section: 'quay.md §8.1',
      claim: 'a login can be renewed after a new token, and not after the robot is deleted',
      writes: true,
      check: async (peer) => {
        const service = await serviceOf(peer);
        const renew = (name: string, password: string) =>
          peer.ask(`/v2/auth?service=${encodeURIComponent(service)}`, {
            anonymous: true,
            basic: `${name}:${password}`,
          });
        let last: readonly [name: string, password: string] = ['', ''];
        await withRobot(peer, async (secret, name) => {
          const first = object(status(await renew(name, secret), 200))['token'];
          const path = `${robotPath(peer.made)}/regenerate`;
          status(await peer.ask(path, { method: 'POST' }), 200);
          const second = object(status(await renew(name, String(first)), 200))['token'];
          last = [name, String(second)];
        });
        status(await renew(...last), 401);
      },
    },
  ],
};

/** The `service` that tokens of the registry are for. */
async function serviceOf({ ask }: Peer): Promise<string> {
  const { headers } = await ask('/v2/', { anonymous: true });
  const service = /service="([^"]*)"/.exec(headers['www-authenticate'] ?? '')?.[1];
  if (service === undefined) throw new NotHere('/v2/ names no service');
  return service;
}
