import { json } from '../../http/reply.ts';
import type { Reply } from '../../http/message.ts';
import type { ApiCall, ApiRoute } from '../context.ts';
import { invalidRequest, malformed, notFound } from '../errors.ts';
import type { Repository } from '../model.ts';
import { actorOf, mayCreateRepository, repositoryRole } from '../rights.ts';
import type { Schema } from '../schema/validate.ts';
import { audit } from './audit.ts';
import { avatar } from './avatar.ts';
import { requiredObject } from './body.ts';
import { refused, rulesEverywhere } from './guards.ts';
import { NEXT_PAGE, pageOf } from './pages.ts';
import { booleanParameter, integerParameter } from './query.ts';
import { REPOSITORY, REPOSITORY_PATH, namedRepository, roleUnder } from './repositoryAccess.ts';

const PAGE_SIZE = 100;
const SEARCH_PAGE_SIZE = 10;
const SEARCH_PAGES = 10;
const TAG_EXPIRATION_S = 1_209_600;
const NAME = /^(?=.{0,255}$)[a-z0-9][.a-z0-9_-]*(?:\/[a-z0-9][.a-z0-9_-]*)*$/;
const PAGE_HELP = 'The page.';
const NEW_REPO: Schema = {
  type: 'object',
  description: 'Description of a new repository',
  required: ['repository', 'visibility', 'description'],
  properties: {
    repository: { type: 'string', description: 'Repository name' },
    visibility: {
      type: 'string',
      description: 'Visibility which the repository will start with',
      enum: ['public', 'private'],
    },
    namespace: {
      type: 'string',
      description:
        'Namespace in which the repository should be created. If omitted, the username of the ' +
        'caller is used',
    },
    description: {
      type: 'string',
      description: 'Markdown encoded description for the repository',
    },
    repo_kind: {
      type: ['string', 'null'],
      description: 'The kind of repository',
      enum: ['image', null],
    },
  },
};
const collection = { resource: 'repository.RepositoryList', path: '/api/v1/repository' };

/** Repositories: those a user sees, one of them, a new one, and their search. */
export const repositoryRoutes: readonly ApiRoute[] = [
  {
    ...collection,
    method: 'GET',
    operation: 'listRepos',
    about: 'Fetch the list of repositories visible to the current user.',
    scope: 'repo:read',
    query: [
      NEXT_PAGE,
      {
        name: 'namespace',
        about: 'Filters the repositories returned to this namespace',
        type: 'string',
      },
      {
        name: 'public',
        about: 'Adds any repositories visible to the user by virtue of being public',
        type: 'boolean',
      },
    ],
    handle: list,
  },
  {
    ...collection,
    method: 'POST',
    operation: 'createRepo',
    about: 'Create a new repository.',
    scope: 'repo:create',
    body: ['NewRepo', NEW_REPO],
    handle: create,
  },
  {
    resource: 'repository.Repository',
    method: 'GET',
    path: REPOSITORY,
    pathParameters: [REPOSITORY_PATH],
    operation: 'getRepo',
    about: 'Fetch the specified repository.',
    scope: 'repo:read',
    handle: get,
  },
  {
    resource: 'search.ConductRepositorySearch',
    method: 'GET',
    path: '/api/v1/find/repositories',
    operation: 'conductRepoSearch',
    about: 'Get a list of repositories that match the specified query.',
    query: [
      { name: 'page', about: PAGE_HELP, type: 'integer' },
      { name: 'query', about: 'The search query.', type: 'string' },
    ],
    handle: find,
  },
];

/** What a user sees does not depend on the scopes of the token (`endpoints/api/repository.py`). */
function list(call: ApiCall): Reply {
  const { query } = call.request;
  const namespace = query.get('namespace') ?? '';
  const withPublic = booleanParameter(query, 'public', false);
  const starred = booleanParameter(query, 'starred', false);
  if (namespace === '' && !withPublic && !starred) {
    throw invalidRequest('namespace, starred or public are required for this API call');
  }
  if (starred && call.caller.user === undefined) {
    throw malformed();
  }
  const visible = [...call.quay.world.repositories.values()].filter(
    (repository) =>
      !starred &&
      (namespace === '' || repository.namespace === namespace) &&
      (sees(call, repository) || (withPublic && repository.isPublic)),
  );
  const { items, next } = pageOf(call, visible, PAGE_SIZE);
  return json(200, {
    repositories: items.map((repository) => listView(call, repository)),
    ...next,
  });
}

