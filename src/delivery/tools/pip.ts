import { t } from '../../core/l10n.ts';
import { pipFile } from '../logins/tools/pip.ts';
import { withIndexUrl } from './index-url.ts';
import { mustBeIni } from './ini.ts';
import type { SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

const place = {
  comments: '#;',
  separators: '=:',
  section: 'global',
  key: 'index-url',
  continues: 'indented',
} as const;

/** pip: the index in its file, with the login in the address; `PIP_…` variables win over it. */
export const pip: SetupTool = {
  id: 'pip',
  name: () => 'pip',
  format: 'pypi',
  loginTool: 'pip',
  consequence: ({ repository }) =>
    t(
      'pip uses {0} instead of its usual index then; other indexes that are set stay in use.',
      repository.name,
    ),
  files: (setup, environment) => {
    const file = pipFile(environment);
    return [
      {
        file,
        hasSecret: true,
        change: (text, secret) => {
          mustBeIni(text, file);
          const line = `index-url = ${withIndexUrl(setup, secret)}`;
          return withEntry({ text, replaced: [] }, place, line);
        },
      },
    ];
  },
  fromEnvironment: (setup) => ({
    variable: 'PIP_INDEX_URL',
    value: (secret) => withIndexUrl(setup, secret),
  }),
};
