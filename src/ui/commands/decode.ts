import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { FileLogin } from '../../delivery/logins/auth-file.ts';
import type { Shown } from '../inspector/inspector.ts';
import { loginsIn } from '../inspector/logins.ts';
import { meantPart } from '../inspector/long-text.ts';
import { tokenInClipboard, tokenInEditor } from '../inspector/pasted-source.ts';
import type { Services } from '../services.ts';

/** Inspects what is selected, else what is in the clipboard, else what the person enters. */
export async function decodeJwt(services: Services): Promise<void> {
  await findAndShow(services, false);
}

/**
 * The token that is shown; without one, the token that the person means is shown. The keyboard is
 * left to the questions that follow: the editor would give it to the page while they are open.
 */
export async function shownToken(services: Services): Promise<Shown | undefined> {
  const { shown } = await services.inspector.open();
  return shown ?? findAndShow(services, true);
}

async function findAndShow(services: Services, isGlance: boolean): Promise<Shown | undefined> {
  const text =
    tokenInEditor() ?? (await tokenInClipboard(services)) ?? (await askForText(services));
  if (text === undefined) return undefined;
  const logins = await loginsIn(text);
  if (logins !== undefined) {
    await showLogins(logins, services);
    return undefined;
  }
  const part = await meantPart(text, services);
  return part === undefined ? undefined : inspectText(part, services, isGlance);
}

/** Shows logins as a read-only document, without their secrets. */
export async function showLogins(
  logins: readonly FileLogin[],
  { decoded, clock }: Services,
): Promise<void> {
  const { loginsDocument } = await import('../inspector/logins-document.ts');
  await decoded.show(t('Logins'), await loginsDocument(logins, clock.now()));
}

async function askForText({ steps }: Services): Promise<string | undefined> {
  const { askForToken } = await import('../inspector/ask-for-token.ts');
  return askForToken(
    t('Decode JWT'),
    t('Paste a token. Neither the selection nor the clipboard holds one.'),
    steps,
  );
}

/**
 * Shows a token that stands somewhere as text.
 *
 * @param isGlance the keyboard stays where it is
 */
export async function inspectText(
  text: string,
  services: Services,
  isGlance = false,
): Promise<Shown> {
  services.pasted.remember(text);
  const inspector = await services.inspector.open();
  return inspector.show({ token: new Secret(text) }, isGlance);
}
