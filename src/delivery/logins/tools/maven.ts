import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { secretOrVariable } from './elsewhere.ts';
import { type TextLogin, textTool } from './text-tool.ts';
import { elementsOf, escaped, lineOf, withoutRemarks } from './xml.ts';

/** The user's own settings. */
export const mavenFile = ({ home }: DockerEnvironment): string => join(home, '.m2', 'settings.xml');

/** Maven: servers in `settings.xml`; their addresses stand in mirrors and repositories. */
export const maven = textTool({
  id: 'maven',
  name: () => 'Maven',
  files: (environment) => [mavenFile(environment)],
  read: (settings) => {
    const text = withoutRemarks(settings);
    const child = (name: string, within: { readonly from: number; readonly to: number }) =>
      elementsOf(text, name, within)[0]?.inner;
    const addresses = new Map(
      elementsOf(text, 'mirror|repository|pluginRepository').map(({ inner }) => [
        child('id', inner)?.text,
        child('url', inner)?.text,
      ]),
    );
    return elementsOf(text, 'server').flatMap((server): TextLogin[] => {
      const { inner } = server;
      const [password, name] = [child('password', inner), child('username', inner)];
      if (password === undefined) return [];
      const id = child('id', inner)?.text ?? '';
      const url = addresses.get(id);
      // Maven's own encryption; its key is another file's.
      const isEncrypted = /^\{.+\}$/.test(password.text);
      return [
        {
          host: url === undefined ? id : hostOf(url),
          url,
          addressHint:
            url === undefined
              ? t('Its address stands in the pom.xml that has a repository “{0}”.', id)
              : undefined,
          userName: name?.text,
          ...(isEncrypted
            ? { elsewhere: t('encrypted by Maven') }
            : secretOrVariable(password.text)),
          put: (user, token) => [
            { ...password, text: escaped(token) },
            ...(name === undefined ? [] : [{ ...name, text: escaped(user) }]),
          ],
          remove: [lineOf(text, server)],
        },
      ];
    });
  },
});
