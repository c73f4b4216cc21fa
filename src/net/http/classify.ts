import type { CertificateFault } from '../../core/certificate.ts';
import { redact } from '../../core/redact.ts';
import { type FaultDetails, type FaultName, WireFault } from './fault.ts';

/** Codes of Node, OpenSSL and undici. `ETIMEDOUT` and `ECONNRESET` depend on the moment. */
const faults: Readonly<Record<string, FaultName>> = {
  ENOTFOUND: 'unknown-host',
  EAI_NONAME: 'unknown-host',
  EAI_NODATA: 'unknown-host',
  EAI_AGAIN: 'names-unavailable',
  EAI_FAIL: 'names-unavailable',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  ECONNRESET: 'dropped',
  ECONNABORTED: 'dropped',
  EPIPE: 'dropped',
  ETIMEDOUT: 'dropped',
  UND_ERR_SOCKET: 'dropped',
  UND_ERR_HEADERS_TIMEOUT: 'dropped',
  UND_ERR_BODY_TIMEOUT: 'dropped',
  UND_ERR_HEADERS_OVERFLOW: 'malformed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'malformed',
  EPROTO: 'not-tls',
};

const certificateFaults: Readonly<Record<string, CertificateFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  CERT_UNTRUSTED: 'unknown-authority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  HOSTNAME_MISMATCH: 'wrong-name',
  CERT_REVOKED: 'other',
  CERT_REJECTED: 'other',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  INVALID_CA: 'other',
  INVALID_PURPOSE: 'other',
  PATH_LENGTH_EXCEEDED: 'other',
};

/** Why a certificate was refused, by the code of the error; `undefined` for other errors. */
export function certificateFault(code: string): CertificateFault | undefined {
  return certificateFaults[code];
}

/** Tells a failure of either route apart. The innermost error that has a code decides. */
export function classify(error: unknown): WireFault {
  const chain = [...errorChain(error)];
  const known = chain.find((link) => link instanceof WireFault);
  if (known !== undefined) return known;
  const cause = plain(chain);
  const coded = chain.findLast((link) => codeOf(link) !== undefined);
  if (coded === undefined) return withoutCode(chain, cause);
  const code = codeOf(coded) ?? '';
  const reason = certificateFault(code);
  if (reason !== undefined) return new WireFault('certificate', { reason, cause });
  return (
    tunnelRefusal(chain, cause) ??
    new WireFault(faultOf(code, coded), { cause, ...contacted(coded) })
  );
}

/** Some errors of `fetch` say what they are in no other way than by name or text. */
function withoutCode(chain: readonly Error[], cause: Error | undefined): WireFault {
  const refusal = tunnelRefusal(chain, cause);
  if (refusal !== undefined) return refusal;
  if (chain.at(-1)?.message === 'bad port') return new WireFault('blocked-port');
  const malformed = chain.some((link) => link.name === 'HTTPParserError');
  return new WireFault(malformed ? 'malformed' : 'unexplained', { cause });
}

/** A proxy's answer other than 2xx, in the words of undici, which the editor borrows. */
function tunnelRefusal(chain: readonly Error[], cause: Error | undefined): WireFault | undefined {
  for (const link of chain) {
    const status = /^Proxy response \((\d{3})\)/.exec(link.message)?.[1];
    if (status !== undefined) {
      return new WireFault('proxy-refused', { status: Number(status), cause });
    }
  }
  return undefined;
}

function faultOf(code: string, error: Error): FaultName {
  if (code === 'ETIMEDOUT' && Reflect.get(error, 'syscall') === 'connect') {
    return 'connect-timeout';
  }
  if (code === 'ECONNRESET' && error.message.includes('before secure TLS connection')) {
    return 'not-tls';
  }
  if (code.startsWith('ERR_SSL_')) return code.includes('ALERT') ? 'tls-refused' : 'not-tls';
  if (/^(HPE_|Z_|ERR_INVALID_CHAR)/.test(code)) return 'malformed';
  return faults[code] ?? 'unexplained';
}

function contacted(error: Error): Pick<FaultDetails, 'contacted'> {
  const hostname: unknown = Reflect.get(error, 'hostname');
  const port: unknown = Reflect.get(error, 'port');
  if (typeof hostname === 'string') return { contacted: { hostname } };
  return typeof port === 'number' ? { contacted: { port } } : {};
}

/** From the outermost error inwards; of several attempts at one host, the first. */
function* errorChain(error: unknown): Generator<Error> {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at);) {
    seen.add(at);
    yield at;
    at =
      at instanceof AggregateError && at.errors.length > 0 ? (at.errors[0] as unknown) : at.cause;
  }
}

function codeOf(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

/**
 * What may be kept of a library's error: its text and code. The objects that hang on it (sockets,
 * raw replies, requests) could hold secrets.
 */
function plain(chain: readonly Error[]): Error | undefined {
  const inner = chain.at(-1);
  if (inner === undefined) return undefined;
  const code = codeOf(inner);
  return new Error(redact(code === undefined ? inner.message : `${inner.message} (${code})`));
}
