import { type ErrorCode, RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';
import type { QuayApi } from '../client/api.ts';
import { readErrorBody } from '../client/error-body.ts';
import { noFederation } from '../client/meanings.ts';
import { fullName, type RobotName } from '../rows/names.ts';

/**
 * The error for a refused exchange (docs/registries/quay.md §2.3, §8.1). It is never about the account's
 * own sign-in, which the exchange does not use.
 */
export function exchangeFailure(reply: HttpReply, api: QuayApi, robot: RobotName): RegistryError {
  const { status } = reply;
  const name = fullName(robot);
  const body = readErrorBody(reply);
  const says = (code: ErrorCode, message: string) =>
    new RegistryError(code, message, { status, repair: null });
  if (status === 404 || status === 405) {
    return says('unsupported', noFederation(robot.namespace.kind));
  }
  if (status === 502 || status === 504) {
    return says('server', t('{0} cannot reach the token’s issuer.', api.host));
  }
  if (status === 500) {
    return says(
      'server',
      t(
        '{0} could not check the token: its issuer has no such key, answers with something else than its keys or is an http:// address, or the token is damaged.',
        api.host,
      ),
    );
  }
  if (status !== 400 && status !== 401) return api.failure(reply);
  if (/^could not find robot|^invalid robot/i.test(body.words)) {
    return says('not-found', t('There is no robot {0}; it may have been deleted.', name));
  }
  if (/federated login configured/i.test(body.words)) {
    return says('invalid-input', t('{0} trusts no issuer yet: add one first.', name));
  }
  if (/not configured for this robot/i.test(body.words)) {
    return says('invalid-input', t('{0} does not trust the token’s issuer.', name));
  }
  if (/does not match robot/i.test(body.words)) {
    return says('invalid-input', t('{0} does not trust the token’s subject.', name));
  }
  return says(
    'invalid-input',
    body.words === ''
      ? t('{0} refused the token.', api.host)
      : t('{0} refused the token: {1}', api.host, body.words),
  );
}
