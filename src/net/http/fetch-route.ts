import type { WireReply, WireRequest } from './wire.ts';

/**
 * The usual way. In the editor this `fetch` obeys `http.proxy`, PAC and the system's certificates,
 * which nobody else can do; hence the global one, looked up at each request.
 */
export async function fetchRoute(request: WireRequest): Promise<WireReply> {
  const { method, url, headers, body, signal } = request;
  request.onHandOver();
  const response = await globalThis.fetch(url, {
    method,
    headers,
    signal,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    headers: new Map(response.headers),
    body: response.body,
  };
}
