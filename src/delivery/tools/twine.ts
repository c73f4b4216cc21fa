import { t } from '../../core/l10n.ts';
import { entriesOf } from '../logins/tools/lines.ts';
import { twineFile } from '../logins/tools/pip.ts';
import { mustBeIni } from './ini.ts';
import type { Changed, SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

const form = { comments: '#;', separators: '=:', continues: 'indented' } as const;

/** twine and others that upload: a section of `~/.pypirc`, which its list of servers has to name. */
export const twine: SetupTool = {
  id: 'twine',
  name: () => 'twine',
  format: 'pypi',
  loginTool: 'twine',
  ownNames: ['pypi', 'testpypi', 'distutils', 'server-login'],
  consequence: ({ repository }) =>
    t('“twine upload --repository {0}” uploads there then.', repository.name),
  files: ({ repository, user }, environment) => {
    const { name, url } = repository;
    const file = twineFile(environment);
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          mustBeIni(text, file);
          return Object.entries({ repository: url, username: user, password: secret }).reduce(
            (changed, [key, value]) =>
              withEntry(changed, { ...form, section: name, key }, `${key} = ${value}`),
            withServer(text, name),
          );
        },
      },
    ];
  },
  fromEnvironment: ({ repository, user }) => ({
    variable: 'TWINE_PASSWORD',
    others: { TWINE_USERNAME: user, TWINE_REPOSITORY_URL: repository.url },
  }),
};

/** The list of servers with one more, where it is not in it. It stands in for the usual ones. */
function withServer(text: string, name: string): Changed {
  const place = { ...form, section: 'distutils', key: 'index-servers' };
  const list = entriesOf(text, form).findLast(
    ({ section, key }) => section === place.section && key === place.key,
  );
  const rest = /^(?:[ \t]+\S.*(?:\n|$))*/.exec(text.slice(list?.line.to ?? text.length))?.[0] ?? '';
  const names = `${list?.value ?? ''}\n${rest}`.split(/\s+/).filter((one) => one !== '');
  if (names.includes(name)) return { text, replaced: [] };
  const usual = list === undefined ? ['pypi'] : names;
  const line = ['index-servers =', ...usual, name].join('\n    ');
  // One more name takes nothing away.
  return { text: withEntry({ text, replaced: [] }, place, line).text, replaced: [] };
}
