import type { Lifetime } from '../../../core/lifetime.ts';
import type { StoredLogin } from '../../../delivery/logins/tools/tool.ts';

/** A login that was found, with what is known of it. */
export interface FoundLogin {
  /** The programs that keep it, as a person knows them. */
  readonly tool: string;
  readonly login: StoredLogin;
  /** What sort of secret it is and how long it lives, or where it is instead. */
  readonly words: string;
  readonly lifetime: Lifetime;
}

/** Whether there is something to send, and somebody to send it to. */
export const isCheckable = ({ secret, fetch, url, isForImages }: StoredLogin): boolean =>
  (secret !== undefined || fetch !== undefined) && (url !== undefined || isForImages === true);

/** What a registry said of a login. */
export interface Verdict {
  readonly state: 'accepted' | 'refused' | 'unknown';
  /** What it may do, in a word or two; where the registry told. */
  readonly rights?: string;
  /** A whole sentence. */
  readonly message: string;
}

/** The host of a login alone: without a path, and without what older clients write around it. */
export const hostOf = ({ host }: Pick<StoredLogin, 'host'>): string => {
  const name = host.replace(/^https?:\/\//, '').split('/')[0] ?? host;
  return name === 'index.docker.io' ? 'docker.io' : name;
};
