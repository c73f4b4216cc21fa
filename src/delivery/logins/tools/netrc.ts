import { join } from 'node:path';
import { type Span, type TextLogin, textTool } from './text-tool.ts';

/** `.netrc`, which Go, curl, Git and pip read. */
export const netrc = textTool({
  id: 'netrc',
  name: () => '.netrc (Go, curl, pip)',
  files: ({ env, home, platform }) => {
    const named = env['NETRC'] ?? '';
    if (named !== '') return [named];
    const own = join(home, '.netrc');
    return platform === 'win32' ? [own, join(home, '_netrc')] : [own];
  },
  read: (text) => machinesOf(text).map(loginOf),
});

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
            { ...password, text: quoted(token) },
            ...(login === undefined ? [] : [{ ...login, text: quoted(user) }]),
          ],
        }),
    remove: [at],
  };
}

/** Quotation marks only where they are needed: not every reader knows them. */
const quoted = (text: string): string =>
  /^[^\s"#\\]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
