/**
 * A method and a path template such as `/users/{name}`; what it leads to is the caller's. `{name*}`
 * takes two segments or more, as the path of a repository has them.
 */
export interface RouteKey {
  readonly method: string;
  readonly path: string;
}

/** A route that fits a request, with the decoded values of its `{…}` segments. */
export interface RouteMatch<Route extends RouteKey> {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the route for a method and a path as sent. The path is decoded before it is split, as WSGI
 * does, so `%2F` separates segments while `%2B` is a plus sign inside one. HEAD uses GET's route.
 */
export function findRoute<Route extends RouteKey>(
  routes: Iterable<Route>,
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const segments = decodePath(path).split('/');
  for (const route of routes) {
    if (route.method === wanted) {
      const params = matchSegments(route.path.split('/'), segments);
      if (params !== undefined) {
        return { route, params };
      }
    }
  }
  return undefined;
}

/** Percent-decodes a path; one that is not valid UTF-8 is taken literally. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function matchSegments(
  template: readonly string[],
  sent: readonly string[],
): Record<string, string> | undefined {
  const segments = joinLong(template, sent);
  if (template.length !== segments.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const segment = segments[index] ?? '';
    if (part.endsWith('*}')) {
      if (!/^[^/]+(?:\/[^/]+)+$/.test(segment)) {
        return undefined;
      }
      params[part.slice(1, -2)] = segment;
    } else if (part.startsWith('{')) {
      if (segment === '') {
        return undefined;
      }
      params[part.slice(1, -1)] = segment;
    } else if (part !== segment) {
      return undefined;
    }
  }
  return params;
}

/** The segments with those joined that the template's `{name*}` takes. */
function joinLong(template: readonly string[], segments: readonly string[]): readonly string[] {
  const index = template.findIndex((part) => part.endsWith('*}'));
  const end = index + segments.length - template.length + 1;
  return index < 0 || end <= index
    ? segments
    : [...segments.slice(0, index), segments.slice(index, end).join('/'), ...segments.slice(end)];
}
