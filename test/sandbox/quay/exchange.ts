import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { parseBasic } from './basic.ts';
import type { Quay } from './context.ts';
import { Refusal, crashed, modelError } from './errors.ts';
import { decodeJwt } from 'jose';
import { fullName } from './model.ts';
import type { Robot } from './model.ts';
import { registryClaims } from './registryToken.ts';
import { issuerKeys, verifyExternal } from './externalToken.ts';

/**
 * `GET /oauth2/federation/robot/token`: an OIDC token for a one-hour one
 * (docs/registries/quay.md §2.3).
 */
export async function exchangeFederated(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const { username, password } = credentials(request.headers.authorization);
  const robot = findFederated(quay, username);
  const { iss, sub } = decode(password);
  if (iss === undefined) {
    throw modelError('Token does not contain issuer');
  }
  const entries = robot.federation.filter((entry) => entry.issuer === iss);
  if (entries.length === 0) {
    throw modelError(`issuer ${iss} not configured for this robot`);
  }
  const keys = await issuerKeys(iss, quay.trustedCa);
  await verifyExternal(password, keys, quay.clock.now());
  if (!entries.some((entry) => entry.subject === sub)) {
    throw modelError('Token does not match robot');
  }
  const name = fullName(robot);
  const claims = registryClaims(
    { kind: 'robot', name, reference: name },
    quay.hostname,
    {},
    quay.clock.now(),
  );
  return json(200, { token: await quay.keys.sign(claims) });
}

function credentials(header: string | undefined): { username: string; password: string } {
  if (header === undefined || header === '') {
    throw refusal('No auth header');
  }
  if (!/^basic /i.test(header)) {
    throw refusal('Invalid basic auth header');
  }
  const parsed = parseBasic(header);
  if (parsed === undefined) {
    throw refusal('Could not parse basic auth header');
  }
  if (!parsed.username.includes('+')) {
    throw refusal('Invalid robot');
  }
  return parsed;
}

function findFederated(quay: Quay, username: string): Robot {
  const robot = quay.world.robots.get(username);
  if (robot === undefined) {
    throw modelError('Could not find robot with specified username');
  }
  if (robot.federation.length === 0) {
    throw modelError('Robot does not have federated login configured');
  }
  return robot;
}

/** Claims before verification; a password that is no JWT crashes the request. */
function decode(token: string): { iss?: string; sub?: string } {
  try {
    return decodeJwt(token);
  } catch {
    throw crashed();
  }
}

function refusal(error: string): Refusal {
  return new Refusal(error, () => json(401, { error }));
}
