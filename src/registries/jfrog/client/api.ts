import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import { RestClient } from '../../shared/rest/rest-client.ts';
import { authorizationOf, opensAccess, secretOf } from '../connect/authorization.ts';
import { type CallMeaning, failure, notJfrog, refusedPassword } from './refusal.ts';

/**
 * JFrog's platform for one account. A sign-in that was refused is not sent again: repeated calls
 * with a dead token can lock the user (docs/registries/jfrog.md §1.2).
 */
export class JfrogApi extends RestClient<CallMeaning> {
  #refusal: { readonly secret: Secret; readonly error: RegistryError } | undefined;
  #skew = 0;

  /**
   * How far the server's clock is ahead of this machine's, in milliseconds, by its last `Date`
   * header; 0 when it is less than what a slow answer explains.
   */
  get skew(): number {
    return this.#skew;
  }

  /** This machine's time, which `localTime` tells by. */
  now(): number {
    return this.connection.clock.now();
  }

  /** An instant of the server, in seconds or milliseconds since the epoch, by this machine's clock. */
  localTime(serverTime: number): number {
    // Seconds by contract; one double in the wild has milliseconds (docs/registries/jfrog.md §2.3).
    return (serverTime > 1e11 ? serverTime : serverTime * 1000) - this.#skew;
  }

  override failure(reply: HttpReply, meaning?: CallMeaning): RegistryError {
    return failure(reply, this.host, meaning);
  }

  protected override notOurs(status: number): RegistryError {
    return notJfrog(this.host, status);
  }

  protected override unpromised(place: string): string {
    return t(
      '{0} answered something that JFrog does not promise: “{1}” is missing or not of its type.',
      this.host,
      place,
    );
  }

  protected override get headers(): Readonly<Record<string, string>> {
    return { accept: 'application/json, text/plain;q=0.9' };
  }

  protected override note({ headers }: HttpReply): void {
    const told = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(told)) return;
    const skew = told - this.now();
    this.#skew = Math.abs(skew) < 30_000 ? 0 : Math.round(skew / 1000) * 1000;
  }

  /**
   * What the account signs in with. Rejects with `sign-in-missing`; as the server did when it
   * refused it before; and with `unsupported` rather than to send it where it cannot count.
   */
  protected override async signIn(path: string): Promise<Authorization> {
    const authorization = await authorizationOf(this.connection);
    if (authorization === undefined) {
      const message = t('There is no sign-in for {0} on this machine.', this.host);
      throw new RegistryError('sign-in-missing', message);
    }
    if (this.#refusal?.secret.equals(secretOf(authorization)) === true) throw this.#refusal.error;
    if (path.startsWith('/access/') && !opensAccess(authorization)) {
      const message = t(
        'This is up to the platform’s Access service, which does not accept the account’s sign-in: that works for Artifactory alone.',
      );
      throw new RegistryError('unsupported', message, { repair: null });
    }
    return authorization;
  }

  protected override refused(
    reply: HttpReply,
    path: string,
    authorization: Authorization,
    meaning?: CallMeaning,
  ): RegistryError {
    const error =
      authorization.scheme === 'basic' && reply.status === 401
        ? refusedPassword(this.host)
        : this.failure(reply, meaning);
    // Artifactory refuses good tokens that are made for Access alone.
    const isFinal = path.startsWith('/access/') || !opensAccess(authorization);
    if (error.code === 'sign-in-expired' && isFinal) {
      this.#refusal = { secret: secretOf(authorization), error };
    }
    return error;
  }
}
