import { isLoopback, portOf } from '../http/url.ts';

/** The editor's proxy settings at one moment, and the environment that stands in for them. */
export interface ProxySettings {
  /** `http.proxySupport`; with `off` neither settings nor environment are obeyed. */
  readonly support: 'off' | 'on' | 'fallback' | 'override';
  /** `http.proxy`: a URL, perhaps with credentials; empty when not set. */
  readonly proxy: string;
  /** `http.noProxy`; when it has entries, `NO_PROXY` is not asked. */
  readonly noProxy: readonly string[];
  /** `http.systemCertificates`. */
  readonly systemCertificates: boolean;
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read from it, in either case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** No proxy, and the system's certificates. */
export const noProxySettings: ProxySettings = {
  support: 'off',
  proxy: '',
  noProxy: [],
  systemCertificates: true,
  environment: {},
};

/**
 * The proxy for an address, or `undefined` when it is reached directly. Decides as the editor does
 * for `fetch`: loopback, then the exceptions, then the setting, then the environment; the system's
 * own proxy configuration (PAC) is known to the editor alone.
 */
export function proxyFor(target: URL, settings: ProxySettings): URL | undefined {
  const { environment } = settings;
  if (settings.support === 'off' || isLoopback(target.hostname)) return undefined;
  const exceptions =
    settings.noProxy.length > 0
      ? settings.noProxy
      : (read(environment, 'no_proxy')?.split(',') ?? []);
  if (exceptions.some((exception) => covers(exception, target))) return undefined;
  return proxyUrl(settings.proxy) ?? proxyUrl(read(environment, 'https_proxy', 'http_proxy'));
}

function read(environment: ProxySettings['environment'], ...names: string[]): string | undefined {
  return names
    .flatMap((name) => [environment[name], environment[name.toUpperCase()]])
    .find((value) => value !== undefined && value.trim() !== '');
}

/** `*`, or a domain with all below it, perhaps with a port. */
function covers(exception: string, target: URL): boolean {
  const [name = '', port] = exception.trim().toLowerCase().split(':', 2);
  if (name === '*') return true;
  if (name === '') return false;
  const domain = name.startsWith('.') ? name : `.${name}`;
  return (
    `.${target.hostname}`.endsWith(domain) &&
    (port === undefined || port === String(portOf(target)))
  );
}

function proxyUrl(text: string | undefined): URL | undefined {
  const trimmed = text?.trim() ?? '';
  return trimmed.includes('://') ? (URL.parse(trimmed) ?? undefined) : undefined;
}
