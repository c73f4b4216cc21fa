import { isObject } from '../../../core/is-object.ts';
import { excerpt, OutsideText } from '../../../core/outside-text.ts';

/** How the error channel says that a command ended: an exit code, or why there is none. */
export type ExecStatus = { readonly exitCode: number } | { readonly failure: string };

/**
 * Reads the `Status` of the error channel (docs/registries/rok.md §3); `undefined` when it is
 * incomplete.
 */
export function readStatus(text: string): ExecStatus | undefined {
  let status: unknown;
  try {
    status = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(status)) return undefined;
  if (status['status'] === 'Success') return { exitCode: 0 };
  const { reason, message, details } = status;
  if (reason === 'NonZeroExitCode' && isObject(details) && Array.isArray(details['causes'])) {
    const cause = details['causes']
      .filter(isObject)
      .find((entry) => entry['reason'] === 'ExitCode');
    const exitCode = Number(cause?.['message']);
    if (Number.isInteger(exitCode)) return { exitCode };
  }
  return { failure: excerpt(new OutsideText(message), 500) };
}
