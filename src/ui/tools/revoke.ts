import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import type { Target } from '../actions/pick/item.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import type { Services } from '../services.ts';
import { tokenLines } from './describe.ts';
import { tokenOf } from './find.ts';
import { ofToken } from './reading.ts';
import { actionOf, declined, runAsked } from './run-asked.ts';
import type { Tool } from './tool.ts';

/** Makes a registry refuse a token. */
export const revoke: Tool = {
  question: (input, services) =>
    ofToken(input, services, t('Revoking a token'), (label) => t('Revoke the token {0}?', label)),
  run: async (input, services, signal) => {
    const token = tokenOf(input, services);
    const target = await rowOf(token, services);
    const action = await actionOf('revoke', target, services);
    const lines = tokenLines(token.record, token.account, services.clock.now());
    const outcome = await runAsked('revoke', action, target, {}, lines, services, signal);
    return outcome === undefined ? declined : { done: true, message: outcome.message };
  },
};

/** The row that the token is revoked on: its own, or the one that it stands below. */
async function rowOf({ record, account }: TokenTarget, { view }: Services): Promise<Target> {
  const nodes = await (await view.tree()).reach(account?.id ?? '', record.path);
  const node = nodes.at(-1);
  const row = node?.type === 'record' ? node.parent : node;
  if (row?.type === 'item' && row.item.can.includes('revoke')) return row;
  const why = row?.type === 'item' ? row.item.blocked?.revoke : undefined;
  throw new RegistryError('unsupported', why ?? t('{0} cannot be revoked.', record.label));
}
