import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { HttpReply } from '../../../net/http/http.ts';

export const isSuccess = ({ status }: Pick<HttpReply, 'status'>): boolean =>
  status >= 200 && status < 300;

/** The server behind a gateway may have acted before the gateway gave up. */
export const isGatewayFault = ({ status }: Pick<HttpReply, 'status'>): boolean =>
  status === 502 || status === 504;

/** The error for a change of which nobody knows whether it happened. */
export function answerLost(host: string, cause?: RegistryError): RegistryError {
  return new RegistryError('lost-answer', t('The answer from {0} was lost.', host), { cause });
}

/** What went wrong with a change: `lost-answer` wherever it may have happened all the same. */
export function mayHaveHappened(host: string, error: unknown): unknown {
  const lost: readonly string[] = ['lost-answer', 'timeout', 'protocol'];
  return error instanceof RegistryError && lost.includes(error.code)
    ? answerLost(host, error)
    : error;
}
