import { t } from '../../core/l10n.ts';
import { poetryFile } from '../logins/tools/poetry.ts';
import { mustHaveNoOther } from './toml.ts';
import { inCapitals, type SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

const form = { comments: '#', separators: '=', quoted: true } as const;

/** Poetry: the login by the name of a source, and the address for publishing by the same name. */
export const poetry: SetupTool = {
  id: 'poetry',
  name: () => 'Poetry',
  format: 'pypi',
  loginTool: 'poetry',
  ownNames: ['pypi'],
  consequence: ({ repository }) =>
    t(
      'Poetry logs in with it where a project has a source named “{0}”, and publishes there with “poetry publish --repository {0}”.',
      repository.name,
    ),
  files: ({ repository, user }, environment) => {
    const { name, url } = repository;
    const key = name.includes('.') ? JSON.stringify(name) : name;
    const [auth, config] = ['auth.toml', 'config.toml'].map((file) =>
      poetryFile(environment, file),
    );
    return [
      {
        file: auth ?? '',
        hasSecret: true,
        change: (text, secret) => {
          mustHaveNoOther(text, ['http-basic', name], auth ?? '');
          const place = { ...form, section: `http-basic.${key}` };
          const named = withEntry(
            { text, replaced: [] },
            { ...place, key: 'username' },
            `username = ${JSON.stringify(user)}`,
          );
          return withEntry(
            named,
            { ...place, key: 'password' },
            `password = ${JSON.stringify(secret)}`,
          );
        },
      },
      {
        file: config ?? '',
        hasSecret: false,
        change: (text) => {
          mustHaveNoOther(text, ['repositories', name], config ?? '');
          const place = { ...form, section: `repositories.${key}`, key: 'url' };
          return withEntry({ text, replaced: [] }, place, `url = ${JSON.stringify(url)}`);
        },
      },
    ];
  },
  fromEnvironment: ({ repository, user }) => {
    const prefix = `POETRY_HTTP_BASIC_${inCapitals(repository.name)}`;
    return { variable: `${prefix}_PASSWORD`, others: { [`${prefix}_USERNAME`]: user } };
  },
};
