import { t } from '../../core/l10n.ts';
import { npmFile } from '../logins/tools/npm.ts';
import { type SetupTool, tokenVariable } from './tool.ts';
import { withEntry } from './with-entry.ts';

const form = { comments: '#;', separators: '=', section: '' } as const;

/**
 * npm, and pnpm and Yarn's first version, which read its file. A login counts for addresses below
 * its own alone, and values may refer to the environment (npm's documentation of `.npmrc`).
 */
export const npm: SetupTool = {
  id: 'npm',
  name: () => t('npm, pnpm and Yarn 1'),
  format: 'npm',
  loginTool: 'npm',
  consequence: ({ repository }) =>
    t(
      'They get packages from {0} then, unless a project, a scope or a lockfile names another address.',
      repository.name,
    ),
  files: ({ repository }, environment) => {
    const address = `${repository.url}/`;
    const key = `${address.replace(/^https?:/, '')}:_authToken`;
    const registry = `registry=${address}`;
    return [
      {
        file: npmFile(environment),
        hasSecret: true,
        change: (text, secret) => {
          const changed = withEntry({ text, replaced: [] }, { ...form, key: 'registry' }, registry);
          return withEntry(changed, { ...form, key }, `${key}=${secret}`);
        },
      },
    ];
  },
  fromEnvironment: ({ repository }) => {
    const variable = tokenVariable(repository.name);
    return { variable, reference: `\${${variable}}` };
  },
};
