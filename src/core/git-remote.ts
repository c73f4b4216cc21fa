/** Where a repository lives: without user, password, query and fragment, which may be secrets. */
export interface GitRemote {
  /** In lower case; with a port where its pages have one. */
  readonly host: string;
  /** `owner/name`, or more names where groups are nested. */
  readonly path: string;
}

const scheme = /^(?:https?|ssh|git|git\+ssh|ssh\+git):\/\//i;
/** `user@host:path`, as ssh takes it; one letter before the colon is a drive of Windows. */
const shortForm = /^(?:[^@/:]+@)?([a-z0-9][a-z0-9.-]+):(?!\/\/)(.+)$/i;
const path = /^[\w.~-]+(?:\/[\w.~-]+)+$/;

/** Hosts that take SSH on the port of HTTPS for another one. */
const sshHosts: Readonly<Record<string, string>> = {
  'ssh.github.com': 'github.com',
  'altssh.gitlab.com': 'gitlab.com',
  'altssh.bitbucket.org': 'bitbucket.org',
};

/** Reads the address of a remote of git; `undefined` for a folder or what names no repository. */
export function readGitRemote(address: string): GitRemote | undefined {
  const text = address.trim();
  if (scheme.test(text)) {
    const url = URL.parse(text);
    if (url === null || url.hostname === '') return undefined;
    const isWeb = /^https?:$/.test(url.protocol);
    return remote(isWeb ? url.host : url.hostname, url.pathname);
  }
  const [, host, rest] = shortForm.exec(text) ?? [];
  return host === undefined || rest === undefined ? undefined : remote(host, rest);
}

function remote(host: string, fullPath: string): GitRemote | undefined {
  const short = fullPath
    .replace(/^\/+/, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  const lower = host.toLowerCase();
  return path.test(short) ? { host: sshHosts[lower] ?? lower, path: short } : undefined;
}
