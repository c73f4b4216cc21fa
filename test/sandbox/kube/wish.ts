import type { Wish } from './rights.ts';

const VERBS: Readonly<Record<string, readonly [named: string, collection: string]>> = {
  GET: ['get', 'list'],
  HEAD: ['get', 'list'],
  POST: ['create', 'create'],
  PUT: ['update', 'update'],
  PATCH: ['patch', 'patch'],
  DELETE: ['delete', 'deletecollection'],
};

/** What a request wants of which resource; `undefined` for a path that is none of `/api/v1`. */
export function wishOf(method: string, path: string): Wish | undefined {
  const found =
    /^\/api\/v1\/namespaces(?:\/(?<namespace>[^/]+)(?:\/(?<kind>\w+)(?:\/(?<name>[^/]+)(?:\/(?<sub>\w+))?)?)?)?\/?$/.exec(
      path,
    );
  if (found?.groups === undefined) return undefined;
  const { namespace = '', kind, name = '', sub } = found.groups;
  const subject =
    kind === undefined
      ? { resource: 'namespaces', namespace, name: namespace }
      : { resource: sub === undefined ? kind : `${kind}/${sub}`, namespace, name };
  const [one, all] = VERBS[method] ?? ['', ''];
  return {
    ...subject,
    name: decodeURIComponent(subject.name),
    verb: subject.name === '' ? all : one,
  };
}
