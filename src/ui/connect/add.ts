import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { kinds } from '../../registries/index.ts';
import { messages } from '../doors/messages.ts';
import { withProgress } from '../progress.ts';
import type { Services } from '../services.ts';
import { loadAdapter } from '../sessions.ts';
import { pickStep } from '../wizard/pick-step.ts';
import type { StepFrame } from '../wizard/step.ts';
import { textStep } from '../wizard/text-step.ts';
import { askForAccount, draft } from './account-form.ts';

/** Leads through adding an account. Nothing is stored before the registry accepted the sign-in. */
export async function addAccount(services: Services): Promise<void> {
  const kind = await pickKind();
  if (kind === undefined) return;
  const adapter = await loadAdapter(kind);
  const base: Account = {
    id: randomUUID(),
    kind,
    label: '',
    url: '',
    userName: '',
    options: {},
  };
  const entered = await askForAccount(
    t('Add Account'),
    adapter,
    adapter.connectFields,
    base,
    services,
    1,
  );
  if (entered === undefined) return;
  const drafted = draft(base, adapter, entered.values, entered.trust);
  const signIn = adapter.signIn(entered.values);
  const connected = await withProgress(t('Signing in…'), async (signal) =>
    adapter.connect(await services.sessions.connection(drafted, () => signIn), signal),
  );
  const { accounts } = services.vault;
  const steps = adapter.connectFields.filter(
    (field) => field.when?.(entered.values) ?? true,
  ).length;
  const label = await askForLabel(
    { title: t('Add Account: {0}', t('Name')), step: steps + 1, totalSteps: steps + 1 },
    accounts.freeLabel(connected.label),
    (text) => accounts.isTaken(text),
  );
  if (label === undefined) return;
  await services.vault.addAccount({ ...drafted, label, userName: connected.userName }, signIn);
  messages.brief(t('$(check) {0} added', label));
  await services.view.reveal(base.id, []);
}

async function pickKind(): Promise<string | undefined> {
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) return only.kind;
  const result = await pickStep<string>({
    frame: { title: t('Add Account'), step: 1, totalSteps: 1 },
    placeholder: t('Which registry?'),
    rows: kinds.map((entry) => ({
      label: `$(${entry.icon}) ${entry.label}`,
      detail: entry.description(),
      value: entry.kind,
    })),
  });
  return result.kind === 'value' ? result.value : undefined;
}

/** Asks for the name an account is shown by. */
export async function askForLabel(
  frame: StepFrame,
  value: string,
  isTaken: (text: string) => boolean,
): Promise<string | undefined> {
  const result = await textStep({
    frame,
    canGoBack: false,
    prompt: t('The name this account is shown by.'),
    value,
    secret: false,
    normalize: (text) => text.trim(),
    check: (text) => {
      if (text === '') return { severity: 'error', message: t('Please enter a name.') };
      if (isTaken(text)) {
        return { severity: 'error', message: t('There is already an account named “{0}”.', text) };
      }
      return undefined;
    },
  });
  return result.kind === 'value' ? result.value : undefined;
}
