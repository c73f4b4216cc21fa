import { repair } from '../actions/attempt.ts';
import type { Services } from '../services.ts';
import { accountOf, isNode } from '../tree/node.ts';

/** Reads a row again, or everything. */
export function refresh(row: unknown, { view, sessions }: Services): void {
  const node = isNode(row) ? row : undefined;
  const account = node === undefined ? undefined : accountOf(node);
  // What was learned of the server (its version, its features) is read again, too.
  if (account === undefined) sessions.dropAll();
  else if (node?.type === 'account') sessions.drop(account.id);
  view.refresh(node);
}

/** Shows the next page of the list whose last row was chosen. */
export async function loadMore(row: unknown, { view }: Services): Promise<void> {
  if (isNode(row) && row.type === 'more') (await view.tree()).more(row.parent);
}

/** Carries out the repair that an error row offers. */
export async function repairRow(row: unknown, services: Services): Promise<void> {
  if (!isNode(row) || row.type !== 'error' || row.error.repair === undefined) return;
  const account = accountOf(row);
  if (account === undefined) return;
  const again = await repair(row.error.repair, row.error, account, services);
  if (again) services.view.refresh(row.parent);
}
