import type { Reply } from '../../http/message.ts';
import { json } from '../../http/reply.ts';
import { admin, artifactoryAdmin } from '../caller.ts';
import type { Call } from '../context.ts';
import { accessError } from '../errors.ts';
import { isAtLeast } from '../settings.ts';

/** A page of a list with an opaque cursor to the next (docs/registries/jfrog.md §2.7). */
function page<T>(
  { request }: Call,
  all: readonly T[],
): { readonly rows: readonly T[]; readonly cursor?: string } {
  const limit = Number(request.query.get('limit') ?? '1000');
  const from = Number(Buffer.from(request.query.get('cursor') ?? '', 'base64url').toString()) || 0;
  const next = from + limit;
  return {
    rows: all.slice(from, next),
    ...(next < all.length ? { cursor: Buffer.from(String(next)).toString('base64url') } : {}),
  };
}

export function users(call: Call): Reply {
  const { jfrog, request } = call;
  admin(jfrog, request);
  if (!isAtLeast(jfrog.settings.version, '7.49.3')) throw accessError(404);
  const { rows, ...rest } = page(call, [...jfrog.world.users.values()]);
  return json(200, {
    users: rows.map(({ name, realm, status }) => ({
      username: name,
      uri: `${jfrog.platform}/access/api/v2/users/${encodeURIComponent(name)}`,
      realm,
      status,
    })),
    ...rest,
  });
}

/** The documentation tells 200 and 201; this one answers 201. */
export function groups(call: Call): Reply {
  const { jfrog, request } = call;
  admin(jfrog, request);
  if (!isAtLeast(jfrog.settings.version, '7.49.3')) throw accessError(404);
  const { rows, ...rest } = page(call, jfrog.world.groups);
  return json(201, {
    groups: rows.map((name) => ({
      group_name: name,
      uri: `${jfrog.platform}/access/api/v2/groups/${encodeURIComponent(name)}`,
    })),
    ...rest,
  });
}

export function projects({ jfrog, request }: Call): Reply {
  admin(jfrog, request);
  if (!jfrog.settings.projects) throw accessError(403);
  return json(
    200,
    jfrog.world.projects.map(({ key, displayName }) => ({
      project_key: key,
      display_name: displayName,
    })),
  );
}

export function projectRoles({ jfrog, request, params }: Call): Reply {
  admin(jfrog, request);
  const project = jfrog.world.projects.find(({ key }) => key === params['key']);
  if (!jfrog.settings.projects || project === undefined) throw accessError(404);
  return json(
    200,
    project.roles.map((name) => ({
      name,
      type: 'PREDEFINED',
      environments: ['DEV'],
      actions: ['READ_REPOSITORY'],
    })),
  );
}

/** The lists of Artifactory that stand in before 7.49.3. */
export function legacyUsers({ jfrog, request }: Call): Reply {
  artifactoryAdmin(jfrog, request.headers.authorization);
  return json(
    200,
    [...jfrog.world.users.values()].map(({ name, realm }) => ({ name, uri: '', realm })),
  );
}

export function legacyGroups({ jfrog, request }: Call): Reply {
  artifactoryAdmin(jfrog, request.headers.authorization);
  return json(
    200,
    jfrog.world.groups.map((name) => ({ name, uri: '' })),
  );
}
