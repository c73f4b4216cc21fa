import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import { Secret } from '../../../core/secret.ts';
import { joinUrl } from '../../../net/url.ts';
import { object, string } from '../../reply/wire.ts';
import type { JfrogApi } from '../transport/api.ts';
import { parseVersion, type Version } from '../version.ts';

/** What a pairing is for, as `service/use case` (contract §2.8). */
export interface UseCase {
  readonly service: string;
  readonly name: string;
}

/** The platform as a whole: its version, its root certificate, its pairings (contract §2.8). */
export class PlatformClient {
  readonly #api: JfrogApi;

  constructor(api: JfrogApi) {
    this.#api = api;
  }

  /** `undefined` when the server does not tell: it is taken for a new one then. */
  async version(signal: AbortSignal): Promise<Version | undefined> {
    try {
      return await this.#api.get(
        '/artifactory/api/system/version',
        (json) => parseVersion(string(object(json, 'body')['version'], 'version')),
        {},
        signal,
      );
    } catch (error) {
      const silent: readonly string[] = ['forbidden', 'not-found', 'protocol', 'sign-in-expired'];
      if (error instanceof RegistryError && silent.includes(error.code)) return undefined;
      throw error;
    }
  }

  /** The root certificate in DER; `undefined` for those who may not read it: only admins may. */
  async rootCertificate(signal: AbortSignal): Promise<Buffer | undefined> {
    try {
      const { body } = await this.#api.getReply('/access/api/v1/cert/root', {}, signal);
      const text = body.replace(/-----[A-Z ]+-----|\s+/g, '');
      return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
    } catch (error) {
      const closed: readonly string[] = ['forbidden', 'not-found', 'protocol'];
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
        read: (json) => new Secret(string(object(json, 'body')['pairing_token'], 'pairing_token')),
        meaning: {
          forbidden: () => t('Only admins may request a pairing token.'),
          missing: () => t('The server knows no pairing for “{0}”.', `${service}/${name}`),
        },
      },
      signal,
    );
  }
}
