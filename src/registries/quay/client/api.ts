import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import { RestClient } from '../../shared/rest/rest-client.ts';
import { type CallMeaning, failure, notQuay } from './refusal.ts';

/** Quay's server for one account. It gives no `Retry-After` (docs/registries/quay.md §4). */
export class QuayApi extends RestClient<CallMeaning> {
  override failure(reply: HttpReply, meaning?: CallMeaning): RegistryError {
    return failure(reply, this.host, meaning);
  }

  protected override notOurs(status: number): RegistryError {
    return notQuay(this.host, status);
  }

  protected override unpromised(place: string): string {
    return t(
      '{0} answered something that Quay does not promise: “{1}” is missing or not of its type.',
      this.host,
      place,
    );
  }

  /** Spares us from being taken for a browser, whatever the User-Agent (docs/registries/quay.md §1.1). */
  protected override get headers(): Readonly<Record<string, string>> {
    return { ...super.headers, 'x-requested-with': 'XMLHttpRequest' };
  }

  /** The account's API token. Rejects with `sign-in-missing`. */
  protected override async signIn(): Promise<Authorization> {
    const { token } = await this.connection.signIn();
    if (token === undefined) {
      const message = t('There is no API token for {0} on this machine.', this.host);
      throw new RegistryError('sign-in-missing', message);
    }
    return { scheme: 'bearer', token };
  }
}
