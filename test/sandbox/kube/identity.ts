import type { Reply, SandboxRequest } from '../http/message.ts';
import type { KubeSettings } from './settings.ts';
import { badRequest, forbiddenInCluster } from './status.ts';

/** As whom a request acts. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
  readonly uid: string;
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** What RBAC's verb `impersonate` may be granted for. */
export type Impersonable = 'users' | 'groups' | 'uids' | 'userextras';

const PREFIX = 'impersonate-extra-';

/** As whom a user who has signed in acts, as kube-apiserver decides it; a `Reply` is its refusal. */
export function identify(
  { headers }: SandboxRequest,
  signedIn: string,
  { mayImpersonate }: KubeSettings,
): Identity | Reply {
  // Node joins the lines of one name; no value of a test has a comma.
  const values = (name: string): string[] => {
    const value = headers[name];
    return value === undefined ? [] : utf8(String(value)).split(', ');
  };
  const [user] = values('impersonate-user');
  const groups = values('impersonate-group');
  const [uid = ''] = values('impersonate-uid');
  const extra = Object.fromEntries(
    Object.keys(headers)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => [decodeURIComponent(name.slice(PREFIX.length)), values(name)]),
  );
  const asked: readonly (readonly [Impersonable, string, resource: string])[] = [
    ...(user === undefined ? [] : [['users', user, 'users'] as const]),
    ...groups.map((group) => ['groups', group, 'groups'] as const),
    ...(uid === '' ? [] : [['uids', uid, 'uids'] as const]),
    ...Object.entries(extra).flatMap(([key, entries]) =>
      entries.map((entry) => ['userextras', entry, `userextras/${key}`] as const),
    ),
  ];
  if (asked.length === 0) return { user: signedIn, groups: [], uid: '', extra: {} };
  if (user === undefined) {
    return badRequest('requested attributes without impersonating a user');
  }
  const refused = asked.find(([right]) => !mayImpersonate.includes(right));
  return refused === undefined
    ? { user, groups, uid, extra }
    : forbiddenInCluster(signedIn, 'impersonate', refused[2], refused[1]);
}

/** Go writes and reads headers as UTF-8, Node reads bytes. */
const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
