import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { CopyForm, Variable } from '../contract/registry.ts';
import { commandForms } from '../shared/copy-as/command.ts';
import { exports } from '../shared/copy-as/exports.ts';
import { bearerHeader } from '../shared/copy-as/headers.ts';
import { withToken } from '../shared/copy-as/variables.ts';
import { command, hasCommand } from './issue/command.ts';

/** What people do with a token of DRP: the command line, scripts, and issuing one like it. */
export const copyForms = (record: TokenRecord, url: string): readonly CopyForm[] => [
  ...(hasCommand(record)
    ? commandForms({
        id: 'drpcli',
        label: t('drpcli command that issues such a token'),
        detail: t(
          'Holds no secret: set RS_TOKEN or RS_KEY first, or drpcli uses its shipped password.',
        ),
        containsSecret: false,
        words: () => command(record, url),
      })
    : []),
  ...commandForms({
    id: 'drpcli-token',
    label: t('drpcli with this token'),
    detail: t('The beginning of a command line, with the address and the token.'),
    containsSecret: true,
    words: ({ token }) => ['drpcli', '-E', url, '-T', token.reveal()],
    end: ' ',
  }),
  ...exports(withToken(variables(url))),
  bearerHeader(),
];

/** What drpcli reads. */
export const variables = (url: string): readonly Variable[] => [
  { name: 'RS_ENDPOINT', text: url },
  { name: 'RS_TOKEN' },
];
