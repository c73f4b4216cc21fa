import type { Timer } from '../../../core/concurrency/timer.ts';
import type { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Authorization, HttpReply } from '../../../net/http/http.ts';
import type { Connection } from '../../contract/connection.ts';
import { RestClient } from '../../shared/rest/rest-client.ts';
import { type CallMeaning, failure, notDrp } from './refusal.ts';
import { Session } from './session.ts';

/**
 * DRP's server for one account. A call refused for a dead token is made once more with a new one,
 * a change as well: the refusal says that nothing was done.
 */
export class DrpApi extends RestClient<CallMeaning> {
  readonly session: Session;

  constructor(connection: Connection, timer?: Timer) {
    super(connection, timer);
    this.session = new Session(connection, this);
  }

  override failure(reply: HttpReply, meaning?: CallMeaning): RegistryError {
    return failure(reply, this.host, meaning);
  }

  protected override notOurs(status: number): RegistryError {
    return notDrp(this.host, status);
  }

  protected override unpromised(place: string): string {
    return t(
      '{0} answered something that Digital Rebar does not promise: “{1}” is missing or not of its type.',
      this.host,
      place,
    );
  }

  protected override signIn(_path: string, signal: AbortSignal): Promise<Authorization> {
    return this.session.authorization(signal);
  }

  protected override renewed(
    reply: HttpReply,
    refused: Authorization,
    signal: AbortSignal,
  ): Promise<Authorization | undefined> {
    return this.session.renew(reply, refused, signal);
  }
}
