import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { TokenRecord } from '../../core/token.ts';
import { attempt } from '../actions/attempt.ts';
import { obtain } from '../actions/obtain.ts';
import { listed, withSecret } from '../actions/pick/able.ts';
import { pickToken, targetOf, tokenRow } from '../actions/pick/token.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import { isPlace, tokenAtPlace } from '../editors/place.ts';
import { askForToken } from '../inspector/ask-for-token.ts';
import { type Compared, comparePage } from '../inspector/compare-page.ts';
import { withKnownEnd } from '../inspector/known.ts';
import { meantPart } from '../inspector/long-text.ts';
import { tokenInClipboard, tokenInEditor } from '../inspector/pasted-source.ts';
import { type ReadToken, readToken } from '../inspector/read-token.ts';
import type { Services } from '../services.ts';

/** Where the other token of a comparison may come from. */
type Source = 'editor' | 'clipboard' | 'paste' | 'listed' | TokenRecord;

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
  if (isPlace(row)) return ofText(tokenAtPlace(row), t('In the editor'), services);
  const target = targetOf(row);
  return target === undefined ? shown : ofTarget(target, services);
}

async function choose(
  title: string,
  placeholder: string,
  services: Services,
): Promise<Compared | undefined> {
  const { vault, clock } = services;
  const inEditor = tokenInEditor();
  const inClipboard = await tokenInClipboard(services);
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
      ...(vault.accounts.list().length === 0
        ? []
        : [{ icon: 'search', label: t('A token of an account…'), value: 'listed' as const }]),
    ],
  });
  if (result.kind !== 'value') return undefined;
  switch (result.value) {
    case 'editor':
      return ofText(inEditor, t('In the editor'), services);
    case 'clipboard':
      return ofText(inClipboard, t('In the clipboard'), services);
    case 'paste':
      return ofText(
        await askForToken(title, t('Paste the token.'), services.steps),
        t('Pasted token'),
        services,
      );
    case 'listed': {
      const target = await pickToken(undefined, services, title, listed);
      return target && ofTarget(target, services);
    }
    default:
      return ofRecord(result.value, services);
  }
}

/** The token behind a row, read from its registry where that can be; else what is known of it. */
async function ofTarget(target: TokenTarget, services: Services): Promise<Compared | undefined> {
  const { record, account } = target;
  if (!withSecret.can(target, services)) return known(record, undefined, account);
  let found: Compared | undefined;
  await attempt(account, services, async () => {
    const current = await obtain(target, services);
    found = await known(current.record, current.secrets.token, account);
  });
  return found;
}

async function ofRecord(record: TokenRecord, { vault }: Services): Promise<Compared> {
  const secrets = await vault.tokens.secrets(record.id);
  return known(record, secrets?.token, vault.accounts.get(record.accountId));
}

/** With its record: of an opaque token, and of one whose secret is not here, there is nothing else. */
async function known(
  record: TokenRecord,
  token: Secret | undefined,
  account: Account | undefined,
): Promise<Compared> {
  const { decoded, languages } = token === undefined ? nothing : await readToken(token);
  return {
    title: record.label,
    decoded: withKnownEnd(decoded, record),
    languages,
    record,
    ...(account === undefined ? {} : { account }),
  };
}

const nothing: ReadToken = { decoded: { kind: 'empty' }, languages: [] };

async function ofText(
  text: string | undefined,
  title: string,
  services: Services,
): Promise<Compared | undefined> {
  const part = text === undefined ? undefined : await meantPart(text, services);
  return part === undefined ? undefined : { title, ...(await readToken(new Secret(part))) };
}
