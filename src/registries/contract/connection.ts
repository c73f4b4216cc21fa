import type { Account } from '../../core/account.ts';
import type { Clock } from '../../core/clock.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { HttpClient } from '../../net/http/http.ts';
import type { Kubernetes } from '../../net/kube/kubernetes.ts';
import type { Checkout } from './checkout.ts';
import type { Keeping } from './keeping.ts';
import type { Machine } from './machine.ts';

/** What an adapter needs to work for an account: who, through what, with which sign-in. */
export interface Connection {
  readonly account: Account;
  /** Obeys the account's trust and the editor's proxy settings. */
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Reads the sign-in when it is needed. Rejects with `sign-in-missing` when there is none. */
  signIn(): Promise<SignIn>;
  /** What this machine keeps for the account; absent as long as the account is not saved. */
  readonly keeping?: Keeping;
  /** The clusters of this machine's kubeconfig, loaded on first use; absent where none are meant. */
  readonly kubernetes?: () => Promise<Kubernetes>;
  /** What other tools on this machine are set up with; absent where none is meant. */
  readonly machine?: () => Promise<Machine>;
  /** The checkouts of git in the workspace; none as long as that is not trusted. */
  readonly checkouts?: () => Promise<readonly Checkout[]>;
}
