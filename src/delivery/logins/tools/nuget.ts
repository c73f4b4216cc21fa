import { join } from 'node:path';
import { t } from '../../../core/l10n.ts';
import { appData } from '../../config-home.ts';
import type { DockerEnvironment } from '../../docker/environment.ts';
import { hostOf } from './addresses.ts';
import { secretOrVariable } from './elsewhere.ts';
import { type TextLogin, textTool } from './text-tool.ts';
import { type Element, elementsOf, escaped, lineOf, withoutRemarks } from './xml.ts';

/** NuGet: logins by source; the sources have the addresses. */
export const nuget = textTool({
  id: 'nuget',
  name: () => 'NuGet',
  files: (environment) => [
    nugetFile(environment),
    // Mono's.
    ...(environment.platform === 'win32'
      ? []
      : [join(environment.home, '.config', 'NuGet', 'NuGet.Config')]),
  ],
  read: (config) => {
    const text = withoutRemarks(config);
    const sources = new Map(
      elementsOf(text, 'packageSources').flatMap(({ inner }) =>
        elementsOf(text, 'add', inner).map((add) => [valueOf(add, 'key'), valueOf(add, 'value')]),
      ),
    );
    return elementsOf(text, 'packageSourceCredentials').flatMap(({ inner }) =>
      elementsOf(text, '[\\w.-]+', inner).flatMap((source): TextLogin[] => {
        const members = elementsOf(text, 'add', source.inner);
        const member = (key: string) => members.find((one) => valueOf(one, 'key') === key);
        const clear = member('ClearTextPassword')?.attributes.get('value');
        const name = member('Username')?.attributes.get('value');
        if (clear === undefined && member('Password') === undefined) return [];
        const label = source.name.replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        );
        const url = sources.get(label);
        return [
          {
            host: url === undefined ? label : hostOf(url),
            url,
            userName: name?.text,
            ...(clear === undefined
              ? { elsewhere: t('encrypted by NuGet') }
              : secretOrVariable(clear.text)),
            put:
              clear === undefined
                ? undefined
                : (user, token) => [
                    { ...clear, text: escaped(token) },
                    ...(name === undefined ? [] : [{ ...name, text: escaped(user) }]),
                  ],
            remove: [lineOf(text, source)],
          },
        ];
      }),
    );
  },
});

/** The user's own file, as `dotnet` has it. */
export const nugetFile = (environment: DockerEnvironment): string =>
  environment.platform === 'win32'
    ? join(appData(environment), 'NuGet', 'NuGet.Config')
    : join(environment.home, '.nuget', 'NuGet', 'NuGet.Config');

const valueOf = ({ attributes }: Element, name: string): string => attributes.get(name)?.text ?? '';
