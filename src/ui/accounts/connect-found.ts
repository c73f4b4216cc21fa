import { t } from '../../core/l10n.ts';
import type { Field, FormValues } from '../../registries/contract/form.ts';
import type { FoundAccount } from '../../registries/contract/found-account.ts';
import type { Kind } from '../../registries/contract/kind.ts';
import type { Messages } from '../doors/messages.ts';
import type { Services } from '../services.ts';
import { detailLine } from '../tree/detail-line.ts';
import type { StepFrame, StepResult } from '../wizard/step.ts';
import { findAccounts } from './found-accounts.ts';

/**
 * Offers what other tools are set up with, before anything is asked. Resolves with the answers of
 * the account that was chosen and confirmed; with none when there is nothing, or by the person's
 * choice.
 */
export async function askForFound(
  entry: Kind,
  frame: StepFrame,
  { steps, messages }: Pick<Services, 'steps' | 'messages'>,
): Promise<StepResult<FormValues>> {
  const found = await findAccounts(entry);
  if (found.length === 0) return { kind: 'value', value: {} };
  for (;;) {
    const picked = await steps.pick<FoundAccount | undefined>({
      frame,
      canGoBack: true,
      placeholder: t('Take an account from this machine, or enter one?'),
      rows: [
        ...found.map((account) => ({
          icon: 'file-symlink-file',
          label: account.label,
          description: account.source,
          detail: account.preview.map(detailLine).join(' · '),
          value: account,
        })),
        { icon: 'edit', label: t('Enter another account'), value: undefined },
      ],
    });
    if (picked.kind !== 'value') return picked;
    if (picked.value === undefined) return { kind: 'value', value: {} };
    if (await confirmed(picked.value, messages))
      return { kind: 'value', value: picked.value.values };
  }
}

/** Shows what would be used, and where it comes from. */
async function confirmed(
  { label, preview, source }: FoundAccount,
  messages: Messages,
): Promise<boolean> {
  const yes = await messages.confirm(
    t('Use “{0}” from {1}?', label, source),
    [
      ...preview.map(detailLine),
      '',
      t('The sign-in is tried first, and then kept in the secret storage of the editor.'),
    ].join('\n'),
    { label: t('Use'), value: true },
  );
  return yes === true;
}

/**
 * The steps that are still asked: an address is shown once more, since its server is checked there;
 * what else was found is not.
 */
export const stillAsked = (fields: readonly Field[], given: FormValues): readonly Field[] =>
  fields.filter(
    (field) =>
      given[field.id] === undefined || (field.type === 'text' && field.verify !== undefined),
  );
