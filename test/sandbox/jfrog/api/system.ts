import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { admin, artifactoryAdmin, artifactoryCaller, caller } from '../caller.ts';
import type { Call } from '../context.ts';
import { encrypted } from '../encrypted-password.ts';
import { accessError, artifactoryError } from '../errors.ts';

const plain = (status: number, body: string): Reply => ({
  status,
  headers: { 'Content-Type': 'text/plain' },
  body,
});

/** Answers whatever the credentials are (docs/registries/jfrog.md §1.1). */
export const ping = (): Reply => plain(200, 'OK');

/** `GET /artifactory/api/system/version`. */
export function version({ jfrog, request }: Call): Reply {
  artifactoryCaller(jfrog, request.headers.authorization);
  return json(200, {
    version: jfrog.settings.version,
    revision: '81109900',
    addons: ['docker'],
    license: '1f0e',
  });
}

/** `POST /artifactory/api/system/usage`: what the vendor's programs tell of themselves. */
export function usage({ jfrog, request }: Call): Reply {
  artifactoryCaller(jfrog, request.headers.authorization);
  return plain(200, '');
}

/**
 * `GET /artifactory/api/security/encryptedPassword`: the form in which the CLI stores a password
 * (docs/registries/jfrog.md §9). Artifactory takes it where it takes the password, Access does not.
 */
export function encryptedPassword({ jfrog, request }: Call): Reply {
  const who = artifactoryCaller(jfrog, request.headers.authorization);
  const user = jfrog.world.users.get(who.username);
  if (user === undefined || who.token !== undefined) {
    throw artifactoryError(400, 'Only a password can be encrypted');
  }
  return plain(200, encrypted(user.password));
}

/** `GET /artifactory/api/system/service_id`: text, for admins. */
export function serviceId({ jfrog, request }: Call): Reply {
  artifactoryAdmin(jfrog, request.headers.authorization);
  return plain(200, jfrog.world.artifactoryId);
}

/**
 * `GET /access/api/v1/cert/root`: base64 of the DER on one line, or PEM
 * (docs/registries/jfrog.md §2.8).
 */
export function rootCertificate({ jfrog, request }: Call): Reply {
  if (jfrog.settings.certificateFor === 'admins') admin(jfrog, request);
  else caller(jfrog, request);
  const formatted = request.query.get('formatted') === 'true';
  return plain(200, formatted ? jfrog.key.pem : jfrog.key.der.toString('base64'));
}

/**
 * `POST …/service_trust/pairing/{use case}`: five minutes, once (docs/registries/jfrog.md §2.8).
 */
export function pair({ jfrog, request, params }: Call): Reply {
  const who = admin(jfrog, request);
  const useCase = useCaseOf(params);
  const { world, key } = jfrog;
  const now = world.seconds;
  const jti = world.random.uuid();
  const base = `${jfrog.platform}/${params['service'] ?? ''}`;
  const token = key.sign({
    sub: `${world.serviceId}/users/${who.username}`,
    scp: `internal:service-trust/pairing/${useCase}:x`,
    aud: '*@*',
    iss: `${world.artifactoryId}/users/${who.username}`,
    iat: now,
    exp: now + 300,
    jti,
    ext: JSON.stringify({ base_url: base, exchange_url: base, revocable: 'true' }),
  });
  world.pairings.set(token, { useCase, until: now + 300, isUsed: false });
  return json(200, { pairing_token: token });
}

export function usePairing({ jfrog, request, params }: Call): Reply {
  caller(jfrog, request);
  const useCase = useCaseOf(params);
  const body = JSON.parse(request.body.toString('utf8')) as { readonly pairing_token?: string };
  const pairing = jfrog.world.pairings.get(body.pairing_token ?? '');
  const isGood =
    pairing?.useCase === useCase && !pairing.isUsed && pairing.until > jfrog.world.seconds;
  if (!isGood) throw accessError(400, 'Pairing token is invalid');
  pairing.isUsed = true;
  return json(200, { message: 'Paired' });
}

const useCases: Readonly<Record<string, readonly string[]>> = {
  access: ['mission-control'],
  artifactory: ['federated-repo', 'artifactory-cold'],
};

function useCaseOf({ service = '', useCase = '' }: Call['params']): string {
  if (useCases[service]?.includes(useCase) !== true) throw accessError(404);
  return useCase;
}
