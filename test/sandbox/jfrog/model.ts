export interface JfrogUser {
  readonly name: string;
  readonly password: string;
  readonly isAdmin: boolean;
  readonly status: 'enabled' | 'disabled' | 'invited' | 'locked';
  readonly realm: string;
  readonly groups: readonly string[];
}

export interface JfrogRepository {
  readonly key: string;
  readonly type: 'LOCAL' | 'REMOTE' | 'VIRTUAL' | 'FEDERATED';
  /** As the server writes it in lists: with a capital. */
  readonly packageType: string;
  readonly description?: string;
}

export interface JfrogProject {
  readonly key: string;
  readonly displayName: string;
  readonly roles: readonly string[];
}

/** A token as the server remembers it. Times are seconds since the epoch. */
export interface JfrogToken {
  readonly id: string;
  /** Lower case; not necessarily a user of the platform. */
  readonly username: string;
  readonly subject: string;
  readonly issuer: string;
  readonly scope: string;
  readonly audience: string;
  readonly issuedAt: number;
  /** Absent: never ends. */
  readonly expiry?: number;
  readonly description?: string;
  readonly project?: string;
  readonly forceRevocable: boolean;
  readonly isRefreshable: boolean;
  refresh?: string;
  reference?: string;
  lastUsed?: number;
  isRevoked: boolean;
}

/** What is asked for when a token is made. */
export interface TokenSeed {
  readonly username: string;
  readonly scope?: string;
  readonly audience?: string;
  /** Seconds; absent: never ends. */
  readonly lifetime?: number;
  readonly issuedAt?: number;
  readonly description?: string;
  readonly project?: string;
  readonly forceRevocable?: boolean;
  readonly refreshable?: boolean;
  readonly withReference?: boolean;
  readonly lastUsed?: number;
  /**
   * Made by the legacy API (docs/registries/jfrog.md §2.8); all are, on a release that has no
   * other.
   */
  readonly legacy?: boolean;
}
