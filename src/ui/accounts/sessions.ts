import type { Account } from '../../core/account.ts';
import type { Clock } from '../../core/clock.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { HttpClient } from '../../net/http/http.ts';
import type { KubeObjects, Kubernetes } from '../../net/kube/kubernetes.ts';
import type { Connection } from '../../registries/contract/connection.ts';
import type { Keeping } from '../../registries/contract/keeping.ts';
import type { Adapter, Registry } from '../../registries/contract/registry.ts';
import { findKind } from '../../registries/kinds.ts';
import type { Alone } from '../../vault/alone.ts';
import type { Vault } from '../../vault/vault.ts';

/** Makes the HTTP client for an account; the network code is loaded on the first call. */
export type MakeHttp = (account: Pick<Account, 'tls' | 'allowPlainHttp'>) => Promise<HttpClient>;

/** Opens the registries of accounts on first use and keeps them while nothing about them changes. */
export class Sessions {
  readonly #vault: Vault;
  readonly #makeHttp: MakeHttp;
  readonly #clock: Clock;
  readonly #loadAlone: () => Promise<Alone>;
  readonly #loadKubernetes: () => Promise<Kubernetes & KubeObjects>;
  #kubernetes: Promise<Kubernetes & KubeObjects> | undefined;
  readonly #open = new Map<string, Promise<Registry>>();

  constructor(
    vault: Vault,
    makeHttp: MakeHttp,
    clock: Clock,
    loadAlone: () => Promise<Alone>,
    loadKubernetes: () => Promise<Kubernetes & KubeObjects>,
  ) {
    this.#vault = vault;
    this.#makeHttp = makeHttp;
    this.#clock = clock;
    this.#loadAlone = loadAlone;
    this.#loadKubernetes = loadKubernetes;
  }

  async registry(account: Account): Promise<Registry> {
    const known = this.#open.get(account.id);
    if (known !== undefined) return known;
    const opening = this.#openRegistry(account);
    this.#open.set(account.id, opening);
    try {
      return await opening;
    } catch (error) {
      // A failure is not kept: the next attempt starts afresh.
      this.#open.delete(account.id);
      throw error;
    }
  }

  /** A connection for an account; `signIn` gives one that is not stored yet. */
  async connection(account: Account, signIn?: () => SignIn): Promise<Connection> {
    return {
      account,
      http: await this.#makeHttp(account),
      clock: this.#clock,
      machine: async () => (await import('./machine.ts')).machine,
      checkouts: async () => (await import('../editor/checkouts.ts')).checkouts(),
      kubernetes: () => this.kubernetes(),
      ...(signIn === undefined
        ? {
            signIn: () => this.#vault.signIns.get(account),
            keeping: await this.#keeping(account),
          }
        : { signIn: () => Promise.resolve(signIn()) }),
    };
  }

  async #keeping(account: Account): Promise<Keeping> {
    const { AccountKeeping } = await import('../../vault/keeping.ts');
    return new AccountKeeping(this.#vault, account, await this.#loadAlone());
  }

  /** A client for what anybody may read, such as public keys: it belongs to no account. */
  http(): Promise<HttpClient> {
    return this.#makeHttp({});
  }

  /** The clusters of this machine's kubeconfig; they belong to no account. */
  kubernetes(): Promise<Kubernetes & KubeObjects> {
    return (this.#kubernetes ??= this.#loadKubernetes());
  }

  /** Forgets what was learned of an account's registry: its address, trust or sign-in changed. */
  drop(accountId: string): void {
    this.#open.delete(accountId);
  }

  /** As `drop`, for all accounts: the network settings changed. */
  dropAll(): void {
    this.#open.clear();
  }

  async #openRegistry(account: Account): Promise<Registry> {
    const adapter = await loadAdapter(account.kind);
    // A row may hold the account as it was before its address or trust was edited.
    const current = this.#vault.accounts.get(account.id) ?? account;
    return adapter.open(await this.connection(current));
  }
}

/** Loads a kind. Rejects with `unsupported` for one that this version does not know. */
export async function loadAdapter(kind: string): Promise<Adapter> {
  const entry = findKind(kind);
  if (entry === undefined) {
    throw new RegistryError(
      'unsupported',
      t('This version of Registry Tokens does not know registries of the kind “{0}”.', kind),
    );
  }
  return entry.load();
}
