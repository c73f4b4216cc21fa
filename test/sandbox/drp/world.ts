import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS } from '../random.ts';
import type { Random } from '../random.ts';

/** The things a DRP stores. */
export interface Claim {
  readonly scope: string;
  readonly action: string;
  readonly specific: string;
}

export interface User {
  readonly name: string;
  description: string;
  password: string;
  /** Tokens carry it; a change ends them. */
  secret: string;
  roles: readonly string[];
  meta: Readonly<Record<string, string>>;
}

export interface Role {
  readonly name: string;
  description: string;
  claims: readonly Claim[];
  readonly readOnly: boolean;
}

/**
 * What stands inside an encrypted token (docs/registries/drp.md §4). Times in milliseconds since
 * the epoch.
 */
export interface TokenContent {
  readonly user: string;
  readonly userSecret: string;
  readonly grantor: string;
  readonly grantorSecret: string;
  readonly claims: readonly Claim[];
  readonly roles: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface Machine {
  readonly uuid: string;
  readonly name: string;
}

/** State of a sandbox DRP. Everything in it is invented. */
export class World {
  readonly users = new Map<string, User>();
  readonly roles = new Map<string, Role>();
  readonly machines: Machine[] = [];
  /** Content of every token by its text: in place of encryption. */
  readonly tokens = new Map<string, TokenContent>();
  readonly random: Random;
  readonly clock: SandboxClock;

  constructor(random: Random, clock: SandboxClock) {
    this.random = random;
    this.clock = clock;
  }

  addUser(name: string, roles: readonly string[], more: Partial<User> = {}): User {
    const user: User = {
      name,
      description: '',
      password: this.random.text(14, LETTERS_AND_DIGITS),
      secret: this.newSecret(),
      meta: {},
      ...more,
      roles,
    };
    this.users.set(name, user);
    return user;
  }

  /** Claims are lines such as `machines get,list *`. */
  addRole(name: string, claims: readonly string[], readOnly = false): Role {
    const role: Role = {
      name,
      description: `The role ${name} of the sandbox`,
      readOnly,
      claims: claims.map((line) => {
        const [scope = '', action = '', specific = ''] = line.split(' ');
        return { scope, action, specific };
      }),
    };
    this.roles.set(name, role);
    return role;
  }

  newSecret(): string {
    return this.random.text(16, LETTERS_AND_DIGITS);
  }
}
