import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { IssuedToken, TokenRecord } from '../../core/token.ts';
import { settings } from '../editor/settings.ts';
import type { Services } from '../services.ts';
import { pasted, type RecordNode } from '../tree/node.ts';
import type { PickRow } from '../wizard/pick-step.ts';
import { copySecretOf } from './copy.ts';

/** The wizard whose last step it is. */
export interface Ending {
  readonly title: string;
  /** Remembers what was chosen under this name. */
  readonly name: string;
}

type Use = 'copy' | 'copy-as' | 'active' | 'docker' | 'keep';

/** The longest text that the box of a step shows whole, in characters. */
const shownWhole = 80;

/**
 * The last step of issuing: what to do with the new token, which is stored already. What was chosen
 * the last time comes first; a setting copies without asking.
 */
export async function endIssuing(
  message: string,
  issued: IssuedToken,
  account: Account,
  { title, name }: Ending,
  services: Services,
): Promise<void> {
  const { memory, messages, steps } = services;
  const isAsked = settings.afterIssuing() === 'ask';
  // What matters stands nowhere where it is cut off.
  if (!isAsked || message.length > shownWhole) void messages.info(message);
  if (!isAsked) {
    await copySecretOf(issued.record, issued.secrets.token, services);
    return;
  }
  const before = memory.recall(`${name}.then`);
  const isActive = services.vault.active.token?.id === issued.record.id;
  const rows = usesOf(issued.record)
    .filter(({ value }) => value !== 'active' || !isActive)
    .toSorted((a, b) => Number(b.value === before) - Number(a.value === before));
  const picked = await steps.pick<Use>({
    frame: { title, step: 1, totalSteps: 1 },
    placeholder: message,
    rows,
  });
  if (picked.kind !== 'value') return;
  await memory.remember(`${name}.then`, picked.value);
  await use(picked.value, issued, account, services);
}

function usesOf({ registryHost, loginName }: TokenRecord): readonly PickRow<Use>[] {
  const canLogIn = registryHost !== undefined && loginName !== undefined;
  return [
    { icon: 'copy', label: t('Copy Token'), value: 'copy' },
    { icon: 'copy', label: t('Copy Token As…'), value: 'copy-as' },
    { icon: 'star', label: t('Set Active'), value: 'active' },
    ...(canLogIn ? [{ icon: 'terminal', label: t('Docker Login'), value: 'docker' as const }] : []),
    { icon: 'check', label: t('Just Keep It'), value: 'keep' },
  ];
}

async function use(
  chosen: Use,
  issued: IssuedToken,
  account: Account,
  services: Services,
): Promise<void> {
  const { record } = issued;
  const row: RecordNode = { type: 'record', id: record.id, account, record, parent: pasted };
  switch (chosen) {
    case 'copy':
      await copySecretOf(issued.record, issued.secrets.token, services);
      return;
    case 'copy-as':
      await services.run('copyTokenAs', row);
      return;
    case 'active':
      await services.vault.active.set(record.id);
      return;
    case 'docker':
      await services.run('dockerLogin', row);
      return;
    case 'keep':
      return;
  }
}
