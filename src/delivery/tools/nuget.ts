import { t } from '../../core/l10n.ts';
import { nugetFile } from '../logins/tools/nuget.ts';
import { escaped } from '../logins/tools/xml.ts';
import { type SetupTool, tokenVariable } from './tool.ts';
import { withElement } from './with-element.ts';

/** NuGet: a source, and its credentials by the same name (Microsoft's reference of nuget.config). */
export const nuget: SetupTool = {
  id: 'nuget',
  name: () => 'NuGet',
  format: 'nuget',
  loginTool: 'nuget',
  consequence: ({ repository }) =>
    t(
      'NuGet and dotnet look for packages in {0} then, beside their other sources.',
      repository.name,
    ),
  files: ({ repository, user }, environment) => {
    const { name, url } = repository;
    const file = nugetFile(environment);
    const element = elementName(name);
    const place = { file, root: 'configuration' };
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          const source = withElement(
            { text, replaced: [] },
            {
              ...place,
              parent: 'packageSources',
              name: 'add',
              isFormer: ({ attributes }) => attributes.get('key')?.text === name,
              label: `source ${name}`,
            },
            `<add key="${escaped(name)}" value="${escaped(url)}" protocolVersion="3" />`,
          );
          return withElement(
            source,
            {
              ...place,
              parent: 'packageSourceCredentials',
              name: RegExp.escape(element),
              isFormer: () => true,
              label: `credentials ${name}`,
            },
            `<${element}>${member('Username', user)}${member('ClearTextPassword', secret)}</${element}>`,
          );
        },
      },
    ];
  },
  fromEnvironment: ({ repository }) => {
    const variable = tokenVariable(repository.name);
    return { variable, reference: `%${variable}%` };
  },
};

const member = (key: string, value: string): string =>
  `<add key="${key}" value="${escaped(value)}" />`;

/** What may not begin the name of an element is written by its code, as NuGet does. */
const elementName = (name: string): string =>
  name.replace(/^[^A-Za-z_]/, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0')}_`);
