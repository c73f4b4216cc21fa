import type { Account } from '../../core/account.ts';
import { t } from '../../core/l10n.ts';
import { listed } from '../actions/pick/able.ts';
import { searchAccount } from '../actions/pick/search-account.ts';
import type { TokenTarget } from '../actions/pick/token-target.ts';
import { toRegistryError } from '../actions/to-registry-error.ts';
import { accountLine, lifeOf, tokenFacts } from './describe.ts';
import { accountOf, tokensHere } from './find.ts';
import { textOf, type Tool, type ToolServices } from './tool.ts';

/** As many tokens are told at once; a model that wants others searches for them. */
const mostTold = 100;

/**
 * Accounts and tokens, with how long each lives: those that this machine knows, or, for an account
 * that is named, those that its registry lists.
 */
export const list: Tool = {
  question: (input, services) => ({
    doing: t('Listing accounts and tokens'),
    title: t('List accounts and tokens?'),
    lines: [
      t('Names, subjects, rights and lives are shown to the model; no secrets.'),
      ...(textOf(input, 'account') === undefined
        ? [
            t(
              'Accounts: {0}',
              accountsOf(services)
                .map(({ label }) => label)
                .join(', '),
            ),
          ]
        : [
            accountLine(accountOf(input, services)),
            t('Its registry is asked for all its tokens.'),
          ]),
    ],
  }),
  run: async (input, services, signal) => {
    const accounts = accountsOf(services).map(({ label, kind, url, userName }) => ({
      label,
      kind,
      url,
      user: userName,
    }));
    const { targets, failed } =
      textOf(input, 'account') === undefined
        ? { targets: tokensHere(services), failed: undefined }
        : await tokensOf(accountOf(input, services), services, signal);
    const wanted = targets.filter(matches(textOf(input, 'search')));
    const told = wanted.slice(0, mostTold);
    for (const target of told) services.listed.set(target.record.id, target);
    return {
      accounts,
      tokens: told.map(({ record }) => ({
        ...tokenFacts(record, services),
        ...lifeOf(record.lifetime, services),
      })),
      ...(told.length < wanted.length ? { more: wanted.length - told.length } : {}),
      ...(failed === undefined ? {} : { incomplete: toRegistryError(failed).message }),
    };
  },
};

const accountsOf = ({ vault }: ToolServices): readonly Account[] => vault.accounts.list();

/** The tokens of an account: what this machine knows, and what its registry lists. */
async function tokensOf(account: Account, services: ToolServices, signal: AbortSignal) {
  const all = new Map<string, TokenTarget>();
  for (const target of tokensHere(services)) {
    if (target.account?.id === account.id) all.set(target.record.id, target);
  }
  const found = (targets: readonly TokenTarget[]) => {
    for (const target of targets) all.set(target.record.id, target);
  };
  const failed = await searchAccount(account, listed, found, services, signal);
  return { targets: [...all.values()], failed };
}

/** By a part of the name or of whom it acts as, in any case of letters. */
function matches(search: string | undefined): (target: TokenTarget) => boolean {
  const part = search?.toLowerCase();
  return ({ record: { label, subject } }) =>
    part === undefined || `${label}\n${subject}`.toLowerCase().includes(part);
}
