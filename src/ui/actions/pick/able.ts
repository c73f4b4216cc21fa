import type { ActionId } from '../../../registries/contract/action-id.ts';
import type { Services } from '../../services.ts';
import type { TokenTarget } from './token-target.ts';

/** Which tokens something can be done with, and which rows lead to such. */
export interface Able {
  readonly can: (target: TokenTarget, services: Pick<Services, 'vault'>) => boolean;
  /** Rows that have one of these below them may lead to such a token. */
  readonly within: readonly ActionId[];
}

/** The secret is held, or its registry tells it again. */
const hasSecret: Able['can'] = ({ record, item }, { vault }) =>
  vault.tokens.get(record.id) !== undefined || item?.can.includes('fetch') === true;

/** Everything that needs the token itself. */
export const withSecret: Able = { can: hasSecret, within: ['fetch'] };

/** As `withSecret`, where the account's registry is needed, too. */
export const withRegistry: Able = {
  can: (target, services) => target.account !== undefined && hasSecret(target, services),
  within: ['fetch'],
};

/** Tokens that log in to images. */
export const forImages: Able = {
  can: (target, services) =>
    target.record.registryHost !== undefined &&
    target.record.loginName !== undefined &&
    withRegistry.can(target, services),
  within: ['fetch'],
};

/** Tokens to be made the active one, which one of them is already. */
export const toBeActive: Able = {
  can: (target, services) =>
    services.vault.active.token?.id !== target.record.id && hasSecret(target, services),
  within: ['fetch'],
};

/** All that have a row. */
export const listed: Able = { can: () => true, within: ['fetch', 'verify'] };

/** Tokens whose secret this machine holds. */
export const held: Able = {
  can: ({ record }, { vault }) => vault.tokens.get(record.id) !== undefined,
  within: [],
};

/** Tokens that are refreshed before their end, time after time. */
export const keptAlive: Able = {
  can: ({ record }, { vault }) => vault.tokens.get(record.id)?.keepAlive === true,
  within: [],
};
