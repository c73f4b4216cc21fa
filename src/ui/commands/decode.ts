import * as vscode from 'vscode';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import { readAuthFile } from '../../delivery/logins/auth-file.ts';
import { tokenDocument } from '../../jwt/document.ts';
import type { Shown } from '../inspector/inspector.ts';
import { loginsDocument } from '../inspector/logins-document.ts';
import {
  askForToken,
  tokenAt,
  tokenInClipboard,
  tokenInEditor,
} from '../inspector/pasted-source.ts';
import type { Services } from '../services.ts';
import { withToken } from '../actions/with-token.ts';

/** Shows the token of a row in the inspector. */
export async function decodeToken(row: unknown, services: Services): Promise<void> {
  await withToken(row, t('Decode Token'), services, async ({ record, secrets }, { account }) => {
    const inspector = await services.inspector.open();
    await inspector.show({
      token: secrets.token,
      title: record.label,
      record,
      ...(account === undefined ? {} : { account }),
    });
  });
}

/** Inspects what is selected, else what is in the clipboard, else what the person enters. */
export async function decodeJwt(services: Services): Promise<void> {
  await findAndShow(services);
}

/** Shows the token that the person means, for commands that want one to be shown. */
export async function findAndShow(services: Services): Promise<Shown | undefined> {
  const text =
    tokenInEditor() ??
    (await tokenInClipboard(services.clipboard)) ??
    (await askForToken(
      t('Decode JWT'),
      t('Paste a token. Neither the selection nor the clipboard holds one.'),
      services.steps,
    ));
  if (text === undefined) return undefined;
  const logins = readAuthFile(text);
  if (logins === undefined) return inspectText(text, services);
  await services.decoded.show(t('Logins'), await loginsDocument(logins, services.clock.now()));
  return undefined;
}

/** Inspects the token that a hover or a lens stands for; `place` says where, never which. */
export async function inspectAt(place: unknown, services: Services): Promise<void> {
  const { uri, line, character } = (place ?? {}) as Readonly<Record<string, unknown>>;
  if (!isIndex(line) || !isIndex(character)) return;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const text = document && tokenAt(document, new vscode.Position(line, character));
  if (text === undefined) {
    services.messages.brief('info', t('The token is no longer there'));
    return;
  }
  await inspectText(text, services);
}

/** Shows what the inspector shows as a document, which can be searched and folded. */
export async function openAsText(services: Services): Promise<void> {
  const shown = (await services.inspector.open()).shown ?? (await findAndShow(services));
  if (shown === undefined) return;
  const now = services.clock.now();
  const { decoded, languages } = shown;
  await services.decoded.show(shown.title, tokenDocument(decoded, { now, languages }));
}

async function inspectText(text: string, services: Services): Promise<Shown> {
  services.pasted.remember(text);
  const inspector = await services.inspector.open();
  return inspector.show({ token: new Secret(text) });
}

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
