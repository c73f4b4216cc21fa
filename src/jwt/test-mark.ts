import type { TokenObject } from './decoded.ts';
import { member } from './decoded.ts';

/** How the names of throw-away keys begin, by which a test token is known wherever it is shown. */
export const testKeyPrefix = 'registry-tokens-test-';

/** Whether a header names a throw-away key of ours, or pretends to. */
export function isTest({ values }: TokenObject): boolean {
  const keyId = member(values, 'kid');
  return typeof keyId === 'string' && keyId.startsWith(testKeyPrefix);
}
