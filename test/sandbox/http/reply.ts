import type { Reply } from './message.ts';

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** A short HTML page, as web servers put in the place of an API's answer. */
export function html(status: number, title: string, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
    body:
      `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n` +
      `<body><center><h1>${title}</h1></center></body>\n</html>\n`,
  };
}

/** 204, no body. */
export function noContent(): Reply {
  return { status: 204, headers: {}, body: '' };
}

/** A redirect with `status` 301, 302, 303, 307 or 308 to `location`. */
export function redirect(status: number, location: string): Reply {
  return html(status, 'Redirecting...', { Location: location });
}

/** `reply` with more headers. */
export function withHeaders(reply: Reply, headers: Reply['headers']): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
