import type { GitRemote } from '../../core/git-remote.ts';

/** A checkout of git in the workspace, by where it comes from. */
export interface Checkout {
  /** The name of its folder. */
  readonly name: string;
  /** The branch that is checked out; absent between branches. */
  readonly branch?: string;
  readonly remotes: readonly (GitRemote & { readonly name: string })[];
}
