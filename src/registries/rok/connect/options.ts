import type { Account } from '../../../core/account.ts';
import type { ServiceTarget } from '../../../net/kube/kubernetes.ts';

/** Namespace and service of a Rok as it is installed (docs/registries/rok.md §3). */
export const usual = { namespace: 'rok-registry', service: 'rok-registry' } as const;

/** What is learned for an account and kept among its options; editing it begins anew. */
export const learned = { uuid: 'uuid' } as const;

/** What an account of this kind keeps in `Account.options`. */
export interface RokOptions extends ServiceTarget {
  /** The own user name, or a UUID where several accounts have that name. */
  readonly user: string;
}

export function readOptions({
  options,
  userName,
}: Pick<Account, 'options' | 'userName'>): RokOptions {
  return {
    context: options['context'] ?? '',
    namespace: options['namespace'] ?? usual.namespace,
    service: options['service'] ?? usual.service,
    user: options['user'] ?? userName,
  };
}
