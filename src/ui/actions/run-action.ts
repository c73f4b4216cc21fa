import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Action, Consequence } from '../../registries/contract/action.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { ActionPresentation } from '../../registries/contract/contributions.ts';
import type { FormValues } from '../../registries/contract/form.ts';
import { presentationOf } from '../../registries/presentation.ts';
import type { Services } from '../services.ts';
import { runForm } from '../wizard/form.ts';
import { attempt } from './attempt.ts';
import { pickTarget, type Target } from './pick/item.ts';
import { recordTarget } from './pick/record-target.ts';
import { selectedTargets } from './pick/selected.ts';
import { runSeveral } from './run-several.ts';
import { operate, showOutcome } from './settle.ts';

/**
 * Carries out an action from beginning to end: find the row, ask, confirm, do it once, keep what
 * came back, show. The same for every action of every kind. Rows that are selected together are
 * done together, where the action takes several.
 */
export async function runAction(
  id: ActionId,
  row: unknown,
  services: Services,
  selected?: unknown,
): Promise<void> {
  const looks = await presentationOf(id);
  const target = await findTarget(id, looks, row, services);
  if (target === undefined) return;
  const { account, item } = target;
  await attempt(account, services, async () => {
    const action = (await services.sessions.registry(account)).actions[id];
    if (action === undefined) {
      throw new RegistryError('unsupported', item.blocked?.[id] ?? t('This cannot be done here.'));
    }
    const together = action.several === true ? selectedTargets(row, selected, id) : [];
    const [first = target, ...others] = together;
    const values = await fill(action, first, id, looks, services);
    if (values === undefined) return;
    if (!(await confirmed(action, [first, ...others], values, looks, services))) return;
    if (others.length === 0) await runOne(action, first, values, looks, services);
    else await runSeveral(action, together, values, looks, services);
  });
}

/** The row, what the row of a held token stands for, or what the person picks. */
async function findTarget(
  id: ActionId,
  looks: ActionPresentation,
  row: unknown,
  services: Services,
): Promise<Target | undefined> {
  const held = looks.needsHeld === true ? recordTarget(row, id) : undefined;
  return held ?? pickTarget(row, id, services, looks.title());
}

async function fill(
  { form }: Action,
  { account, item }: Target,
  id: ActionId,
  { title }: ActionPresentation,
  services: Services,
): Promise<FormValues | undefined> {
  if (form === undefined) return {};
  const { memory, sessions, progress } = services;
  const described = await progress(title(), async (signal) => form(item, signal));
  return runForm(described, {
    doors: services,
    remember: { memory, name: `${account.kind}.${id}` },
    connection: () => sessions.connection(account),
  });
}

async function confirmed(
  { consequence }: Action,
  [first, ...others]: readonly [Target, ...Target[]],
  values: FormValues,
  { title, button }: ActionPresentation,
  { messages, progress }: Services,
): Promise<boolean> {
  if (consequence === undefined) return true;
  const said = await progress(title(), async (signal): Promise<Consequence | undefined> =>
    consequence([first.item, ...others.map(({ item }) => item)], values, signal),
  );
  if (said === undefined) return true;
  const yes = { label: button(), value: true };
  return (await messages.confirm(said.message, said.detail, yes)) === true;
}

/** What was entered is kept, so that trying again does not ask again. */
async function runOne(
  action: Action,
  { account, item }: Target,
  values: FormValues,
  { progress }: ActionPresentation,
  services: Services,
): Promise<void> {
  await attempt(account, services, async () => {
    const outcome = await services.progress(progress(item.label), (signal) =>
      operate(() => action.run(item, values, signal), { account, item }, services, signal),
    );
    await showOutcome(outcome, account, services);
  });
}
