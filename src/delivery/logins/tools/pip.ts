import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configHome } from '../../config-home.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { secretOrVariable } from './elsewhere.ts';
import { entriesOf, lastOf } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

/** pip: addresses with a name and a secret in `pip.conf`. */
export const pip = textTool({
  id: 'pip',
  name: () => 'pip',
  files: pipFiles,
  read: (text) =>
    [...text.matchAll(/(https?:\/\/)([^\s:@/]+):([^\s@/]+)@([^\s]+)/g)]
      .filter(({ index }) => !/^[ \t]*[#;]/.test(text.slice(text.lastIndexOf('\n', index) + 1)))
      .map(({ index, 1: scheme = '', 2: user = '', 3: secret = '', 4: rest = '' }): TextLogin => {
        const from = index + scheme.length;
        const at = { from, to: from + user.length + secret.length + 2 };
        return {
          host: hostOf(`${scheme}${rest}`),
          url: `${scheme}${rest}`,
          userName: unescaped(user),
          ...secretOrVariable(unescaped(secret)),
          put: (name, token) => [
            { ...at, text: `${encodeURIComponent(name)}:${encodeURIComponent(token)}@` },
          ],
          remove: [at],
        };
      }),
});

/** The files that it reads for a user; what the first says counts. */
function pipFiles(environment: DockerEnvironment): readonly string[] {
  const { env, home, platform } = environment;
  const named = env['PIP_CONFIG_FILE'] ?? '';
  const name = platform === 'win32' ? 'pip.ini' : 'pip.conf';
  return [
    ...(named === '' ? [] : [named]),
    // It is read in the place of the next one where its folder is there.
    ...(platform === 'darwin' ? [join(macFolder(home), 'pip.conf')] : []),
    join(configHome(environment), 'pip', name),
    join(home, '.pip', name),
  ];
}

/** The file in which the user's own settings count most. */
export function pipFile(environment: DockerEnvironment): string {
  const isElsewhere = environment.platform === 'darwin' && !existsSync(macFolder(environment.home));
  const [first = '', next = first] = pipFiles(environment);
  return isElsewhere && (environment.env['PIP_CONFIG_FILE'] ?? '') === '' ? next : first;
}

const macFolder = (home: string): string => join(home, 'Library', 'Application Support', 'pip');

/** The user's own file of servers. */
export const twineFile = ({ home }: DockerEnvironment): string => join(home, '.pypirc');

/** twine and others that upload: `~/.pypirc`. */
export const twine = textTool({
  id: 'twine',
  name: () => 'twine',
  files: (environment) => [twineFile(environment)],
  read: (text) => {
    const entries = entriesOf(text, { comments: '#;', separators: '=:' });
    return [...new Set(entries.map(({ section }) => section))].flatMap((section): TextLogin[] => {
      const own = entries.filter((entry) => entry.section === section);
      const [password, name] = [lastOf(own, 'password'), lastOf(own, 'username')];
      if (password === undefined) return [];
      const repository = lastOf(own, 'repository')?.value;
      return [
        {
          host: repository === undefined ? section : hostOf(repository),
          url: repository,
          userName: name?.value,
          ...secretOrVariable(password.value),
          put: (user, token) => [
            { ...password.at, text: token },
            ...(name === undefined ? [] : [{ ...name.at, text: user }]),
          ],
          remove: [password.line, ...(name === undefined ? [] : [name.line])],
        },
      ];
    });
  },
});

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
