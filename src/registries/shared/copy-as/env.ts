import { t } from '../../../core/l10n.ts';
import type { TokenSecrets } from '../../../core/token.ts';
import type { CopyForm, Variable } from '../../contract/registry.ts';
import type { ImageLogin } from './login.ts';
import { envValue } from './quoting.ts';
import { withToken } from './variables.ts';

/** Lines for a `.env` file: names with their values, in order. */
export function envLines(
  variables: (secrets: TokenSecrets) => readonly (readonly [name: string, value: string])[],
): CopyForm {
  return {
    id: 'env',
    label: t('Environment variables'),
    detail: t('Lines for a .env file.'),
    containsSecret: true,
    build: (secrets) =>
      variables(secrets)
        .map(([name, value]) => `${name}=${envValue(value)}\n`)
        .join(''),
  };
}

/** The three names that scripts around image registries commonly read. */
export const imageVariables = (login: ImageLogin): readonly Variable[] => [
  { name: 'REGISTRY_HOST', text: login.host },
  { name: 'REGISTRY_USERNAME', text: login.user },
  { name: 'REGISTRY_PASSWORD' },
];

export const imageEnvLines = (login: ImageLogin): CopyForm =>
  envLines(withToken(imageVariables(login)));
