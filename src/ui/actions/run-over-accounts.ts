import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Action, Consequence } from '../../registries/contract/action.ts';
import type { ActionId } from '../../registries/contract/action-id.ts';
import type { ActionPresentation } from '../../registries/contract/contributions.ts';
import type { Services } from '../services.ts';
import { attempt } from './attempt.ts';
import { endingPlaces } from './ending-places.ts';
import type { Target } from './pick/item.ts';
import { rowLines } from './row-lines.ts';
import { runSeveral, type SeveralPresentation } from './run-several.ts';

/** The selected rows of one account, and what becomes of them. */
interface Batch {
  readonly action: Action;
  readonly rows: readonly [Target, ...Target[]];
  readonly said: Consequence | undefined;
}

/**
 * Does an action that asks nothing to rows of several accounts, with one question for all. An account
 * that cannot be asked ends it before anything was done.
 */
export async function runOverAccounts(
  id: ActionId,
  targets: readonly Target[],
  looks: SeveralPresentation,
  services: Services,
): Promise<void> {
  const batches: Batch[] = [];
  for (const rows of byAccount(targets)) {
    const batch = await prepare(id, rows, looks, services);
    if (batch === undefined) return;
    batches.push(batch);
  }
  if (!(await confirmed(id, batches, looks, services))) return;
  const steps = batches.flatMap(({ action, rows }) => rows.map((row) => ({ ...row, action })));
  await runSeveral(steps, {}, looks, services);
}

function byAccount(targets: readonly Target[]): readonly Batch['rows'][] {
  const groups = new Map<string, [Target, ...Target[]]>();
  for (const target of targets) {
    const group = groups.get(target.account.id);
    if (group === undefined) groups.set(target.account.id, [target]);
    else group.push(target);
  }
  return [...groups.values()];
}

/** What is to be known before the question; `undefined` when that failed, which was told. */
async function prepare(
  id: ActionId,
  rows: Batch['rows'],
  { title }: ActionPresentation,
  services: Services,
): Promise<Batch | undefined> {
  const [{ account, item }, ...others] = rows;
  const prepared: Batch[] = [];
  await attempt(account, services, async () => {
    const action = (await services.sessions.registry(account)).actions[id];
    if (action?.several !== true || action.form !== undefined) {
      throw new RegistryError('unsupported', t('This cannot be done here.'));
    }
    const items = [item, ...others.map((other) => other.item)] as const;
    const said = await services.progress(title(), async (signal) =>
      action.consequence?.(items, {}, signal),
    );
    prepared.push({ action, rows, said });
  });
  return prepared[0];
}

async function confirmed(
  id: ActionId,
  batches: readonly Batch[],
  { button, several }: SeveralPresentation,
  services: Services,
): Promise<boolean> {
  const targets = batches.flatMap(({ rows }) => rows);
  const places = await endingPlaces(id, targets, services);
  const detail = [
    ...batches.map(({ rows, said }) => told(rows, said, services.clock.now())),
    ...(places === undefined ? [] : [places]),
  ].join('\n\n');
  const question = several.question(targets.length, batches.length);
  const yes = { label: button(), value: true };
  const { messages } = services;
  return (await messages.confirmDanger(question, detail, t('Leave As Is'), yes)) === true;
}

function told(rows: Batch['rows'], said: Consequence | undefined, now: number): string {
  const { label } = rows[0].account;
  const lines = [`${oneLine(label)}:`, rowLines(rows, now)];
  return [...lines, ...(said === undefined ? [] : [said.detail])].join('\n');
}
