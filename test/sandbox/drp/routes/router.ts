import { Buffer } from 'node:buffer';

/** A route as the server's router has it: `:name` takes one segment, `*rest` all that follows. */
export interface RouteKey {
  readonly method: string;
  readonly path: string;
}

export type Found<Route> =
  | { readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The same path without its last slash is there. */
  | 'without slash'
  | undefined;

/**
 * Finds a route as gin does: the path is decoded first, so that `%2F` separates; a segment may be
 * empty where more follows; and a slash too many leads to the path without it, unless two routes go
 * on from there in different ways.
 */
export function findRoute<Route extends RouteKey>(
  routes: readonly Route[],
  method: string,
  path: string,
): Found<Route> {
  const own = routes.filter((route) => route.method === method);
  for (const route of own) {
    const params = match(route.path, path);
    if (params !== undefined) return { route, params };
  }
  if (path === '/' || !path.endsWith('/')) return undefined;
  const shorter = own.find((route) => match(route.path, path.slice(0, -1), true) !== undefined);
  return shorter !== undefined && isRedirected(own, shorter.path) ? 'without slash' : undefined;
}

/** @param isPart Whether something follows the path, so that its last segment may be empty. */
function match(template: string, path: string, isPart = false): Record<string, string> | undefined {
  const [parts, segments] = [template.split('/'), path.split('/')];
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (part.startsWith('*') && segment !== undefined) {
      params[part.slice(1)] = `/${segments.slice(index).join('/')}`;
      return params;
    }
    const mayBeEmpty = isPart || index < parts.length - 1;
    if (segment === undefined) return undefined;
    if (part.startsWith(':') && segment === '' && !mayBeEmpty) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return segments.length === parts.length ? params : undefined;
}

function isRedirected(routes: readonly RouteKey[], path: string): boolean {
  const next = routes
    .filter((route) => route.path.startsWith(`${path}/`))
    .map((route) => route.path.charAt(path.length + 1));
  return next.includes(':') || new Set(next).size < 2;
}

/** A path as sent, decoded; nothing where it is broken, which the server refuses before it looks. */
export function decodePath(path: string): string | undefined {
  if (/%(?![\da-f]{2})/i.test(path)) return undefined;
  const bytes = path.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
