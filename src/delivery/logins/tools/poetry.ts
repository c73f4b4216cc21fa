import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import { configHome } from '../../config-home.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { entriesOf, lastOf } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

const toml = { comments: '#', separators: '=', quoted: true } as const;

/** Poetry: logins by the name of a source; the addresses stand in another file, or in a project. */
export const poetry = textTool({
  id: 'poetry',
  name: () => 'Poetry',
  files: (environment) => [poetryFile(environment, 'auth.toml')],
  read: async (text, more, environment) => {
    const entries = entriesOf(text, toml);
    const config = entriesOf(await more(poetryFile(environment, 'config.toml')), toml);
    return [...new Set(entries.map(({ section }) => section))].flatMap((section): TextLogin[] => {
      const name = /^http-basic\.["']?([^"']+)["']?$/.exec(section)?.[1];
      const own = entries.filter((entry) => entry.section === section);
      const [password, user] = [lastOf(own, 'password'), lastOf(own, 'username')];
      if (name === undefined || password === undefined) return [];
      const url = config.find(
        (entry) =>
          entry.section.replaceAll(/["']/g, '') === `repositories.${name}` && entry.key === 'url',
      )?.value;
      return [
        {
          host: url === undefined ? name : hostOf(url),
          ...(url === undefined
            ? {
                addressHint: t(
                  'Its address stands in the pyproject.toml that has a source “{0}”.',
                  name,
                ),
              }
            : { url }),
          userName: user && unescaped(user.value),
          secret: unescaped(password.value),
          // A text in its quotation marks is one for JSON as well.
          put: (login, secret) => [
            { from: password.at.from - 1, to: password.at.to + 1, text: JSON.stringify(secret) },
            ...(user === undefined
              ? []
              : [{ from: user.at.from - 1, to: user.at.to + 1, text: JSON.stringify(login) }]),
          ],
          remove: [password.line, ...(user === undefined ? [] : [user.line])],
        },
      ];
    });
  },
});

/** A file of the user's own configuration. */
export function poetryFile(environment: DockerEnvironment, name: string): string {
  const named = environment.env['POETRY_CONFIG_DIR'] ?? '';
  return named === ''
    ? join(configHome(environment, 'Application Support'), 'pypoetry', name)
    : join(named, name);
}

const unescaped = (text: string): string => text.replaceAll(/\\(["\\])/g, '$1');
