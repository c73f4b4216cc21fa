import { decodeJwt } from 'jose';
import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { readBasic } from './basic.ts';
import type { BasicCredentials } from './basic.ts';
import type { Quay } from './context.ts';
import { Refusal, crashed, modelError, robotMissing } from './errors.ts';
import { askIssuer, verifyExternal } from './externalToken.ts';
import { fullName } from './model.ts';
import type { Robot } from './model.ts';
import { registryClaims } from './registryToken.ts';

/**
 * `GET /oauth2/federation/robot/token`: an OIDC token for a one-hour one
 * (docs/registries/quay.md §2.3).
 */
export async function exchangeFederated(quay: Quay, request: SandboxRequest): Promise<Reply> {
  const { username, password } = credentials(request.headers.authorization);
  const robot = quay.world.robots.get(username);
  if (robot === undefined) {
    throw robotMissing();
  }
  const subjects = trustedSubjects(robot, issuerOf(password));
  const { sub, iss } = await verifyExternal(password, quay, askIssuer);
  if (sub === undefined || !subjects.includes(sub)) {
    throw modelError('Token does not match robot');
  }
  quay.world.log('federated_robot_token_exchange', robot.namespace, undefined, {
    subject: sub,
    issuer: iss,
    robot: robot.shortname,
  });
  const name = fullName(robot);
  const claims = registryClaims(
    quay,
    { kind: 'robot', name, reference: name },
    quay.hostname,
    null,
  );
  return json(200, { token: await quay.keys.sign(claims, quay.settings.certificateInTokens) });
}

function credentials(header: string | undefined): BasicCredentials {
  if (header === undefined || header === '') {
    throw refusal('No auth header');
  }
  const read = readBasic(header);
  if ('complaint' in read) {
    throw refusal(read.complaint);
  }
  if (!read.username.includes('+')) {
    throw refusal('Invalid robot');
  }
  return read;
}

/** The issuer a token names; a password that is no JWT crashes the request. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw crashed();
  }
}

/** Whom of the issuer the robot trusts. @throws E2 when it trusts nobody */
function trustedSubjects(robot: Robot, issuer: string | undefined): readonly string[] {
  if (issuer === undefined || issuer === '') {
    throw modelError('Token does not contain issuer');
  }
  if (robot.federation.length === 0) {
    throw modelError('Robot does not have federated login configured');
  }
  const entries = robot.federation.filter((entry) => entry.issuer === issuer);
  if (entries.length === 0) {
    throw modelError(`issuer ${issuer} not configured for this robot`);
  }
  return entries.map(({ subject }) => subject);
}

function refusal(error: string): Refusal {
  return new Refusal(error, () => json(401, { error }));
}
