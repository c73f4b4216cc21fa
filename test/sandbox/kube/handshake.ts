import type { Reply, SandboxRequest } from '../http/message.ts';
import type { KubeSettings } from './settings.ts';

/** Subprotocols of exec, in the server's order: it takes v5 even where v4 is offered first. */
const preferred = [
  'v5.channel.k8s.io',
  'v4.channel.k8s.io',
  'base64.channel.k8s.io',
  'channel.k8s.io',
];

/**
 * The subprotocol of an upgrade, empty for a client that names none, or the refusal of a handshake:
 * bare, since no handler of the API writes it (docs/registries/rok.md §5, point 8).
 */
export function agree(request: SandboxRequest, settings: KubeSettings): string | Reply {
  const { headers, method } = request;
  if (method !== 'GET') return bare(405, 'bad method');
  if (headers['sec-websocket-version'] !== '13') {
    return bare(400, 'missing or bad WebSocket Version', { 'Sec-WebSocket-Version': '13' });
  }
  if (headers['sec-websocket-key'] === undefined) return bare(400, 'mismatch challenge/response');
  const offered = headers['sec-websocket-protocol'];
  if (offered === undefined) return '';
  const names = offered.split(/\s*,\s*/);
  const known = settings.protocol === 'v5.channel.k8s.io' ? preferred : preferred.slice(1);
  return known.find((name) => names.includes(name)) ?? bare(403, '');
}

const bare = (status: number, body: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers,
  body,
});
