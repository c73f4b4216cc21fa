import { t } from '../../core/l10n.ts';
import { redact } from '../../core/redact.ts';
import { askForLabel } from '../accounts/add.ts';
import type { Services } from '../services.ts';
import { isNode, labelOf } from '../tree/node.ts';

/** Gives another name to what has one of ours: an account, or a token kept without one. */
export async function rename(row: unknown, services: Services): Promise<void> {
  if (!isNode(row)) return;
  if (row.type === 'account') await renameAccount(row.account.id, services);
  else if (row.type === 'record' && row.account === undefined) {
    await renameToken(row.record.id, services);
  } else services.messages.brief(t('{0} has its name from the registry', labelOf(row)));
}

async function renameAccount(id: string, services: Services): Promise<void> {
  const { vault } = services;
  const account = vault.accounts.get(id);
  if (account === undefined) return;
  const label = await askForLabel(
    { title: t('Rename {0}', account.label), step: 1, totalSteps: 1 },
    account.label,
    (text) => vault.accounts.isTaken(text, id),
    services,
  );
  if (label === undefined || label === account.label) return;
  await vault.changeAccount({ ...account, label }, undefined, account);
}

async function renameToken(id: string, { vault, steps }: Services): Promise<void> {
  const record = vault.tokens.get(id);
  if (record === undefined) return;
  const result = await steps.text({
    frame: { title: t('Rename {0}', record.label), step: 1, totalSteps: 1 },
    prompt: t('The name this token is shown by.'),
    value: record.label,
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) => {
      if (text === '') return { severity: 'error', message: t('Please enter a name.') };
      // A name stands where everybody can read it.
      return redact(text) === text
        ? undefined
        : { severity: 'error', message: t('This is a secret, not a name.') };
    },
  });
  if (result.kind === 'value') await vault.tokens.rename(id, result.value);
}
