import type { Reply } from '../../http/message.ts';
import { html, json } from '../../http/reply.ts';
import { artifactoryCaller } from '../caller.ts';
import type { Call, Jfrog } from '../context.ts';
import { artifactoryError } from '../errors.ts';

/** Life of a token for images, in seconds. */
const IMAGE_TOKEN_LIFETIME_S = 3600;

/**
 * `GET /v2/`: the challenge, or 200 for a token that `/v2/token` handed out
 * (docs/registries/jfrog.md §5).
 */
export function support({ jfrog, request }: Call): Reply {
  const version = { 'Docker-Distribution-Api-Version': 'registry/2.0' };
  if (!jfrog.settings.dockerRewrite) return html(404, '404 Not Found');
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined && isImageToken(jfrog, bearer)) return json(200, {}, version);
  return json(
    401,
    { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] },
    {
      ...version,
      'WWW-Authenticate': `Bearer realm="${origin(jfrog)}/v2/token",service="${jfrog.host}"`,
    },
  );
}

/** `GET /v2/token` as a proxy with the rewrite passes it on. */
export function token({ jfrog, request }: Call): Reply {
  if (!jfrog.settings.dockerRewrite) return html(404, '404 Not Found');
  return imageToken(jfrog, request.headers.authorization);
}

/** `GET /artifactory/api/docker/{repository}/v2/token`: what the rewrite leads to. */
export function repositoryToken({ jfrog, request, params }: Call): Reply {
  if (params['repository'] === 'null' && !jfrog.settings.dockerRewrite) {
    throw artifactoryError(400, "Unsupported docker v2 repository request for 'null'");
  }
  return imageToken(jfrog, request.headers.authorization);
}

function imageToken(jfrog: Jfrog, authorization: string | undefined): Reply {
  const { username } = artifactoryCaller(jfrog, authorization);
  const { key, world } = jfrog;
  const now = world.seconds;
  const text = key.sign({
    sub: `${world.serviceId}/users/${username}`,
    scp: 'images',
    aud: 'jfrt@*',
    iss: world.serviceId,
    iat: now,
    exp: now + IMAGE_TOKEN_LIFETIME_S,
    jti: world.random.uuid(),
  });
  return json(200, { token: text, expires_in: IMAGE_TOKEN_LIFETIME_S });
}

function isImageToken({ key, world }: Jfrog, text: string): boolean {
  const claims = key.verify(text);
  return claims?.scp === 'images' && (claims.exp ?? 0) > world.seconds;
}

const origin = ({ platform }: Jfrog): string => new URL(platform).origin;
