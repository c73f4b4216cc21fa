import { t } from '../../../core/l10n.ts';
import { decodeJwt } from '../../../jwt/decode.ts';
import { member } from '../../../jwt/decoded.ts';
import { formOf } from '../../../jwt/opaque.ts';
import type { Remark } from '../../contract/form.ts';
import { tokenShapes } from '../token-shapes.ts';
import { isForAccess, servicesOf } from './authorization.ts';

/** What a secret is by its shape (docs/registries/jfrog.md §1.1, §3). */
export type CredentialShape =
  'access-token' | 'reference-token' | 'api-key' | 'refresh-token' | 'pairing-token' | 'other';

const opaqueCredentials = new Map<string | undefined, CredentialShape>([
  ['jfrog-reference', 'reference-token'],
  ['jfrog-api-key', 'api-key'],
  ['jfrog-refresh', 'refresh-token'],
]);

export function credentialShape(text: string): CredentialShape {
  const known = opaqueCredentials.get(formOf(text, [tokenShapes])?.id);
  if (known !== undefined) return known;
  const decoded = decodeJwt(text);
  if (decoded.kind !== 'jwt') return 'other';
  const scope = member(decoded.claims.values, 'scp');
  return typeof scope === 'string' && scope.startsWith('internal:service-trust/pairing')
    ? 'pairing-token'
    : 'access-token';
}

/** Judges what is typed where the sign-in belongs. */
export function checkSignIn(text: string, now: number): Remark | undefined {
  switch (credentialShape(text)) {
    case 'access-token':
      return checkClaims(text, now);
    case 'reference-token':
      return undefined;
    case 'api-key':
      return error(
        t('This is an API key. It cannot manage tokens: an access or identity token is needed.'),
      );
    case 'refresh-token':
      return error(t('This is a refresh token. It grants no access; the token beside it does.'));
    case 'pairing-token':
      return error(t('This is a pairing token. It works once, for another platform.'));
    case 'other':
      return {
        severity: 'warning',
        message: t('This is neither a JWT nor a reference token (which begins with cmVmdGtu).'),
      };
  }
}

/** What the server would refuse in any case is told before it is asked: tries can lock the user. */
function checkClaims(text: string, now: number): Remark | undefined {
  const decoded = decodeJwt(text);
  if (decoded.kind !== 'jwt') return undefined;
  const { expires } = decoded.times;
  if (expires !== undefined && expires <= now) return error(t('This token has expired.'));
  const audience = member(decoded.claims.values, 'aud');
  return isForAccess(audience)
    ? undefined
    : {
        severity: 'warning',
        message: t(
          'Only JFrog before 7.21.1 accepts this token: its audience is {0}, and newer platforms need “jfac@*” or “*@*”.',
          servicesOf(audience),
        ),
      };
}

const error = (message: string): Remark => ({ severity: 'error', message });