function sees(call: ApiCall, repository: Repository): boolean {
  const { user } = call.caller;
  const role = user && repositoryRole(call.quay.world, repository, user.username);
  return role !== undefined || rulesEverywhere(call, 'read');
}

function listView(call: ApiCall, repository: Repository): object {
  const { query } = call.request;
  return {
    namespace: repository.namespace,
    name: repository.name,
    description: repository.description,
    is_public: repository.isPublic,
    kind: 'image',
    state: 'NORMAL',
    ...(booleanParameter(query, 'last_modified', false) ? { last_modified: null } : {}),
    ...(booleanParameter(query, 'popularity', false) ? { popularity: 0 } : {}),
    ...(call.caller.user === undefined ? {} : { is_starred: false }),
  };
}

function create(call: ApiCall): Reply {
  const body = requiredObject(call.request, NEW_REPO) as Readonly<Record<string, string>>;
  const actor = actorOf(call.caller);
  const namespace = body['namespace'] ?? actor?.name ?? '';
  const name = body['repository'] ?? '';
  const { world } = call.quay;
  const mayCreate =
    actor !== undefined &&
    (mayCreateRepository(world, actor, namespace) || rulesEverywhere(call, 'write'));
  if (!mayCreate) {
    throw refused(call);
  }
  if (world.repositories.has(`${namespace}/${name}`)) {
    throw invalidRequest('Repository already exists');
  }
  if (!NAME.test(name)) {
    throw invalidRequest('Invalid repository name');
  }
  world.createRepository(namespace, name, actor.name, {
    description: body['description'] ?? '',
    isPublic: body['visibility'] === 'public',
  });
  audit(call, 'create_repo', namespace, { repo: name, namespace });
  return json(201, { namespace, name, kind: 'image' });
}

function get(call: ApiCall): Reply {
  const named = namedRepository(call);
  const { found } = named;
  const role = roleUnder(call, named);
  if (role === undefined && found?.isPublic !== true && !rulesEverywhere(call, 'read')) {
    throw refused(call);
  }
  if (found === undefined) {
    throw notFound();
  }
  return json(200, {
    namespace: found.namespace,
    name: found.name,
    kind: 'image',
    description: found.description,
    is_public: found.isPublic,
    is_organization: call.quay.world.organizations.has(found.namespace),
    is_starred: false,
    status_token: found.isPublic ? '' : found.badge,
    trust_enabled: false,
    tag_expiration_s: TAG_EXPIRATION_S,
    is_free_account: true,
    state: 'NORMAL',
    ...(booleanParameter(call.request.query, 'includeTags', true) ? { tags: {} } : {}),
    can_write: role === 'write' || role === 'admin',
    can_admin: role === 'admin' || rulesEverywhere(call, 'read'),
  });
}

function find(call: ApiCall): Reply {
  const { query } = call.request;
  const asked = integerParameter(query, 'page', PAGE_HELP) ?? 1;
  const page = Math.min(Math.max(1, asked), SEARCH_PAGES);
  const start = (page - 1) * SEARCH_PAGE_SIZE;
  const text = query.get('query') ?? '';
  const matches = [...call.quay.world.repositories.values()].filter(
    (repository) =>
      matchesText(repository, text) && (repository.isPublic || sees(call, repository)),
  );
  return json(200, {
    results: matches
      .slice(start, start + SEARCH_PAGE_SIZE)
      .map((repository) => resultView(call, repository)),
    has_additional: matches.length > start + SEARCH_PAGE_SIZE,
    page,
    page_size: SEARCH_PAGE_SIZE,
    start_index: start,
  });
}

/** `name` or `namespace/name`; the description counts as well. */
function matchesText({ namespace, name, description }: Repository, text: string): boolean {
  const slash = text.indexOf('/');
  const [owner, part] = slash < 0 ? ['', text] : [text.slice(0, slash), text.slice(slash + 1)];
  const isOwners = owner === '' || owner === namespace;
  return isOwners && (name.includes(part) || (description ?? '').includes(part));
}

function resultView({ quay }: ApiCall, repository: Repository): object {
  const { namespace, name, description, isPublic } = repository;
  const isOrganization = quay.world.organizations.has(namespace);
  const kind = isOrganization ? 'organization' : 'user';
  return {
    kind: 'repository',
    title: 'repo',
    namespace: {
      title: isOrganization ? 'org' : 'user',
      kind,
      avatar: avatar(namespace, isOrganization ? 'org' : 'user'),
      name: namespace,
      score: 1,
      href: `/${kind}/${namespace}`,
    },
    name,
    description,
    is_public: isPublic,
    score: 4,
    href: `/repository/${namespace}/${name}`,
  };
}
