import type { TlsTrust } from '../../core/account.ts';
import { cancelled } from '../../core/concurrency/cancelled.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { OutsideText } from '../../core/outside-text.ts';
import { proxyFor, type ProxySettings } from '../proxy/proxy.ts';
import { environmentForgoesChecks } from '../tls/environment.ts';
import { readText } from './body.ts';
import { classify } from './classify.ts';
import { explain, lostAnswer } from './explain-fault.ts';
import { WireFault } from './fault.ts';
import { fetchRoute } from './fetch-route.ts';
import type { HttpClient, HttpReply } from './http.ts';
import { LedHere, notHere } from './not-here.ts';
import { wantsTls } from './plain-to-tls.ts';
import { prepare } from './prepare.ts';
import { mostRedirects, redirectOf } from './redirect.ts';
import { timeLimit } from './time-limit.ts';
import type { Route, WireRequest } from './wire.ts';

export interface HttpClientOptions {
  /** Trust beyond the machine's authorities; with it the connections are made by ourselves. */
  readonly tls?: TlsTrust;
  /** Read at each request, so that a change of the settings counts at once. */
  readonly proxy: () => ProxySettings;
  /** The person said yes to plain http off loopback. */
  readonly allowPlainHttp?: boolean;
  /** Time for requests that set no limit, in milliseconds; 30 000 when absent. Read like `proxy`. */
  readonly timeoutMs?: () => number;
}

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 64 * 1024 * 1024;

/** Makes the way to one account's server. It holds nothing that must be closed. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const route = chooseRoute(options);
  return {
    async send(request) {
      const prepared = prepare(request, options.allowPlainHttp ?? false);
      const { url, changes } = prepared;
      const timeoutMs = request.timeoutMs ?? options.timeoutMs?.() ?? defaultTimeoutMs;
      const limit = timeLimit(request.signal, timeoutMs);
      const interrupted = (mayHaveHappened: boolean) =>
        request.signal.aborted
          ? stopped(url, mayHaveHappened)
          : late(url, timeoutMs, mayHaveHappened);
      let handedOver = false;
      let answered = false;
      const wire: WireRequest = {
        ...prepared,
        signal: limit.signal,
        onHandOver: () => {
          handedOver = true;
        },
      };
      try {
        if (request.signal.aborted) throw interrupted(false);
        const sent = (signal: AbortSignal) =>
          exchange(route, { ...wire, signal }, request.maxBytes ?? defaultMaxBytes, () => {
            answered = true;
          });
        if (request.notHere !== true) return await sent(limit.signal);
        return await notHere(url, (led) => sent(AbortSignal.any([limit.signal, led])));
      } catch (error) {
        if (error instanceof RegistryError) throw error;
        if (error instanceof LedHere) throw ledHere(url);
        if (limit.signal.aborted) throw interrupted(changes && handedOver);
        const fault = await withCertificate(classify(error), wire, options);
        throw explain(fault, {
          target: url,
          proxy: proxyFor(url, options.proxy()),
          changes,
          handedOver,
          answered,
        });
      } finally {
        limit.clear();
      }
    },
  };
}

/**
 * The editor's `fetch`, or the route that makes its own connections: for an account with trust of
 * its own, and where the environment would have `fetch` check no certificate.
 */
function chooseRoute({ tls = {}, proxy }: HttpClientOptions): Route {
  const hasTrust = tls.ca !== undefined || tls.fingerprint256 !== undefined;
  const load = async () => (await import('./trusted-route.ts')).trustedRoute(tls, proxy);
  let trusted: Promise<Route> | undefined;
  return async (request) =>
    request.url.protocol === 'https:' && (hasTrust || environmentForgoesChecks())
      ? (await (trusted ??= load()))(request)
      : fetchRoute(request);
}

/** Sends a request, is led on within its origin, and reads the answer once it has begun. */
async function exchange(
  route: Route,
  wire: WireRequest,
  maxBytes: number,
  onAnswer: () => void,
): Promise<HttpReply> {
  let { url } = wire;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const reply = await route({ ...wire, url });
    onAnswer();
    const next = redirectOf(reply, url, wire.changes);
    if (next === undefined) {
      if (wire.changes && (reply.status === 502 || reply.status === 504)) {
        await reply.body?.cancel();
        throw gatewayLost(reply.status, url);
      }
      const text = await readText(reply.body, maxBytes);
      const refusal = wantsTls(reply.status, text, url);
      if (refusal !== undefined) throw refusal;
      const body = new OutsideText(text);
      return { status: reply.status, headers: reply.headers, body, url: url.href };
    }
    await reply.body?.cancel();
    url = next;
  }
  throw new RegistryError('protocol', t('{0} redirects in circles.', url.host));
}

/** Adds the certificate to a refusal of a route that does not tell it, if it can be looked at. */
async function withCertificate(
  fault: WireFault,
  wire: WireRequest,
  { tls = {}, proxy }: HttpClientOptions,
): Promise<WireFault> {
  const { details } = fault;
  if (fault.fault !== 'certificate' || details.certificate !== undefined || details.atProxy) {
    return fault;
  }
  try {
    const { inspectCertificate } = await import('../tls/inspect.ts');
    const seen = await inspectCertificate(wire.url, proxy(), tls, wire.signal);
    const certificate = seen && { ...seen, reason: details.reason ?? seen.reason };
    return certificate ? new WireFault('certificate', { ...details, certificate }) : fault;
  } catch (error) {
    // The look goes through the same proxy; when that is what is not trusted, this says it.
    const failure = classify(error);
    return failure.details.atProxy ? failure : fault;
  }
}

/** The person cancelled. */
function stopped(url: URL, mayHaveHappened: boolean): RegistryError {
  return mayHaveHappened
    ? lostAnswer(t('Cancelled when the request had already been sent to {0}.', url.host))
    : cancelled();
}

/** The time was over. */
function late(url: URL, timeoutMs: number, mayHaveHappened: boolean): RegistryError {
  const message = t('{0} did not answer within {1} seconds.', url.host, timeoutMs / 1000);
  return mayHaveHappened ? lostAnswer(message) : new RegistryError('timeout', message);
}

function ledHere(url: URL): RegistryError {
  return new RegistryError(
    'protocol',
    t('The name {0} leads to this machine, where nothing was asked.', url.host),
    { repair: null },
  );
}

function gatewayLost(status: number, url: URL): RegistryError {
  return lostAnswer(t('A gateway in front of {0} got no answer from it ({1}).', url.host, status), {
    status,
  });
}
