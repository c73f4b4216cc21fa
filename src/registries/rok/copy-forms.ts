import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import { joinUrl } from '../../net/http/url.ts';
import type { CopyForm } from '../contract/registry.ts';
import { commandForms } from '../shared/copy-as/command.ts';
import { exports } from '../shared/copy-as/exports.ts';
import { bearerHeader } from '../shared/copy-as/headers.ts';

/** The texts that people of Rok use: the four exports, the header, and the vendor's check. */
export function copyForms(url: string, record: TokenRecord): readonly CopyForm[] {
  return [
    ...exports(({ token }) => [
      ['ROK_REGISTRY_URL', url],
      ['ROK_REGISTRY_USERNAME', record.choices?.['userName'] ?? record.subject],
      ['ROK_REGISTRY_UUID', record.choices?.['uuid'] ?? ''],
      ['ROK_REGISTRY_TOKEN', token.reveal()],
    ]),
    bearerHeader(),
    ...curlLine(url),
  ];
}

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
