import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { secretOrVariable } from './elsewhere.ts';
import { entriesOf } from './lines.ts';
import { type TextLogin, textTool } from './text-tool.ts';

/** Gradle's properties; they name no host, builds read them by the names of their keys. */
export const gradle = textTool({
  id: 'gradle',
  name: () => 'Gradle',
  files: (environment) => [gradleFile(environment)],
  read: (text) => {
    const entries = entriesOf(text, { comments: '#!', separators: '=:' });
    return entries.flatMap((entry): TextLogin[] => {
      const [, prefix = '', word = ''] =
        /^(.*?)[._-]?(password|passwd|token|apikey|api_key)$/i.exec(entry.key) ?? [];
      if (word === '' || entry.value === '') return [];
      const beside = (words: string) =>
        entries.find(({ key }) =>
          new RegExp(`^${RegExp.escape(prefix)}[._-]?(?:${words})$`, 'i').test(key),
        );
      const name = beside('user|username|login');
      // A build names its properties as it likes; these are usual.
      const url = beside('(?:context|repo|repository|maven)?[._-]?ur[il]')?.value;
      const isKnown = url !== undefined && /^https?:\/\//.test(url);
      return [
        {
          host: isKnown ? hostOf(url) : prefix === '' ? entry.key : prefix,
          ...(isKnown
            ? { url }
            : { addressHint: t('Its address stands in the build that reads {0}.', entry.key) }),
          userName: name?.value,
          ...secretOrVariable(entry.value),
          put: (user, token) => [
            { ...entry.at, text: escapedProperty(token) },
            ...(name === undefined ? [] : [{ ...name.at, text: escapedProperty(user) }]),
          ],
          remove: [entry.line, ...(name === undefined ? [] : [name.line])],
        },
      ];
    });
  },
});

/** The user's own properties, which win over a build's. */
export function gradleFile({ env, home }: DockerEnvironment): string {
  const named = env['GRADLE_USER_HOME'] ?? '';
  return join(named === '' ? join(home, '.gradle') : named, 'gradle.properties');
}

/** A backslash is no part of a property's value unless it is doubled, and only Latin is read as it is. */
export const escapedProperty = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(
      /[^\x20-\x7e]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
