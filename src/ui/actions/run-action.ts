import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { TokenRecord } from '../../core/token.ts';
import type { Action, Consequence } from '../../registries/contract/action.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { ActionPresentation } from '../../registries/contract/contributions.ts';
import type { FormValues } from '../../registries/contract/form.ts';
import { presentationOf } from '../../registries/presentation.ts';
import type { Services } from '../services.ts';
import { isNode } from '../tree/node.ts';
import { answersInWords } from '../wizard/answers-in-words.ts';
import { runForm } from '../wizard/form.ts';
import { attempt, tellUnfinished } from './attempt.ts';
import {
  type LastTime,
  lastTimeOf,
  offerAgain,
  rememberLastTime,
  type Repeat,
} from './last-time.ts';
import { leaver } from './leave-row.ts';
import { pickTarget, type Target } from './pick/item.ts';
import { recordTarget } from './pick/record-target.ts';
import { selectedTargets } from './pick/selected.ts';
import { rowLines } from './row-lines.ts';
import { runSeveral } from './run-several.ts';
import { operate, showOutcome } from './settle.ts';

/**
 * Carries out an action from beginning to end: find the row, ask, confirm, do it once, keep what
 * came back, show. The same for every action of every kind. Rows that are selected together are
 * done together, where the action takes several; what was issued before can be issued again without
 * asking.
 */
export async function runAction(
  id: ActionId,
  row: unknown,
  services: Services,
  selected?: unknown,
): Promise<void> {
  const looks = await presentationOf(id);
  const offered = isNode(row) ? 'else' : await offerAgain(id, looks.title(), undefined, services);
  if (offered === undefined) return;
  const target = offered === 'else' ? await findTarget(id, looks, row, services) : offered.target;
  if (target === undefined) return;
  const { account, item } = target;
  await attempt(account, services, async () => {
    const action = (await services.sessions.registry(account)).actions[id];
    if (action === undefined) {
      throw new RegistryError('unsupported', item.blocked?.[id] ?? t('This cannot be done here.'));
    }
    const words = action.several === true ? looks.several : undefined;
    const everywhere = words === undefined ? [] : selectedTargets(row, selected, id);
    const together = everywhere.filter((other) => other.account.id === account.id);
    // What a form asks is of one registry.
    if (words !== undefined && together.length < everywhere.length && action.form === undefined) {
      const { runOverAccounts } = await import('./run-over-accounts.ts');
      await runOverAccounts(id, everywhere, { ...looks, several: words }, services);
      return;
    }
    const [first = target, ...others] = together;
    const answers =
      offered !== 'else'
        ? { values: offered.last.values, last: offered.last }
        : await answer(action, first, { id, looks, isFromRow: isNode(row) }, services);
    if (answers === undefined) return;
    if (!(await confirmed(id, action, [first, ...others], answers.values, looks, services))) return;
    if (words === undefined || others.length === 0) {
      await runOne(action, first, answers, { id, looks }, services);
    } else {
      const steps = together.map((one) => ({ ...one, action }));
      await runSeveral(steps, answers.values, { ...looks, several: words }, services);
    }
  });
}

/** Issues again what was issued before, without asking; `then` hears of the new token first. */
export async function runAgain(
  { id, again: { target, last } }: Repeat,
  services: Services,
  then: (record: TokenRecord) => Promise<void>,
): Promise<void> {
  const looks = await presentationOf(id);
  await attempt(target.account, services, async () => {
    const action = (await services.sessions.registry(target.account)).actions[id];
    if (action === undefined) {
      throw new RegistryError('unsupported', t('This cannot be done here.'));
    }
    const { values } = last;
    if (!(await confirmed(id, action, [target], values, looks, services))) return;
    await runOne(action, target, { values, last }, { id, looks, then }, services);
  });
}

/** An action by its id, and how it looks. */
interface Named {
  readonly id: ActionId;
  readonly looks: ActionPresentation;
  /** Hears of a new token before the person is asked what to do with it. */
  readonly then?: (record: TokenRecord) => Promise<void>;
}

/** What is to be done; with `last` also the next time. */
interface Answers {
  readonly values: FormValues;
  readonly last: LastTime | undefined;
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

/** The answers to the form: those of the last time, or what the person enters. */
async function answer(
  { form, issues }: Action,
  target: Target,
  { id, looks, isFromRow }: Named & { readonly isFromRow: boolean },
  services: Services,
): Promise<Answers | undefined> {
  if (form === undefined) return { values: {}, last: undefined };
  if (isFromRow && issues === 'again') {
    const offered = await offerAgain(id, looks.title(), target, services);
    if (offered !== 'else') return offered && { values: offered.last.values, last: offered.last };
  }
  const { memory, sessions, progress, clock } = services;
  const { account, item } = target;
  const described = await progress(looks.title(), async (signal) => form(item, signal));
  const labels = new Map<string, string>();
  const values = await runForm(described, {
    doors: services,
    remember: { memory, name: `${account.kind}.${id}` },
    clock,
    connection: () => sessions.connection(account),
    labels,
  });
  if (values === undefined) return undefined;
  const words = answersInWords(described, values, labels);
  const last = issues === 'again' ? lastTimeOf(target, described, values, words) : undefined;
  return { values, last };
}

async function confirmed(
  id: ActionId,
  { consequence }: Action,
  targets: readonly [Target, ...Target[]],
  values: FormValues,
  { title, button }: ActionPresentation,
  services: Services,
): Promise<boolean> {
  if (consequence === undefined) return true;
  const { messages, progress } = services;
  const [first, ...others] = targets;
  const said = await progress(title(), async (signal): Promise<Consequence | undefined> =>
    consequence([first.item, ...others.map(({ item }) => item)], values, signal),
  );
  if (said === undefined) return true;
  const { endingPlaces } = await import('./ending-places.ts');
  const places = await endingPlaces(id, targets, services);
  const detail = [
    said.detail,
    ...(others.length === 0 ? [] : [rowLines(targets, services.clock.now())]),
    ...(places === undefined ? [] : [places]),
  ].join('\n\n');
  const yes = { label: button(), value: true };
  return (await messages.confirmDanger(said.message, detail, t('Leave As Is'), yes)) === true;
}

/** What was entered is kept, so that trying again does not ask again. */
async function runOne(
  action: Action,
  { account, item }: Target,
  { values, last }: Answers,
  { id, looks, then }: Named,
  services: Services,
): Promise<void> {
  const leave = leaver([{ account, item }], services.view);
  await attempt(account, services, async () => {
    const outcome = await services.progress(looks.progress(item.label), (signal) =>
      operate(() => action.run(item, values, signal), { account, item }, services, signal),
    );
    if (looks.ends === true) await leave([{ account, item }]);
    const { issued } = outcome;
    if (last !== undefined && issued !== undefined) {
      await rememberLastTime(id, last, issued.record.id, services);
    }
    if (issued !== undefined) await then?.(issued.record);
    const ending = { title: looks.title(), name: `${account.kind}.${id}` };
    await showOutcome(outcome, account, services, action.issues === undefined ? undefined : ending);
    const { unfinished } = outcome;
    if (unfinished !== undefined) await tellUnfinished(unfinished, account, services);
  });
}
