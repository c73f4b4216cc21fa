import { formatInstant } from '../../core/instant.ts';
import { t } from '../../core/l10n.ts';
import { visible } from '../../core/visible.ts';
import { plain } from '../../jwt/json.ts';
import { jsonText } from '../../jwt/json-text.ts';
import { bareSecret } from '../../jwt/of-secret.ts';
import type { Row } from '../../jwt/row.ts';
import { mayHandOut } from '../actions/caution.ts';
import { copySecretOf } from '../actions/copy.ts';
import type { Inspector, Shown } from '../inspector/inspector.ts';
import { tokenLanguages } from '../inspector/read-token.ts';
import { payloadOf, rowOf, rowsOf } from '../inspector/token-page.ts';
import type { Services } from '../services.ts';
import { shownToken } from './decode.ts';

/** Copies the value of one claim: the one of the row it was asked for, else one that is chosen. */
export async function copyClaim(context: unknown, services: Services): Promise<void> {
  await withShown(services, async (shown, inspector) => {
    const { row: id } = (context ?? {}) as Readonly<Record<string, unknown>>;
    const row = typeof id === 'string' ? rowOf(shown, id) : await pickRow(shown, services);
    if (row === undefined) return;
    const value = plain(row.value);
    await services.clipboard.copyText(typeof value === 'string' ? value : jsonText(row.value));
    tell(t('{0} copied', visible(row.name, 60)), inspector, services);
  });
}

/** Copies the claims as JSON, as they were written. */
export async function copyPayload(services: Services): Promise<void> {
  await withShown(services, async ({ decoded }, inspector) => {
    const payload = payloadOf(decoded);
    if (payload === undefined) {
      await services.messages.info(t('The claims of this token cannot be read.'));
      return;
    }
    await services.clipboard.copyText(jsonText(payload));
    tell(t('Payload copied'), inspector, services);
  });
}

/** Copies the token that is shown, to be cleared again after a while, and says whose it is. */
export async function copyInspected(services: Services): Promise<void> {
  await withShown(services, async ({ token, record, title }, inspector) => {
    if (record !== undefined) {
      if (!(await mayHandOut(record, services.messages))) return;
      inspector.say(await copySecretOf(record, token, services));
      return;
    }
    const clearMs = await services.clipboard.copySecret(await bareSecret(token, tokenLanguages));
    const told =
      clearMs === 0
        ? t('Copied the token shown: {0}', title)
        : t('Copied the token shown: {0}. Cleared in {1} s', title, clearMs / 1000);
    tell(told, inspector, services);
  });
}

async function withShown(
  services: Services,
  work: (shown: Shown, inspector: Inspector) => Promise<void>,
): Promise<void> {
  const inspector = await services.inspector.open();
  const shown = await shownToken(services);
  if (shown !== undefined) await work(shown, inspector);
}

async function pickRow(shown: Shown, { steps }: Services): Promise<Row | undefined> {
  const result = await steps.pick<Row>({
    frame: { title: shown.title, step: 1, totalSteps: 1 },
    placeholder: t('Which value?'),
    rows: rowsOf(shown).map((row) => ({
      label: visible(row.name, 60),
      description: valueText(row),
      value: row,
    })),
  });
  return result.kind === 'value' ? result.value : undefined;
}

/** A value on one line; a point in time as people say it as well. */
function valueText({ value, instant }: Row): string {
  const text = visible(jsonText(value).replace(/\s+/g, ' '), 80);
  return instant === undefined ? text : t('{0} ({1})', text, formatInstant(instant).local);
}

/** Tells in the status bar, and to a screen reader in the inspector. */
function tell(text: string, inspector: Inspector, { messages }: Services): void {
  messages.brief(text);
  inspector.say(text);
}
