import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { TokenRecord } from '../../core/token.ts';
import { withSecret } from '../actions/pick/able.ts';
import { tokenRow } from '../actions/pick/token.ts';
import { withToken } from '../actions/with-token.ts';
import { isPlace, tokenAtPlace } from '../editors/place.ts';
import { askForToken } from '../inspector/ask-for-token.ts';
import { type Compared, comparePage } from '../inspector/compare-page.ts';
import { withKnownEnd } from '../inspector/known.ts';
import { tokenInClipboard, tokenInEditor } from '../inspector/pasted-source.ts';
import { readToken } from '../inspector/read-token.ts';
import type { Services } from '../services.ts';
import { isNode, tokenOf } from '../tree/node.ts';

/** Where the other token of a comparison may come from. */
type Source = 'editor' | 'clipboard' | 'paste' | TokenRecord;

/** Compares two tokens claim by claim: the row's or the one shown, and another. */
export async function compareTokens(row: unknown, services: Services): Promise<void> {
  const title = t('Compare Tokens');
  const inspector = await services.inspector.open();
  const first = await given(row, inspector.shown, services);
  const left = first ?? (await choose(title, t('Which token is the first?'), services));
  if (left === undefined) return;
  const right = await choose(title, t('Which token is compared with {0}?', left.title), services);
  if (right === undefined) return;
  const { clock } = services;
  inspector.compare(`${left.title} ↔ ${right.title}`, () => comparePage(left, right, clock.now()));
}

/** The token of the row, or at the place in a document; else the one that is shown. */
async function given(
  row: unknown,
  shown: Compared | undefined,
  services: Services,
): Promise<Compared | undefined> {
  if (isPlace(row)) return ofText(tokenAtPlace(row), t('In the editor'));
  return isNode(row) && tokenOf(row) !== undefined ? ofRow(row, services) : shown;
}

async function choose(
  title: string,
  placeholder: string,
  services: Services,
): Promise<Compared | undefined> {
  const { vault, clipboard, clock } = services;
  const inEditor = tokenInEditor();
  const inClipboard = await tokenInClipboard(clipboard);
  const result = await services.steps.pick<Source>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder,
    rows: [
      ...(inEditor === undefined
        ? []
        : [{ icon: 'selection', label: t('In the editor'), value: 'editor' as const }]),
      ...(inClipboard === undefined
        ? []
        : [{ icon: 'clippy', label: t('In the clipboard'), value: 'clipboard' as const }]),
      { icon: 'edit', label: t('Paste a token…'), value: 'paste' as const },
      ...vault.tokens
        .list()
        .map((record) => tokenRow(record, vault.accounts.get(record.accountId), clock)),
    ],
  });
  if (result.kind !== 'value') return undefined;
  switch (result.value) {
    case 'editor':
      return ofText(inEditor, t('In the editor'));
    case 'clipboard':
      return ofText(inClipboard, t('In the clipboard'));
    case 'paste':
      return ofText(
        await askForToken(title, t('Paste the token.'), services.steps),
        t('Pasted token'),
      );
    default:
      return ofRecord(result.value, services);
  }
}

/** The token behind a row, read from its registry where that can be. */
async function ofRow(row: unknown, services: Services): Promise<Compared | undefined> {
  let found: Compared | undefined;
  await withToken(
    row,
    t('Compare Tokens'),
    services,
    withSecret,
    async ({ record, secrets }, { account }) => {
      found = await known(record, secrets.token, account);
    },
  );
  return found;
}

async function ofRecord(
  record: TokenRecord,
  { vault, messages }: Services,
): Promise<Compared | undefined> {
  const secrets = await vault.tokens.secrets(record.id);
  if (secrets !== undefined) {
    return known(record, secrets.token, vault.accounts.get(record.accountId));
  }
  await messages.warn(t('The secret of {0} is not kept on this machine.', record.label));
  return undefined;
}

/** With its record: of an opaque token that is all there is to compare. */
async function known(
  record: TokenRecord,
  token: Secret,
  account: Account | undefined,
): Promise<Compared> {
  const { decoded, languages } = await readToken(token);
  return {
    title: record.label,
    decoded: withKnownEnd(decoded, record),
    languages,
    record,
    ...(account === undefined ? {} : { account }),
  };
}

async function ofText(text: string | undefined, title: string): Promise<Compared | undefined> {
  return text === undefined ? undefined : { title, ...(await readToken(new Secret(text))) };
}
