import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS } from '../random.ts';
import type { Random } from '../random.ts';
import type { AccessClaims, RootKey } from './keys.ts';
import type { JfrogProject, JfrogRepository, JfrogToken, JfrogUser, TokenSeed } from './model.ts';
import { isLegacy } from './settings.ts';
import type { JfrogSettings } from './settings.ts';

/** Users, groups, projects and tokens of the sandbox's JFrog. */
export class World {
  /** `jfac@…`, as in subjects and issuers. */
  readonly serviceId = 'jfac@01hq7t5kfz3m9w2xbn8cvd4e6r';
  /** `jfrt@…`, in the tokens of the legacy API. */
  readonly artifactoryId = 'jfrt@01hq7t5kfz0a1b2c3d4e5f6g7h';
  readonly users = new Map<string, JfrogUser>();
  readonly groups: string[] = [];
  readonly projects: JfrogProject[] = [];
  readonly repositories: JfrogRepository[] = [];
  readonly tokens = new Map<string, JfrogToken>();
  readonly byReference = new Map<string, JfrogToken>();
  readonly byRefresh = new Map<string, JfrogToken>();
  /** Browser logins by session, with the polls left before somebody confirms. */
  readonly logins = new Map<string, { polls: number }>();
  /** Pairing tokens that were used, or not yet. */
  readonly pairings = new Map<string, { useCase: string; until: number; isUsed: boolean }>();
  readonly random: Random;
  readonly clock: SandboxClock;
  readonly #key: RootKey;
  readonly #settings: JfrogSettings;

  constructor(random: Random, clock: SandboxClock, key: RootKey, settings: JfrogSettings) {
    this.random = random;
    this.clock = clock;
    this.#key = key;
    this.#settings = settings;
  }

  /** Seconds since the epoch. */
  get seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  addUser(name: string, options: Partial<Omit<JfrogUser, 'name'>> = {}): JfrogUser {
    const user: JfrogUser = {
      name,
      password: this.random.text(16, LETTERS_AND_DIGITS),
      isAdmin: false,
      status: 'enabled',
      realm: 'internal',
      groups: [],
      ...options,
    };
    this.users.set(name, user);
    return user;
  }

  /** Makes a token; one with a reference token or a refresh token is found by these as well. */
  issue(seed: TokenSeed): JfrogToken {
    const username = seed.username.toLowerCase();
    const issuedAt = seed.issuedAt ?? this.seconds;
    const legacy = seed.legacy ?? isLegacy(this.#settings);
    const issuer = legacy ? this.artifactoryId : this.serviceId;
    const token: JfrogToken = {
      id: this.random.uuid(),
      username,
      subject: `${issuer}/users/${username}`,
      issuer,
      scope: seed.scope ?? (legacy ? 'api:* member-of-groups:*' : 'applied-permissions/user'),
      audience: seed.audience ?? (legacy ? this.artifactoryId : '*@*'),
      issuedAt,
      ...(seed.lifetime === undefined ? {} : { expiry: issuedAt + seed.lifetime }),
      ...(seed.description === undefined || legacy ? {} : { description: seed.description }),
      ...(seed.project === undefined ? {} : { project: seed.project }),
      ...(seed.lastUsed === undefined ? {} : { lastUsed: seed.lastUsed }),
      forceRevocable: seed.forceRevocable ?? false,
      isRefreshable: seed.refreshable ?? false,
      isRevoked: false,
    };
    if (token.isRefreshable) {
      token.refresh = this.random.uuid();
      this.byRefresh.set(token.refresh, token);
    }
    if (seed.withReference === true && !legacy) {
      token.reference = this.#reference(token.expiry);
      this.byReference.set(token.reference, token);
    }
    this.tokens.set(token.id, token);
    return token;
  }

  /** The JWT of a token; made each time, since the key signs the same way. */
  jwt(token: JfrogToken): string {
    const { audience } = token;
    const claims: AccessClaims = {
      sub: token.subject,
      scp: token.scope,
      aud: this.#settings.audienceAsArray ? audience.split(' ') : audience,
      iss: token.issuer,
      iat: token.issuedAt,
      ...(token.expiry === undefined ? {} : { exp: token.expiry }),
      jti: token.id,
      ...(token.forceRevocable ? { ext: JSON.stringify({ revocable: 'true' }) } : {}),
    };
    return this.#key.sign(claims);
  }

  /** Whether the server stores and lists a token (docs/registries/jfrog.md §4.1). */
  isPersisted(token: JfrogToken): boolean {
    const { persistentThreshold } = this.#settings;
    const lifetime = lifetimeOf(token);
    return (
      token.isRefreshable ||
      token.forceRevocable ||
      persistentThreshold <= 0 ||
      lifetime === undefined ||
      lifetime >= persistentThreshold
    );
  }

  isRevocable(token: JfrogToken): boolean {
    const { revocableThreshold } = this.#settings;
    const lifetime = lifetimeOf(token);
    if (lifetime === undefined || token.forceRevocable || token.isRefreshable) return true;
    return revocableThreshold >= 0 && lifetime >= revocableThreshold;
  }

  isExpired(token: JfrogToken): boolean {
    return token.expiry !== undefined && token.expiry <= this.seconds;
  }

  revoke(token: JfrogToken): void {
    token.isRevoked = true;
    if (token.refresh !== undefined) this.byRefresh.delete(token.refresh);
  }

  /**
   * `reftkn:01:<ten digits>:<27 characters>` in base64: 64 characters
   * (docs/registries/jfrog.md §3.2).
   */
  #reference(expiry: number | undefined): string {
    const end = String(expiry ?? 0).padStart(10, '0');
    const random = this.random.text(27, LETTERS_AND_DIGITS);
    return Buffer.from(`reftkn:01:${end}:${random}`).toString('base64');
  }
}

export const lifetimeOf = (token: JfrogToken): number | undefined =>
  token.expiry === undefined ? undefined : token.expiry - token.issuedAt;
