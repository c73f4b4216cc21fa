import { decodeJwt } from 'jose';
import type { Reply, SandboxRequest } from '../http/message.ts';
import { json } from '../http/reply.ts';
import { readBasic } from './basic.ts';
import type { BasicCredentials } from './basic.ts';
import type { Quay } from './context.ts';
import { Refusal, crashed, modelError, robotMissing } from './errors.ts';
import { askIssuer, verifyExternal } from './externalToken.ts';
import { fullName } from './model.ts';
import type { FederationEntry, Robot } from './model.ts';
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
  const entries = trustedEntries(robot, issuerOf(password));
  const claims = await verifyExternal(password, quay, askIssuer);
  checkAudience(entries, claims.aud);
  const { sub, iss } = claims;
  const subjects = entries.map(({ subject }) => subject);
  if (sub === undefined || !subjects.includes(sub)) {
    throw modelError('Token does not match robot');
  }
  quay.world.log('federated_robot_token_exchange', robot.namespace, undefined, {
    subject: sub,
    issuer: iss,
    robot: robot.shortname,
  });
  const name = fullName(robot);
  const granted = registryClaims(
    quay,
    { kind: 'robot', name, reference: name },
    quay.hostname,
    null,
  );
  return json(200, { token: await quay.keys.sign(granted, quay.settings.certificateInTokens) });
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
function trustedEntries(robot: Robot, issuer: string | undefined): readonly FederationEntry[] {
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
  return entries;
}

/**
 * The audiences of one entry are asked of all tokens of its issuer; those of the last one count
 * (docs/registries/quay.md §2.3). @throws E2 for a token that is for nobody among them
 */
function checkAudience(entries: readonly FederationEntry[], told: string | string[] = []): void {
  const wanted = entries.findLast(({ audiences = [] }) => audiences.length > 0)?.audiences;
  if (wanted === undefined) {
    return;
  }
  const audience = [told].flat();
  if (audience.length === 0) {
    throw modelError('Invalid token: Token is missing the "aud" claim');
  }
  if (!audience.some((one) => wanted.includes(one))) {
    throw modelError("Invalid token: Audience doesn't match");
  }
}

function refusal(error: string): Refusal {
  return new Refusal(error, () => json(401, { error }));
}
