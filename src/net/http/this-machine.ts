import { isLoopback } from './url.ts';

/**
 * Whether a host name, as `URL.hostname` gives it, may be another name of this machine: all of
 * `localhost`, with or without the dot at its end, and the addresses that a system takes for its
 * own. What other names lead to is seen at the connection (not-here.ts).
 */
export function mayBeHere(hostname: string): boolean {
  const host = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  if (isLoopback(host) || host.endsWith('.localhost')) return true;
  // No address of its own; and IPv4 within IPv6, as `URL` writes it: `[::ffff:7f00:1]`.
  return (
    /^0(?:\.\d{1,3}){3}$/.test(host) ||
    /^\[::(?:ffff:)?(?:(?:7f[0-9a-f]{2}|0):[0-9a-f]{1,4})?\]$/.test(host)
  );
}
