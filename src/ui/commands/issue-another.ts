import { accountNode } from '../actions/attempt.ts';
import { lastTimeOfRecord } from '../actions/last-time.ts';
import { runAgain } from '../actions/run-action.ts';
import type { Services } from '../services.ts';
import { accountOf, isNode, tokenOf } from '../tree/node.ts';

/**
 * Issues a token like one that ends: with the same answers where they are remembered, else in the
 * wizard. The new one is active where the former was. Both go on working until they end.
 */
export async function issueAnother(row: unknown, services: Services): Promise<void> {
  const record = isNode(row) ? tokenOf(row) : undefined;
  const repeat = record && lastTimeOfRecord(record, services);
  if (record === undefined || repeat === undefined) {
    const account = isNode(row) ? accountOf(row) : undefined;
    await services.run('issueToken', ...(account === undefined ? [] : [accountNode(account)]));
    return;
  }
  const { active } = services.vault;
  await runAgain(repeat, services, async (issued) => {
    if (active.token?.id === record.id) await active.set(issued.id);
  });
}
