import type { Secret } from '../../../core/secret.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import type { Login } from '../../docker/helper.ts';
import type { Facts, PlaceKind } from '../../places/place.ts';

/** A login that a program of this machine, or a cluster, keeps. */
export interface StoredLogin {
  /** Names the login among all others, for as long as what keeps it is not written. */
  readonly id: string;
  /** The host, with the path on it where there is one; a name where the file tells no host. */
  readonly host: string;
  /** Absent for a token that goes without a name. */
  readonly userName?: string;
  /** Absent where it is not in the file. */
  readonly secret?: Secret;
  /** Where the secret is, or what is done to it, in a phrase; when it is not in the file. */
  readonly elsewhere?: string;
  /** Gets what is kept elsewhere. Rejects with `RegistryError`. */
  readonly fetch?: (signal: AbortSignal) => Promise<Pick<Login, 'user' | 'secret'>>;
  /** An image registry takes it, by its `/v2/`. */
  readonly isForImages?: boolean;
  /** The address that takes the login, where it is no image registry. */
  readonly url?: string;
  /** Where the address stands that the file does not tell, in a sentence. */
  readonly addressHint?: string;
  /** The file, or the Secret of a cluster. */
  readonly place: string;
  /** As what a token of ours is remembered that was written there. */
  readonly remembered: { readonly kind: PlaceKind; readonly facts: Facts };
  /** Others than its owner may read the file. */
  readonly isOpen?: boolean;
  /** Writes another login in its place; absent where this cannot be done. Rejects as `remove`. */
  readonly put?: (user: string, secret: Secret, signal: AbortSignal) => Promise<void>;
  /**
   * Takes it out, and nothing else; absent where this cannot be done. Rejects with `RegistryError`:
   * `conflict` when the login is no longer as it was found.
   */
  readonly remove?: (signal: AbortSignal) => Promise<void>;
}

/** What was found of one tool, and sentences about what could not be read. */
export interface Found {
  readonly logins: readonly StoredLogin[];
  readonly faults: readonly string[];
}

/** A program, or several that share their files, and the logins it keeps for this user. */
export interface LoginTool {
  readonly id: string;
  /** The programs, as a person knows them. */
  readonly name: () => string;
  /** Looks into its files and runs nothing. Does not reject. */
  readonly find: (environment: DockerEnvironment) => Promise<Found>;
}
