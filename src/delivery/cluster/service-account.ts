import { isObject } from '../../core/is-object.ts';
import { memberOf } from '../../core/values.ts';

/**
 * A service account with a pull secret for the pods that it starts; `undefined` when it has that
 * already. Everything else stays as it was read, the version included.
 */
export function withPullSecret(account: unknown, secret: string): object | undefined {
  const object = isObject(account) ? account : {};
  const before: unknown = object['imagePullSecrets'];
  const references = Array.isArray(before) ? (before as readonly unknown[]) : [];
  return references.some((reference) => memberOf(reference, 'name') === secret)
    ? undefined
    : { ...object, imagePullSecrets: [...references, { name: secret }] };
}
