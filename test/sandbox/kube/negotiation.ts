import type { Reply } from '../http/message.ts';
import { NO_CACHE } from './status.ts';

/** Whether a client takes one of the representations that objects have. */
export const isAcceptable = (accept: string | undefined): boolean =>
  accept === undefined ||
  /(?:^|,)\s*(?:\*\/\*|application\/(?:\*|json|yaml|vnd\.kubernetes\.protobuf))/.test(accept);

export const notAcceptable = (): Reply => ({
  status: 406,
  headers: { 'Content-Type': 'application/json', ...NO_CACHE },
  body: JSON.stringify(
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        '406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf',
      reason: 'NotAcceptable',
      details: {},
      code: 406,
    },
    undefined,
    2,
  ),
});
