import { join } from 'node:path';
import { t } from '../../core/l10n.ts';
import { configHome } from '../config-home.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { netrcFile, withMachine } from '../logins/tools/netrc.ts';
import { notUnderstood } from './not-understood.ts';
import { inCapitals, type SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

/**
 * uv: the index in its own file and the login in `.netrc`, which it always reads. A login within the
 * address would come into the `uv.lock` of projects (uv's issue 8296).
 */
export const uv: SetupTool = {
  id: 'uv',
  name: () => 'uv',
  format: 'pypi',
  loginTool: 'netrc',
  consequence: ({ repository }) =>
    t(
      'uv uses {0} instead of its usual index then, unless a project names others. Whatever reads .netrc, such as pip, Git or curl -n, uses the login at that host as well.',
      repository.name,
    ),
  files: ({ repository, user }, environment) => {
    const file = uvFile(environment);
    return [
      {
        file: netrcFile(environment),
        hasSecret: true,
        change: (text, secret) =>
          withMachine(text, { host: new URL(repository.url).hostname, user, secret }),
      },
      {
        file,
        hasSecret: false,
        change: (text) => {
          // An index of the list that is the default one would win.
          if (/^[ \t]*default[ \t]*=[ \t]*true/m.test(text)) throw notUnderstood(file);
          const place = { comments: '#', separators: '=', section: '', key: 'index-url' } as const;
          const line = `index-url = ${JSON.stringify(`${repository.url}/simple`)}`;
          return withEntry({ text, replaced: [] }, place, line);
        },
      },
    ];
  },
  fromEnvironment: ({ repository, user }) => {
    const { name, url } = repository;
    const prefix = `UV_INDEX_${inCapitals(name)}`;
    return {
      variable: `${prefix}_PASSWORD`,
      others: { [`${prefix}_USERNAME`]: user, UV_DEFAULT_INDEX: `${name}=${url}/simple` },
    };
  },
};

/** The user's own file, unless another one is named. */
function uvFile(environment: DockerEnvironment): string {
  const named = environment.env['UV_CONFIG_FILE'] ?? '';
  return named === '' ? join(configHome(environment), 'uv', 'uv.toml') : named;
}
