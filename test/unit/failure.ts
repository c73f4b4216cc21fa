import assert from 'node:assert/strict';
import { RegistryError } from '../../src/core/errors.ts';
import type { ErrorCode } from '../../src/core/errors.ts';

/** The error of a promise that must fail with a code. */
export async function failure(promise: Promise<unknown>, code: ErrorCode): Promise<RegistryError> {
  const error: unknown = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  assert(error instanceof RegistryError, String(error));
  assert.equal(error.code, code, error.message);
  return error;
}
