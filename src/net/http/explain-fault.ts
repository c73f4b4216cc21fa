import { type ErrorCode, type ErrorDetails, RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { environmentForgoesChecks } from '../tls/environment.ts';
import { explainCertificate } from '../tls/explain-certificate.ts';
import { nothingWasSent, type SocksRefusal, type WireFault } from './fault.ts';
import { bareHost, portOf } from './url.ts';

/** What a sentence about a failure needs to know of the request. */
export interface Circumstances {
  readonly target: URL;
  /** The proxy that the settings name for the target. */
  readonly proxy: URL | undefined;
  readonly changes: boolean;
  /** Whether the request may have left this machine. */
  readonly handedOver: boolean;
  /** Whether an answer has begun: then the server speaks what the address says. */
  readonly answered: boolean;
}

/** Says a failure of the wire as the error that a person sees. */
export function explain(fault: WireFault, where: Circumstances): RegistryError {
  const { code, message, ...details } = sentence(fault, where);
  const cause = fault.details.cause;
  return where.changes && where.handedOver && !nothingWasSent(fault)
    ? lostAnswer(message, { cause })
    : new RegistryError(code, message, { cause, ...details });
}

/** The error of a change whose answer never came. `what` is the sentence that says why. */
export function lostAnswer(what: string, details: ErrorDetails = {}): RegistryError {
  return new RegistryError(
    'lost-answer',
    `${what} ${t('The change may still have happened.')}`,
    details,
  );
}

type Said = Omit<ErrorDetails, 'cause'> & { readonly code: ErrorCode; readonly message: string };

function sentence(fault: WireFault, where: Circumstances): Said {
  const { host } = where.target;
  const { status, reason = 'other', certificate } = fault.details;
  const why = reasonOfNoConnection(fault);
  if (why !== undefined) {
    return isAtProxy(fault, where)
      ? { code: 'proxy', message: t('{0} cannot be reached: {1}.', proxyName(where), why) }
      : { code: 'unreachable', message: t('{0} cannot be reached: {1}.', host, why) };
  }
  switch (fault.fault) {
    case 'proxy-refused':
      return { code: 'proxy', message: proxyRefusal(status ?? 0, host, where) };
    case 'socks-refused':
      return { code: 'proxy', message: socksRefusal(fault.details.socks, host, where) };
    case 'proxy-unusable':
      return {
        code: 'proxy',
        message: t(
          '{0} is not an http, https or socks5 proxy; others cannot be used for an account that trusts a certificate of its own.',
          proxyName(where),
        ),
        repair: 'edit-account',
      };
    case 'certificate':
      if (fault.details.atProxy === true) {
        return {
          code: 'proxy',
          message: t(
            '{0} has a certificate that is not trusted on this machine.',
            proxyName(where),
          ),
        };
      }
      return {
        code: 'tls',
        message: withEnvironment(explainCertificate(host, reason, certificate)),
        ...(certificate === undefined ? { repair: 'edit-account' } : { certificate }),
      };
    case 'not-tls':
    case 'tls-refused':
      if (fault.details.atProxy === true) {
        return { code: 'proxy', message: t('{0} does not use TLS.', proxyName(where)) };
      }
      return fault.fault === 'not-tls'
        ? {
            code: 'tls',
            message: t(
              '{0} does not use TLS; perhaps the address should begin with http://, or the port is another.',
              host,
            ),
            repair: 'edit-account',
          }
        : {
            code: 'tls',
            message: t(
              '{0} refused the TLS handshake; it may ask for a client certificate, which cannot be given here.',
              host,
            ),
            repair: null,
          };
    case 'malformed':
      return {
        code: 'protocol',
        message: withScheme(t('What {0} answered is not valid HTTP.', host), where),
      };
    case 'too-long':
      return { code: 'protocol', message: t('The answer from {0} is too long to be read.', host) };
    case 'dropped':
      return fault.details.atProxy === true
        ? { code: 'proxy', message: t('{0} closed the connection.', proxyName(where)) }
        : {
            code: 'unreachable',
            message: withScheme(
              t('The connection to {0} broke before the answer was complete.', host),
              where,
            ),
          };
    default:
      return { code: 'unreachable', message: t('No connection to {0} could be made.', host) };
  }
}

/** A port that speaks TLS may answer plain HTTP with an alert of TLS, or by hanging up. */
const withScheme = (message: string, { target, answered }: Circumstances): string =>
  target.protocol === 'http:' && !answered
    ? `${message} ${t('Perhaps the address should begin with https://.')}`
    : message;

/** Whoever has the checks off in the environment would wonder why this fails all the same. */
const withEnvironment = (message: string): string =>
  environmentForgoesChecks()
    ? `${message} ${t('NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment of the editor is not followed here: trust the authority itself instead.')}`
    : message;

function reasonOfNoConnection(fault: WireFault): string | undefined {
  switch (fault.fault) {
    case 'unknown-host':
      return t('no host of this name is known');
    case 'names-unavailable':
      return t('names cannot be resolved at the moment, perhaps this machine is offline');
    case 'refused':
      return t('it refuses connections');
    case 'no-route':
      return t('the network has no route to it');
    case 'blocked-port':
      return t('no connections are made to this port, which is known for another service');
    case 'connect-timeout':
      return t('it did not take the connection in time');
    default:
      return undefined;
  }
}

function proxyRefusal(status: number, host: string, where: Circumstances): string {
  const proxy = proxyName(where);
  switch (status) {
    case 407:
      return t(
        '{0} asks for a user name and a password (407); put them in the address of the proxy, in the setting http.proxy.',
        proxy,
      );
    case 403:
      return t('{0} does not allow connections to {1} (403).', proxy, host);
    case 502:
    case 503:
    case 504:
      return t('{0} cannot reach {1} ({2}).', proxy, host, status);
    case 0:
      return t('{0} did not answer as a proxy does.', proxy);
    default:
      return t('{0} refused the connection to {1} ({2}).', proxy, host, status);
  }
}

function socksRefusal(why: SocksRefusal | undefined, host: string, where: Circumstances): string {
  const proxy = proxyName(where);
  switch (why) {
    case 'sign-in':
      return t('{0} asks for a user name and a password other than those in its address.', proxy);
    case 'not-allowed':
      return t('{0} does not allow connections to {1}.', proxy, host);
    case 'unreachable':
      return t('{0} cannot reach {1}.', proxy, host);
    default:
      return t('{0} did not open a connection to {1}.', proxy, host);
  }
}

/**
 * Whether a connection failed on the way to a proxy. The trusted route knows. Of the default route
 * only the error tells, since the editor may have found a proxy that no setting names.
 */
function isAtProxy({ fault, details }: WireFault, { target, proxy }: Circumstances): boolean {
  const { atProxy, contacted } = details;
  if (fault === 'blocked-port') return false;
  if (atProxy !== undefined) return atProxy;
  if (contacted?.hostname !== undefined) return contacted.hostname !== bareHost(target.hostname);
  if (contacted?.port === undefined) return proxy !== undefined;
  const isProxysPort = proxy !== undefined && contacted.port === portOf(proxy);
  return isProxysPort || contacted.port !== portOf(target);
}

/** Host and port, never the credentials. */
function proxyName({ proxy }: Circumstances): string {
  return proxy === undefined ? t('The proxy') : t('The proxy {0}', proxy.host);
}
