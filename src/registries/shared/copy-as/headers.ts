import { t } from '../../../core/l10n.ts';
import type { CopyForm } from '../../contract/registry.ts';
import { basicCredentials, type ImageLogin } from './login.ts';

export function basicHeader(login: ImageLogin): CopyForm {
  return {
    id: 'authorization-header',
    label: t('Authorization header'),
    detail: t('Basic, with the user name {0}.', login.user),
    containsSecret: true,
    build: ({ token }) => `Authorization: Basic ${basicCredentials(login.user, token.reveal())}`,
  };
}

export function bearerHeader(): CopyForm {
  return {
    id: 'authorization-header',
    label: t('Authorization header'),
    detail: t('Bearer, for the API.'),
    containsSecret: true,
    build: ({ token }) => `Authorization: Bearer ${token.reveal()}`,
  };
}
