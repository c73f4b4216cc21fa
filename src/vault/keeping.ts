import type { Account } from '../core/account.ts';
import type { Exclusive } from '../core/concurrency/exclusive.ts';
import type { SignIn } from '../core/sign-in.ts';
import type { SingleUse } from '../core/single-use.ts';
import type { IssuedToken, TokenRecord, TokenSecrets } from '../core/token.ts';
import type { Alone } from './alone.ts';
import type { Vault } from './vault.ts';

/** The part of the vault that belongs to one account, for actions that spend what is held. */
export class AccountKeeping {
  readonly exclusive: Exclusive;
  readonly singleUse: SingleUse;
  readonly #vault: Vault;
  readonly #account: Account;

  constructor(vault: Vault, account: Account, { exclusive, singleUse }: Alone) {
    this.#vault = vault;
    this.#account = account;
    this.exclusive = exclusive;
    this.singleUse = singleUse;
  }

  records(): readonly TokenRecord[] {
    return this.#vault.tokens.list(this.#account.id);
  }

  secrets(recordId: string): Promise<TokenSecrets | undefined> {
    return this.#vault.tokens.secrets(recordId);
  }

  /** Looks for secrets without a record, too: another window's record may not have come yet. */
  async successor(recordId: string): Promise<TokenRecord | undefined> {
    const { tokens } = this.#vault;
    const known = tokens.successor(recordId);
    if (known !== undefined) return known;
    await tokens.adopt();
    return tokens.successor(recordId);
  }

  /** Asks the secret store alone: plain storage may not know yet what another window has stored. */
  async held(recordId: string): Promise<TokenRecord | undefined> {
    const { tokens } = this.#vault;
    await tokens.adopt([recordId]);
    return (await tokens.held(recordId)) ? tokens.get(recordId) : undefined;
  }

  keep(issued: IssuedToken): Promise<void> {
    return this.#vault.tokens.keep(issued);
  }

  renewSignIn(former: SignIn, signIn: SignIn): Promise<boolean> {
    return this.#vault.renewSignIn(this.#account, former, signIn);
  }

  learn(option: string, value: string | undefined): Promise<void> {
    return this.#vault.learn(this.#account, option, value);
  }
}
