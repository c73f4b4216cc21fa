import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import { secretOrVariable } from './elsewhere.ts';
import { entriesOf } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

/** Gradle's properties; they name no host, builds read them by the names of their keys. */
export const gradle = textTool({
  id: 'gradle',
  name: () => 'Gradle',
  files: ({ env, home }) => {
    const named = env['GRADLE_USER_HOME'] ?? '';
    return [join(named === '' ? join(home, '.gradle') : named, 'gradle.properties')];
  },
  read: (text) => {
    const entries = entriesOf(text, { comments: '#!', separators: '=:' });
    return entries.flatMap((entry): TextLogin[] => {
      const [, prefix = '', word = ''] =
        /^(.*?)[._-]?(password|passwd|token|apikey|api_key)$/i.exec(entry.key) ?? [];
      if (word === '' || entry.value === '') return [];
      const name = entries.find(({ key }) =>
        new RegExp(`^${RegExp.escape(prefix)}[._-]?(?:user|username|login)$`, 'i').test(key),
      );
      return [
        {
          host: prefix === '' ? entry.key : prefix,
          addressHint: t('Its address stands in the build that reads {0}.', entry.key),
          userName: name?.value,
          ...secretOrVariable(entry.value),
          put: (user, token) => [
            { ...entry.at, text: escape(token) },
            ...(name === undefined ? [] : [{ ...name.at, text: escape(user) }]),
          ],
          remove: [entry.line, ...(name === undefined ? [] : [name.line])],
        },
      ];
    });
  },
});

/** A backslash is no part of a property's value unless it is doubled. */
const escape = (text: string): string => text.replaceAll('\\', '\\\\');
