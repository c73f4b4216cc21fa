import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';

/** What Go, nginx, Apache and Tomcat answer with 400 to plain HTTP on a port that speaks TLS. */
const refusals =
  /HTTP request to an HTTPS server|HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled|requires TLS/i;

/** Longer answers say something else. */
const longest = 4096;

/** The error for a server that was spoken to in plain HTTP and wants TLS; `undefined` for others. */
export function wantsTls(status: number, body: string, url: URL): RegistryError | undefined {
  if (url.protocol !== 'http:' || status !== 400 || body.length > longest) return undefined;
  if (!refusals.test(body)) return undefined;
  return new RegistryError(
    'protocol',
    t('{0} uses TLS: its address begins with https://.', url.host),
    { status },
  );
}
