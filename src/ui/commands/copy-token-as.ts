import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { Secret } from '../../core/secret.ts';
import type { IssuedToken } from '../../core/token.ts';
import { referenceTo } from '../../delivery/run/find-token.ts';
import type { CopyForm } from '../../registries/contract/registry.ts';
import { attempt } from '../actions/attempt.ts';
import { mayHandOut } from '../actions/caution.ts';
import { copySecretOf } from '../actions/copy.ts';
import { obtain } from '../actions/obtain.ts';
import { withRegistry } from '../actions/pick/able.ts';
import { pickToken } from '../actions/pick/token.ts';
import type { Services } from '../services.ts';

/** Copies a text made from a token: a login command, a header, a Kubernetes secret … */
export async function copyTokenAs(row: unknown, services: Services): Promise<void> {
  const title = t('Copy Token As');
  const target = await pickToken(row, services, title, withRegistry);
  if (target?.account === undefined) return;
  const { account } = target;
  await attempt(account, services, async () => {
    const registry = await services.sessions.registry(account);
    const held = await services.vault.tokens.secrets(target.record.id);
    const forms = [
      ...registry
        .copyForms(target.record)
        .filter(({ needs }) => needs === undefined || held?.[needs] !== undefined),
      referenceForm,
    ];
    const picked = await services.steps.pick<CopyForm>({
      frame: { title, step: 1, totalSteps: 1 },
      placeholder: t('In which form?'),
      rows: forms.map((form) => ({
        label: form.label,
        detail: form.detail,
        value: form,
      })),
    });
    if (picked.kind !== 'value') return;
    const form = picked.value;
    const token = await obtain(target, services);
    const { record, secrets } = token;
    if (form === referenceForm) {
      await copyReference(token, account, services);
      return;
    }
    const text = form.build(secrets);
    if (form.containsSecret) {
      if (!(await mayHandOut(record, services.messages))) return;
      await copySecretOf(record, new Secret(text), services, form.label);
    } else {
      await services.clipboard.copyText(text);
      services.messages.brief(t('{0} copied', form.label));
    }
  });
}

/** What stands for the token in a `.env` or a command line, whatever its kind. */
const referenceForm: CopyForm = {
  id: 'registry-tokens-reference',
  get label() {
    return t('Reference for registry-tokens run');
  },
  get detail() {
    return t('Without the secret: commands get that from the editor when they run.');
  },
  containsSecret: false,
  build: () => '',
};

/** Commands find what is kept, so the token is kept; and the program that gives it to them is there. */
async function copyReference(
  token: IssuedToken,
  account: Account,
  { vault, clipboard, messages, runs }: Services,
): Promise<void> {
  await vault.tokens.keep(token);
  await runs.get();
  const kept = { accounts: vault.accounts.list(), tokens: vault.tokens.list() };
  await clipboard.copyText(referenceTo(token.record, account, kept));
  messages.brief(t('{0} copied', referenceForm.label));
}
