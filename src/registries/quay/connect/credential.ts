import { t } from '../../../core/l10n.ts';
import { decodeJwt } from '../../../jwt/decode.ts';
import { member } from '../../../jwt/decoded.ts';
import { formOf } from '../../../jwt/opaque.ts';
import type { Remark } from '../../contract/form.ts';
import { tokenShapes } from '../token-shapes.ts';

/** What a secret is by its shape (docs/registries/quay.md §1.1, §2.1, §2.6). */
export type CredentialShape =
  | 'api-token'
  | 'robot-token'
  | 'app-token'
  | 'registry-jwt'
  | 'jwt'
  | 'login'
  | 'encrypted-password'
  | 'other';

const opaqueCredentials = new Map<string | undefined, CredentialShape>([
  ['quay-api', 'api-token'],
  ['quay-robot', 'robot-token'],
  ['quay-app', 'app-token'],
]);

export function credentialShape(text: string): CredentialShape {
  const known = opaqueCredentials.get(formOf(text, [tokenShapes])?.id);
  if (known !== undefined) return known;
  const decoded = decodeJwt(text);
  if (decoded.kind === 'jwt') {
    return member(decoded.claims.values, 'iss') === 'quay' ? 'registry-jwt' : 'jwt';
  }
  if (/^[a-z0-9._-]+\+[a-z0-9._-]+:/.test(text)) return 'login';
  if (text.startsWith('$app:')) return 'app-token';
  // AES output in base64, which is longer than any API token.
  if (text.length > 40 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    return 'encrypted-password';
  }
  return 'other';
}

/** Judges what is typed where the API token belongs. */
export function checkApiToken(text: string): Remark | undefined {
  switch (credentialShape(text)) {
    case 'api-token':
      return undefined;
    case 'robot-token':
    case 'login':
      return error(
        t('This is a robot’s token. Robots cannot call the API: an OAuth API token is needed.'),
      );
    case 'app-token':
      return error(
        t('This is an app token. It logs in to the image registry, but cannot call the API.'),
      );
    case 'registry-jwt':
      return error(
        t('This is a token for images that ends within an hour. It cannot call the API.'),
      );
    case 'encrypted-password':
      return error(
        t('This looks like an encrypted password. An OAuth API token of 40 characters is needed.'),
      );
    case 'jwt':
      return {
        severity: 'warning',
        message: t('This is a JWT. It works only if the registry trusts its issuer for sign-in.'),
      };
    case 'other':
      return {
        severity: 'warning',
        message: t('API tokens have 40 letters and digits; this has {0} characters.', text.length),
      };
  }
}

const error = (message: string): Remark => ({ severity: 'error', message });
