import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { CopyForm, Variable } from '../contract/registry.ts';
import { commandForms } from '../shared/copy-as/command.ts';
import { envLines } from '../shared/copy-as/env.ts';
import { bearerHeader } from '../shared/copy-as/headers.ts';
import { imageForms } from '../shared/copy-as/image-forms.ts';
import { withToken } from '../shared/copy-as/variables.ts';

/** The texts people use tokens as: each secret by itself, headers, image logins, the CLI. */
export function copyForms(record: TokenRecord, url: string): readonly CopyForm[] {
  const bearer: CopyForm = {
    ...bearerHeader(),
    id: 'bearer-header',
    label: t('Authorization header (Bearer)'),
  };
  return [
    {
      id: 'reference',
      label: t('Reference token'),
      detail: t('The short text that stands for the token.'),
      containsSecret: true,
      needs: 'reference',
      build: ({ reference }) => reference?.reveal() ?? '',
    },
    {
      id: 'refresh',
      label: t('Refresh token'),
      detail: t('Works once. Whoever uses it ends the token that came with it.'),
      containsSecret: true,
      needs: 'refresh',
      build: ({ refresh }) => refresh?.reveal() ?? '',
    },
    bearer,
    ...cliCommand(url),
    ...imageForms(record).filter(({ id }) => id !== 'env'),
    envLines(withToken(variables(record))),
  ];
}

/** What JFrog's plug-ins for editors read. */
export const variables = ({ loginName, subject }: TokenRecord): readonly Variable[] => [
  { name: 'JFROG_IDE_USERNAME', text: loginName ?? subject },
  { name: 'JFROG_IDE_ACCESS_TOKEN' },
];

/** The CLI reads the token from standard input, so that no history keeps it. */
const cliCommand = (url: string): readonly CopyForm[] =>
  commandForms({
    id: 'jf-config',
    label: t('JFrog CLI command'),
    detail: t('Without the token: paste it when the command waits for it.'),
    containsSecret: false,
    words: () => ['jf', 'config', 'add', `--url=${url}`, '--access-token-stdin'],
  });
