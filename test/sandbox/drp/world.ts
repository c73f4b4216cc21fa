import { createHash } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { LETTERS_AND_DIGITS } from '../random.ts';
import type { Random } from '../random.ts';

/** A right of a role or a token. */
export interface Claim {
  readonly scope: string;
  readonly action: string;
  readonly specific: string;
}

/** The members of an object by their names in JSON; which of them exist depends on the version. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object as the server keeps it; a change replaces its fields. */
export interface Stored {
  fields: Fields;
}

export class User implements Stored {
  fields: Fields;
  /** The password whose hash the user had when it was last set here. */
  #password = '';
  #hash = '';

  constructor(fields: Fields) {
    this.fields = fields;
  }

  get password(): string {
    return this.#password;
  }

  /** Tokens carry it; a change ends them. */
  get secret(): string {
    return String(this.fields['Secret']);
  }

  set secret(secret: string) {
    this.fields = { ...this.fields, Secret: secret };
  }

  get roles(): readonly string[] {
    return (this.fields['Roles'] ?? []) as readonly string[];
  }

  /** Sets the hash that belongs to a password, so that other hashes are told from it. */
  setPassword(password: string, salt: string): void {
    this.#password = password;
    this.#hash = createHash('sha256').update(salt).update(password).digest('base64');
    this.fields = { ...this.fields, PasswordHash: this.#hash };
  }

  accepts(password: string): boolean {
    return (
      this.#hash !== '' && this.fields['PasswordHash'] === this.#hash && password === this.#password
    );
  }
}

export class Role implements Stored {
  fields: Fields;

  constructor(fields: Fields) {
    this.fields = fields;
  }

  get claims(): readonly Claim[] {
    return this.fields['Claims'] as readonly Claim[];
  }
}

export class Tenant implements Stored {
  fields: Fields;

  constructor(fields: Fields) {
    this.fields = fields;
  }

  get users(): readonly string[] {
    return this.fields['Users'] as readonly string[];
  }

  /** Names of the members by type; a type without an entry is not restricted. */
  get members(): Readonly<Record<string, readonly string[]>> {
    return this.fields['Members'] as Readonly<Record<string, readonly string[]>>;
  }
}

/** What stands inside an encrypted token (docs/registries/drp.md §4). Times in whole seconds. */
export interface TokenContent {
  readonly user: string;
  readonly userSecret: string;
  readonly grantor: string;
  readonly grantorSecret: string;
  readonly claims: readonly Claim[];
  readonly roles: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** `baseTokenSecret` at the time: what it is encrypted and signed with. */
  readonly key: string;
}

export interface Machine {
  readonly uuid: string;
  readonly name: string;
}

/** Members that every stored object has when nothing was said of them. */
const COMMON: Fields = {
  Validated: true,
  Available: true,
  Errors: [],
  ReadOnly: false,
  Meta: {},
  Endpoint: '',
  Bundle: '',
  Description: '',
};

/** State of a sandbox DRP. Everything in it is invented. */
export class World {
  readonly users = new Map<string, User>();
  readonly roles = new Map<string, Role>();
  readonly tenants = new Map<string, Tenant>();
  readonly machines: Machine[] = [];
  readonly prefs = new Map<string, string>();
  /** Content of every token by its text: in place of encryption. */
  readonly tokens = new Map<string, TokenContent>();
  readonly random: Random;
  readonly clock: SandboxClock;

  constructor(random: Random, clock: SandboxClock) {
    this.random = random;
    this.clock = clock;
    for (const name of ['baseTokenSecret', 'systemGrantorSecret']) {
      this.prefs.set(name, random.text(32, LETTERS_AND_DIGITS));
    }
  }

  /** Adds a user that is taken as it is; without a password it gets an invented one. */
  addUser(
    name: string,
    roles: readonly string[],
    more: { readonly password?: string } & Fields = {},
  ): User {
    const { password = this.random.text(14, LETTERS_AND_DIGITS), ...fields } = more;
    const user = new User({
      ...COMMON,
      Name: name,
      Secret: this.newSecret(),
      Roles: roles,
      ...fields,
    });
    user.setPassword(password, this.newSecret());
    this.users.set(name, user);
    return user;
  }

  /** Claims are lines such as `machines get,list *`. */
  addRole(name: string, claims: readonly string[], more: Fields = {}): Role {
    const role = new Role({
      ...COMMON,
      Name: name,
      Claims: claims.map((line) => {
        const [scope = '', action = '', specific = ''] = line.split(' ');
        return { scope, action, specific };
      }),
      Documentation: '',
      ...more,
    });
    this.roles.set(name, role);
    return role;
  }

  /** A tenant that restricts its users to `members`, as `{ machines: [] }`. */
  addTenant(
    name: string,
    users: readonly string[],
    members: Readonly<Record<string, readonly string[]>>,
  ): Tenant {
    const tenant = new Tenant({
      ...COMMON,
      Name: name,
      Documentation: '',
      Users: users,
      Members: members,
    });
    this.tenants.set(name, tenant);
    return tenant;
  }

  newSecret(): string {
    return this.random.text(16, LETTERS_AND_DIGITS);
  }
}
