import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import { joinUrl } from '../../../net/http/url.ts';
import { skewOf } from '../../contract/key-source.ts';
import { object, objectIn, string, token, WireError } from '../../shared/rest/wire.ts';
import type { JfrogApi } from './api.ts';
import { type CallMeaning, refusedPassword } from './refusal.ts';
import { parseVersion, type Version } from './version.ts';

/** What a pairing is for, as `service/use case` (docs/registries/jfrog.md §2.8). */
export interface UseCase {
  readonly service: string;
  readonly name: string;
}

/** What every token of the platform is signed with. */
export interface RootCertificate {
  readonly der: Buffer;
  /** Milliseconds. */
  readonly skew?: number;
}

/**
 * The platform as a whole: its version, its root certificate, its pairings
 * (docs/registries/jfrog.md §2.8).
 */
export class PlatformClient {
  readonly #api: JfrogApi;

  constructor(api: JfrogApi) {
    this.#api = api;
  }

  /** `undefined` when the server does not tell: it is taken for a new one then. */
  async version(signal: AbortSignal): Promise<Version | undefined> {
    try {
      return await this.signedInVersion(signal);
    } catch (error) {
      const silent: readonly string[] = ['forbidden', 'not-found', 'protocol', 'sign-in-expired'];
      if (error instanceof RegistryError && silent.includes(error.code)) return undefined;
      throw error;
    }
  }

  /** The version, told to those who are signed in; rejects with `sign-in-expired` for others. */
  signedInVersion(signal: AbortSignal): Promise<Version | undefined> {
    return this.#api.get(versionPath, readVersion, {}, signal);
  }

  /**
   * The version as somebody is told it who has no token yet. Rejects with `sign-in-expired` when
   * user or password are wrong: they are not to be tried again.
   */
  async versionFor(
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<Version | undefined> {
    const reply = await this.#api.fetch(versionPath, signal, authorization);
    if (reply.status === 401) throw refusedPassword(this.#api.host);
    return reply.status === 200 ? this.#api.read(reply, readVersion) : undefined;
  }

  /** `jfrt@…` of Artifactory, which it tells to admins alone; `undefined` for others. */
  async serviceId(authorization: Authorization, signal: AbortSignal): Promise<string | undefined> {
    return readServiceId(await this.#api.fetch(serviceIdPath, signal, authorization));
  }

  /** Whether Artifactory tells its id, as to admins alone; `undefined` when it takes no such token. */
  async tellsServiceId(
    authorization: Authorization,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const reply = await this.#api.fetch(serviceIdPath, signal, authorization);
    if (readServiceId(reply) !== undefined) return true;
    return reply.status === 403 ? false : undefined;
  }

  /** Whether Access tells a page of users. */
  async tellsUsers(authorization: Authorization, signal: AbortSignal): Promise<boolean> {
    const path = '/access/api/v2/users?limit=1';
    const { status, body } = await this.#api.fetch(path, signal, authorization);
    return status === 200 && Array.isArray(body.read(objectIn)?.['users']);
  }

  /**
   * The root certificate, and how far the server's clock is ahead where it told its time. Rejects
   * with `forbidden` for those who may not read it, `not-found` before 7.12.
   */
  async certificate(signal: AbortSignal): Promise<RootCertificate> {
    const reply = await this.#api.getReply('/access/api/v1/cert/root', certificateReading, signal);
    const skew = skewOf(reply, this.#api.now());
    try {
      return {
        der: await reply.body.read(readCertificate),
        ...(skew === undefined ? {} : { skew }),
      };
    } catch (error) {
      throw this.#api.asProtocol(error, reply.status);
    }
  }

  /** The root certificate in DER; `undefined` for those who may not read it. */
  async rootCertificate(signal: AbortSignal): Promise<Buffer | undefined> {
    try {
      return (await this.certificate(signal)).der;
    } catch (error) {
      const closed: readonly string[] = ['forbidden', 'not-found', 'protocol', 'unsupported'];
      if (error instanceof RegistryError && closed.includes(error.code)) return undefined;
      throw error;
    }
  }

  /** A token that another platform redeems within five minutes, once. */
  pair({ service, name }: UseCase, signal: AbortSignal): Promise<Secret> {
    return this.#api.change(
      {
        method: 'POST',
        path: joinUrl('', [service, 'api', 'v1', 'service_trust', 'pairing', name]),
        read: (json) => token(object(json, 'body')['pairing_token'], 'pairing_token'),
        meaning: {
          forbidden: () => t('Only admins may request a pairing token.'),
          missing: () => t('The server knows no pairing for “{0}”.', `${service}/${name}`),
        },
      },
      signal,
    );
  }
}

const serviceIdPath = '/artifactory/api/system/service_id';

/** Text; what answers otherwise is somebody else. */
const readServiceId = ({ status, body }: HttpReply): string | undefined =>
  status === 200
    ? body.read((text) => ({ id: /^jfrt@\S{1,100}$/.exec(text.trim())?.[0] })).id
    : undefined;

const versionPath = '/artifactory/api/system/version';

const readVersion = (json: unknown): Version | undefined =>
  parseVersion(string(object(json, 'body')['version'], 'version'));

const certificateReading: CallMeaning = {
  forbidden: () => t('Your sign-in may not read the platform’s root certificate; an admin’s may.'),
  missing: () => t('The server does not show its root certificate. JFrog does since 7.12.'),
};

/** One line of base64 by contract; PEM is taken, too. Throws `WireError`. */
async function readCertificate(body: string): Promise<Buffer> {
  const text = body.replace(/-----[A-Z ]+-----|\s+/g, '');
  const der = Buffer.from(text, 'base64');
  const { X509Certificate } = await import('node:crypto');
  try {
    return new X509Certificate(der).raw;
  } catch {
    throw new WireError('certificate');
  }
}
