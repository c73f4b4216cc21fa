import { t } from '../../core/l10n.ts';
import { documentOf, isPlace, type Place, tokenAtPlace } from '../editors/place.ts';
import type { Services } from '../services.ts';
import { inspectText, showLogins } from './decode.ts';

/** Inspects the token or the logins that a hover or a lens stands for; `place` says where, never which. */
export async function inspectAt(place: unknown, services: Services): Promise<void> {
  if (!isPlace(place)) return;
  const text = tokenAtPlace(place);
  if (text !== undefined) {
    await inspectText(text, services);
    return;
  }
  const logins = await loginsAt(place);
  if (logins !== undefined) await showLogins(logins, services);
  else services.messages.brief(t('The token is no longer there'));
}

async function loginsAt(place: Place) {
  const document = documentOf(place);
  if (document === undefined || place.line >= document.lineCount) return undefined;
  const { loginLine, loginsOf } = await import('../editors/login-line.ts');
  return loginLine(document.lineAt(place.line).text, loginsOf(document))?.logins;
}
