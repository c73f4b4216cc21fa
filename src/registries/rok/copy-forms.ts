import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { joinUrl } from '../../net/http/url.ts';
import type { CopyForm, Variable } from '../contract/registry.ts';
import { commandForms } from '../shared/copy-as/command.ts';
import { exports } from '../shared/copy-as/exports.ts';
import { bearerHeader } from '../shared/copy-as/headers.ts';
import { withToken } from '../shared/copy-as/variables.ts';

/** The texts that people of Rok use: the four exports, the header, and the vendor's check. */
export function copyForms(url: string, record: TokenRecord): readonly CopyForm[] {
  return [...exports(withToken(variables(url, record))), bearerHeader(), ...curlLine(url)];
}

/** What programs of Rok read. */
export const variables = (url: string, record: TokenRecord): readonly Variable[] => [
  { name: 'ROK_REGISTRY_URL', text: url },
  { name: 'ROK_REGISTRY_USERNAME', text: record.choices?.['userName'] ?? record.subject },
  { name: 'ROK_REGISTRY_UUID', text: record.choices?.['uuid'] ?? '' },
  { name: 'ROK_REGISTRY_TOKEN' },
];

/** The vendor's own check of a token (docs/registries/rok.md §1, step 6). */
const curlLine = (url: string): readonly CopyForm[] =>
  commandForms({
    id: 'curl',
    label: t('curl command'),
    detail: t('Asks the registry about the token.'),
    containsSecret: true,
    words: ({ token }) => [
      ...['curl', '-H', `Authorization: Bearer ${token.reveal()}`],
      joinUrl(url, ['auth', 'v1', 'token']),
    ],
  });
