import type { Account } from '../../core/account.ts';
import { RegistryError } from '../../core/errors.ts';
import { t } from '../../core/l10n.ts';
import { listed } from '../actions/pick/able.ts';
import { knownTokens } from '../actions/pick/known-tokens.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import type { Services } from '../services.ts';
import { type Input, textOf, type ToolServices } from './tool.ts';

/** Every token that this machine knows without asking anybody: held ones and those used last. */
export const tokensHere = (services: Services): readonly TokenTarget[] =>
  knownTokens(listed, services).flatMap(({ targets }) => targets);

/**
 * The token that an input names, of those that are known here or were listed: by its id, or by its
 * name where only one has it. Throws when there is none.
 */
export function tokenOf(input: Input, services: ToolServices): TokenTarget {
  const name = textOf(input, 'token');
  const all = new Map(services.listed);
  for (const target of tokensHere(services)) all.set(target.record.id, target);
  const found = all.get(name ?? '');
  if (found !== undefined) return found;
  const [only, ...others] = [...all.values()].filter(({ record }) => record.label === name);
  if (only !== undefined && others.length === 0) return only;
  throw new RegistryError(
    'not-found',
    only === undefined
      ? t('There is no such token in what was listed. List the tokens for their ids.')
      : t('Several tokens have this name: give the id of one.'),
  );
}

/** The account that an input names, by its label or its id; the only one where it names none. */
export function accountOf(input: Input, { vault }: Services): Account {
  const name = textOf(input, 'account');
  const accounts = vault.accounts.list();
  const [only, ...others] =
    name === undefined
      ? accounts
      : accounts.filter(({ id, label }) => id === name || label === name);
  if (only !== undefined && others.length === 0) return only;
  const all = vault.accounts.list();
  if (all.length === 0) throw new RegistryError('not-found', t('There is no account yet.'));
  throw new RegistryError(
    'not-found',
    others.length > 0 && name !== undefined
      ? t('Several accounts have this name: give the id of one.')
      : t('Name one of the accounts: {0}.', all.map(({ label }) => label).join(', ')),
  );
}
