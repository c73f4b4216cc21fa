import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { FormValues } from '../../registries/contract/form.ts';
import type { Consequence, Operation, OperationVerb } from '../../registries/contract/action.ts';
import { messages } from '../doors/messages.ts';
import { pickTarget, type Target } from './pick/item.ts';
import { recordTarget } from './pick/record-target.ts';
import { selectedTargets } from './pick/selected.ts';
import { withProgress } from './progress.ts';
import { attempt } from './attempt.ts';
import { runSeveral } from './operate-several.ts';
import type { Services } from '../services.ts';
import { settle } from './settle.ts';
import { runForm } from '../wizard/form.ts';

/** The words of one verb: the command's title, the modal's button, and what progress says. */
export interface VerbWords {
  readonly title: string;
  readonly button: string;
  readonly progress: (label: string) => string;
}

/**
 * Carries out an operation from beginning to end: find the row, ask, confirm, do it once, keep what
 * came back, show. The same for every verb and every kind. Rows that are selected together are
 * done together, where the operation takes several.
 */
export async function operate(
  verb: OperationVerb,
  words: VerbWords,
  row: unknown,
  services: Services,
  selected?: unknown,
): Promise<void> {
  const several = selectedTargets(row, selected, verb);
  const [first] = several;
  const target =
    first ?? recordTarget(row, verb) ?? (await pickTarget(row, verb, services, words.title));
  if (target === undefined) return;
  await attempt(target.account, services, async () => {
    const operation = await findOperation(verb, target, services);
    if (operation.consequenceOf !== undefined) {
      const targets = several.length > 1 ? several : [target];
      const consequence = await ask(targets, operation.consequenceOf, words);
      if (!(await confirmed(consequence, words))) return;
      if (targets.length > 1) await runSeveral(operation, targets, words, services);
      else await run(operation, target, {}, words, services);
      return;
    }
    const values = await fill(operation, target, verb, words, services);
    if (values === undefined) return;
    const consequence = operation.consequence?.(target.item, values);
    if (consequence !== undefined && !(await confirmed(consequence, words))) return;
    await run(operation, target, values, words, services);
  });
}

async function findOperation(
  verb: OperationVerb,
  { account, item }: Target,
  { sessions }: Services,
): Promise<Operation> {
  const operation = (await sessions.registry(account)).operations[verb];
  if (operation === undefined) {
    throw new RegistryError('unsupported', item.blocked?.[verb] ?? t('This cannot be done here.'));
  }
  return operation;
}

const ask = (
  targets: readonly Target[],
  consequenceOf: NonNullable<Operation['consequenceOf']>,
  words: VerbWords,
): Promise<Consequence> =>
  withProgress(words.title, (signal) =>
    consequenceOf(
      targets.map(({ item }) => item),
      signal,
    ),
  );

async function fill(
  operation: Operation,
  { account, item }: Target,
  verb: OperationVerb,
  words: VerbWords,
  { memory, sessions }: Services,
): Promise<FormValues | undefined> {
  if (operation.form === undefined) return {};
  const { form } = operation;
  const described = await withProgress(words.title, async (signal) => form(item, signal));
  return runForm(described, {
    remember: { memory, name: `${account.kind}.${verb}` },
    connection: () => sessions.connection(account),
  });
}

async function confirmed(consequence: Consequence, words: VerbWords): Promise<boolean> {
  const chosen = await messages.confirm(consequence.message, consequence.detail, {
    label: words.button,
    value: true,
  });
  return chosen === true;
}

/** Does it. What was entered is kept, so that trying again does not ask again. */
async function run(
  operation: Operation,
  { account, item }: Target,
  values: FormValues,
  words: VerbWords,
  services: Services,
): Promise<void> {
  await attempt(account, services, async () => {
    const outcome = await withProgress(words.progress(item.label), (signal) =>
      operation.run(item, values, signal),
    );
    await settle(outcome, account, services);
  });
}
