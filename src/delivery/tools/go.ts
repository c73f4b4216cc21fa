import { join } from 'node:path';
import { t } from '../../core/l10n.ts';
import { configHome } from '../config-home.ts';
import type { DockerEnvironment } from '../docker/environment.ts';
import { netrcFile, withMachine } from '../logins/tools/netrc.ts';
import type { SetupTool } from './tool.ts';
import { withEntry } from './with-entry.ts';

/**
 * Go: the login in `.netrc`, and the proxy in the file that `go env -w` writes. A port belongs to the
 * name of a machine since Go 1.24 (its `cmd/go/internal/auth`), for Go alone.
 */
export const go: SetupTool = {
  id: 'go',
  name: () => 'Go',
  format: 'go',
  loginTool: 'netrc',
  consequence: ({ repository }) => {
    const asks = t(
      'Go asks {0} for modules then, and their own sources for those that it does not have.',
      repository.name,
    );
    if (new URL(repository.url).port !== '') return asks;
    const others = t(
      'Whatever reads .netrc, such as Git or curl -n, uses the login at that host as well.',
    );
    return `${asks} ${others}`;
  },
  files: ({ repository, user }, environment) => {
    const proxy = `GOPROXY=${repository.url},direct`;
    const { host } = new URL(repository.url);
    const place = { comments: '#', separators: '=', section: '', key: 'GOPROXY' } as const;
    return [
      {
        file: netrcFile(environment),
        hasSecret: true,
        change: (text, secret) => withMachine(text, { host, user, secret }),
      },
      {
        file: goFile(environment),
        hasSecret: false,
        change: (text) => withEntry({ text, replaced: [] }, place, proxy),
      },
    ];
  },
};

/** Where `go env -w` writes; `off` stands for none there, and for the usual file here. */
function goFile(environment: DockerEnvironment): string {
  const named = environment.env['GOENV'] ?? '';
  return named === '' || named === 'off'
    ? join(configHome(environment, 'Application Support'), 'go', 'env')
    : named;
}
