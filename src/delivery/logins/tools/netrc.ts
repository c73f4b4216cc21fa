import { join } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { type Span, type TextLogin, textTool } from './text-tool.ts';

/** `.netrc`, which Go, curl, Git and pip read. */
export const netrc = textTool({
  id: 'netrc',
  name: () => '.netrc (Go, curl, pip)',
  files: (environment) => {
    const { env, home, platform } = environment;
    const isOther = (env['NETRC'] ?? '') === '' && platform === 'win32';
    return [netrcFile(environment), ...(isOther ? [join(home, '.netrc')] : [])];
  },
  read: (text) => machinesOf(text).map(loginOf),
});

/** The file that Go and curl read. */
export function netrcFile({ env, home, platform }: DockerEnvironment): string {
  const named = env['NETRC'] ?? '';
  return named === '' ? join(home, platform === 'win32' ? '_netrc' : '.netrc') : named;
}

interface Word extends Span {
  readonly text: string;
}

/** What stands below one `machine`, or below `default`. */
interface Machine extends Span {
  readonly host: string;
  readonly login?: Word;
  readonly password?: Word;
}

function machinesOf(text: string): Machine[] {
  const words = wordsOf(text);
  const machines: Machine[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const [word, next] = [words[index], words[index + 1]];
    if (word === undefined) break;
    const current = machines.at(-1);
    if (word.text === 'machine' && next !== undefined) {
      machines.push({ host: next.text, from: word.from, to: next.to });
      index += 1;
    } else if (word.text === 'default') {
      machines.push({ host: 'default', from: word.from, to: word.to });
    } else if (['login', 'password', 'account'].includes(word.text) && next && current) {
      machines[machines.length - 1] = { ...current, [word.text]: next, to: next.to };
      index += 1;
    }
  }
  return machines;
}

/** Words with or without quotation marks; remarks and macros have none. */
function wordsOf(text: string): Word[] {
  const blank = (part: string) => ' '.repeat(part.length);
  const plain = text
    .replaceAll(/^[ \t]*macdef\b[^]*?(?:\n[ \t]*\n|(?![^]))/gm, blank)
    .replaceAll(/^[ \t]*#.*$/gm, blank);
  return [...plain.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/g)].map(({ 0: word, 1: quoted, index }) => ({
    text: (quoted ?? word).replaceAll(/\\(.)/g, quoted === undefined ? '\\$1' : '$1'),
    from: index,
    to: index + word.length,
  }));
}

function loginOf({ host, login, password, ...at }: Machine): TextLogin {
  return {
    host,
    userName: login?.text,
    secret: password?.text,
    ...(password === undefined
      ? {}
      : {
          put: (user: string, token: string) => [
            { ...password, text: word(token) },
            ...(login === undefined ? [] : [{ ...login, text: word(user) }]),
          ],
        }),
    remove: [at],
  };
}

/**
 * A login of a host: in the place of its former one, or before all others and all macros. Throws as
 * `word`.
 */
export function withMachine(
  text: string,
  { host, user, secret }: { readonly host: string; readonly user: string; readonly secret: string },
): { readonly text: string; readonly replaced: readonly string[] } {
  const line = `machine ${host} login ${word(user)} password ${word(secret)}`;
  const machines = machinesOf(text);
  const former = machines.find((one) => one.host === host);
  if (former !== undefined) {
    const isSame = former.login?.text === user && former.password?.text === secret;
    return {
      text: text.slice(0, former.from) + line + text.slice(former.to),
      replaced: isSame ? [] : [`machine ${host}`],
    };
  }
  const macro = /^[ \t]*macdef\b/m.exec(text)?.index ?? text.length;
  const at = Math.min(machines[0]?.from ?? text.length, macro);
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  return { text: `${before}${gap}${line}\n${text.slice(at)}`, replaced: [] };
}

/**
 * One word. Go and older curls know no quotation marks: what stands behind a blank would be a login
 * of its own for them, or another machine. Throws `unsupported` for what is more.
 */
function word(text: string): string {
  if (/^[^\s"#\\]+$/.test(text)) return text;
  throw new RegistryError(
    'unsupported',
    t(
      'The user name or the token has characters that {0} would read as something else. Nothing was written.',
      '.netrc',
    ),
    { repair: null },
  );
}
