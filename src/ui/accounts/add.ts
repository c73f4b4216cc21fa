import { randomUUID } from 'node:crypto';
import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { Kind } from '../../registries/contract/kind.ts';
import type { Adapter, Connected } from '../../registries/contract/registry.ts';
import { kinds } from '../../registries/kinds.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import type { Services } from '../services.ts';
import type { StepFrame } from '../wizard/step.ts';
import { askForAccount, draft } from './account-form.ts';
import { askForFound, stillAsked } from './connect-found.ts';

/** An account as the steps described it, not stored yet. */
interface Drafted {
  readonly adapter: Adapter;
  readonly account: Account;
  readonly signIn: SignIn;
  /** How many steps there were until now. */
  readonly steps: number;
}

/** Leads through adding an account. Nothing is stored before the registry accepted the sign-in. */
export async function addAccount(services: Services): Promise<void> {
  const drafted = await draftAccount(services);
  if (drafted === undefined) return;
  const connected = await connect(drafted, services);
  if (connected === undefined) return;
  const { account, signIn, steps } = drafted;
  const { accounts } = services.vault;
  const label = await askForLabel(
    { title: t('Add Account: {0}', t('Name')), step: steps + 1, totalSteps: steps + 1 },
    accounts.freeLabel(connected.label),
    (text) => accounts.isTaken(text),
    services,
  );
  if (label === undefined) return;
  const { userName, options } = connected;
  await services.vault.addAccount(
    { ...account, label, userName, options: { ...account.options, ...options } },
    signIn,
  );
  services.messages.brief(t('{0} added', label));
  await services.view.show(account.id, []);
}

/** Signs in, and again as long as the person wants: what was typed is not lost with one failure. */
async function connect(
  { adapter, account, signIn }: Drafted,
  { sessions, log, messages, progress }: Services,
): Promise<Connected | undefined> {
  for (;;) {
    try {
      return await progress(t('Signing in…'), async (signal) =>
        adapter.connect(await sessions.connection(account, () => signIn), signal),
      );
    } catch (error) {
      const failure = toRegistryError(error);
      if (failure.code === 'cancelled') return undefined;
      log.error(account.label, failure);
      const again = await messages.error(failure.message, { label: t('Try Again'), value: true });
      if (again !== true) return undefined;
    }
  }
}

async function draftAccount(services: Services): Promise<Drafted | undefined> {
  for (;;) {
    const entry = await pickKind(services);
    if (entry === undefined) return undefined;
    const adapter = await entry.load();
    const base: Account = {
      id: randomUUID(),
      kind: entry.kind,
      label: entry.label,
      url: '',
      userName: '',
      options: {},
    };
    const before = kinds.length > 1 ? 1 : 0;
    const found = await askForFound(
      entry,
      { title: t('Add Account'), step: 1, totalSteps: 1 },
      services,
    );
    if (found.kind === 'back') continue;
    if (found.kind === 'cancel') return undefined;
    const fields = stillAsked(adapter.connectFields(), found.value);
    const around = { stepsBefore: before, stepsAfter: 1 };
    const title = t('Add Account');
    const entered = await askForAccount(
      title,
      adapter,
      fields,
      base,
      services,
      around,
      found.value,
    );
    if (entered.kind === 'back') continue;
    if (entered.kind === 'cancel') return undefined;
    const { values, trust } = entered.value;
    return {
      adapter,
      account: draft(base, adapter, values, trust),
      signIn: adapter.signIn(values),
      steps: before + fields.filter((field) => field.when?.(values) ?? true).length,
    };
  }
}

async function pickKind({ steps }: Services): Promise<Kind | undefined> {
  const [only] = kinds;
  if (kinds.length === 1) return only;
  const result = await steps.pick<Kind>({
    frame: { title: t('Add Account'), step: 1, totalSteps: 1 },
    placeholder: t('Which registry?'),
    rows: await Promise.all(
      kinds.map(async (kind) => ({
        icon: kind.icon,
        label: kind.label,
        detail: (await kind.contributions()).description(),
        value: kind,
      })),
    ),
  });
  return result.kind === 'value' ? result.value : undefined;
}

/** Asks for the name an account is shown by. */
export async function askForLabel(
  frame: StepFrame,
  value: string,
  isTaken: (text: string) => boolean,
  { steps }: Services,
): Promise<string | undefined> {
  const result = await steps.text({
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
