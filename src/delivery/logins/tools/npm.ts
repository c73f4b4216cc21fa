import { join } from 'node:path';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { secretOrVariable } from './elsewhere.ts';
import { entriesOf, type Entry } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

/** npm, and pnpm and Yarn's first version with it: `~/.npmrc`. */
export const npm = textTool({
  id: 'npm',
  name: () => 'npm',
  files: (environment) => [npmFile(environment)],
  read: (text) => {
    const entries = entriesOf(text, { comments: '#;', separators: '=' });
    return entries.flatMap((entry) => loginOf(entry, entries) ?? []);
  },
});

/** The user's own file. */
export function npmFile({ env, home }: DockerEnvironment): string {
  const named = env['NPM_CONFIG_USERCONFIG'] ?? env['npm_config_userconfig'] ?? '';
  return named === '' ? join(home, '.npmrc') : named;
}

/** `//host/path/:_authToken`, `:_auth` (user and password) or `:_password` beside `:username`. */
function loginOf(entry: Entry, entries: readonly Entry[]): TextLogin | undefined {
  const [, host = '', member] = /^\/\/(.+?)\/?:(_authToken|_auth|_password)$/.exec(entry.key) ?? [];
  if (member === undefined) return undefined;
  const name = entries.find(({ key }) => key === entry.key.replace(member, 'username'));
  const { secret, elsewhere } = secretOrVariable(entry.value);
  const common = { host, url: `https://${host}/-/whoami`, remove: [entry.line] };
  if (secret === undefined) return { ...common, elsewhere };
  const { at } = entry;
  switch (member) {
    case '_authToken':
      return { ...common, secret, put: (_, token) => [{ ...at, text: token }] };
    case '_auth': {
      const pair = decode(secret);
      const colon = pair.indexOf(':');
      return {
        ...common,
        userName: pair.slice(0, Math.max(colon, 0)),
        secret: pair.slice(colon + 1),
        put: (user, token) => [{ ...at, text: encode(`${user}:${token}`) }],
      };
    }
    default:
      return {
        ...common,
        userName: name?.value,
        secret: decode(secret),
        put: (user, token) => [
          { ...at, text: encode(token) },
          ...(name === undefined ? [] : [{ ...name.at, text: user }]),
        ],
        remove: [entry.line, ...(name === undefined ? [] : [name.line])],
      };
  }
}

const decode = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
