import { actionCommands } from '../../registries/kinds.ts';
import type { Handler, Handlers } from '../doors/commands.ts';
import type { Services } from '../services.ts';

// Modules with several commands, each named once: the start-up bundle has every path in it.
const accounts = () => import('./accounts.ts');
const alive = () => import('./keep-alive.ts');
const fileLogins = () => import('./file-login.ts');
const served = () => import('./served-hosts.ts');
const claims = () => import('./copy-claim.ts');
const testTokens = () => import('./sign-test-token.ts');
const active = () => import('./active.ts');
const forgetting = () => import('./forget.ts');
const focused = () => import('./focused.ts');
const filters = () => import('./filter.ts');
const sorting = () => import('./sort-by.ts');
const tree = () => import('./tree.ts');

/** What is done to a row, from modules that export each by its command's name. */
const rowCommands = {
  dockerLogin: () => import('./docker-login.ts'),
  dockerLogout: () => import('./docker-logout.ts'),
  putIntoKubernetes: () => import('./put-into-kubernetes.ts'),
  setUpTool: () => import('./set-up-tool.ts'),
  serveToken: () => import('./serve-token.ts'),
  newTerminal: () => import('./new-terminal.ts'),
  copyToken: () => import('./copy-token.ts'),
  copyTokenAs: () => import('./copy-token-as.ts'),
  copyName: () => import('./copy-name.ts'),
  decodeToken: () => import('./decode-token.ts'),
  openRow: () => import('./decode-token.ts'),
  inspectAt: () => import('./inspect-at.ts'),
  copyAt: () => import('./copy-at.ts'),
  compareTokens: () => import('./compare.ts'),
  verifyToken: () => import('./verify-token.ts'),
  keepToken: () => import('./keep-token.ts'),
  issueAnother: () => import('./issue-another.ts'),
  rename: () => import('./rename.ts'),
  keepAlive: alive,
  letExpire: alive,
  fileLogin: fileLogins,
  fileLogout: fileLogins,
  stopServing: served,
  copyClaim: claims,
  setActive: active,
  filter: filters,
  clearFilter: filters,
  sortBy: sorting,
  usualOrder: sorting,
  refresh: tree,
  loadMore: tree,
};

/**
 * The handlers of our own commands. Each is loaded on its first use, so that the start-up bundle
 * holds this table and no more.
 */
export function commandHandlers(services: Services): Handlers {
  return {
    ...ofRows(rowCommands, services),
    addAccount: async () => (await accounts()).add(services),
    importAccounts: async () => (await import('./import-accounts.ts')).importAccounts(services),
    signInAgain: async (row) => (await accounts()).signIn(row, services),
    editAccount: async (row) => (await accounts()).edit(row, services),
    openInBrowser: async (row) => (await accounts()).openInBrowser(row),
    removeAccount: async (row) => (await accounts()).remove(row, services),
    servedHosts: async () => (await served()).servedHosts(services),
    checkLogins: async () => (await import('./check-logins.ts')).checkLogins(services),
    decodeJwt: async () => (await import('./decode.ts')).decodeJwt(services),
    verifySignature: async () => (await import('./verify-signature.ts')).verifySignature(services),
    decryptToken: async () => (await import('./decrypt-token.ts')).decryptToken(services),
    signTestToken: async () => (await testTokens()).signTestToken(services),
    copyPublicKey: async () => (await testTokens()).copyPublicKey(services),
    copyPayload: async () => (await claims()).copyPayload(services),
    copyInspected: async () => (await claims()).copyInspected(services),
    copyAsMarkdown: async () => (await import('./copy-as-markdown.ts')).copyAsMarkdown(services),
    openAsText: async () => (await import('./open-as-text.ts')).openAsText(services),
    clearActive: async () => (await active()).clearActive(services),
    activeTokenMenu: async () => (await import('./active-menu.ts')).activeTokenMenu(services),
    goToToken: async () => (await import('./go-to-token.ts')).goToToken(services),
    forgetToken: async (row, selected) => (await forgetting()).forgetToken(row, selected, services),
    forgetAll: async () => (await forgetting()).forgetAll(services),
    copyFocused: async () => (await focused()).copyFocused(services),
    deleteFocused: async () => (await focused()).deleteFocused(services),
    renameFocused: async () => (await focused()).renameFocused(services),
    filterFocused: async () => (await focused()).filterFocused(services),
    repair: async (row) => (await tree()).repairRow(row, services),
    showLog: () => services.log.show(),
  };
}

type OfRow = (row: unknown, services: Services) => Promise<void> | void;

/** What loads a module that exports a handler by the command's own name. */
type Modules<Table> = {
  readonly [Name in keyof Table]: () => Promise<Readonly<Record<Name, OfRow>>>;
};

type LateHandlers = Readonly<Record<string, () => Promise<Readonly<Record<string, OfRow>>>>>;

function ofRows<Table extends Modules<Table>>(table: Table, services: Services) {
  const handler =
    (name: string, load: LateHandlers[string]): Handler =>
    async (row) =>
      (await load())[name]?.(row, services);
  const handlers = Object.entries(table as LateHandlers).map(
    ([name, load]) => [name, handler(name, load)] as const,
  );
  return Object.fromEntries(handlers) as { readonly [Name in keyof Table]: Handler };
}

/** The handlers of the commands of all actions that kinds declare, by the command's name. */
export function actionHandlers(services: Services): Readonly<Record<string, Handler>> {
  const handler =
    (id: string): Handler =>
    async (row, selected) =>
      (await import('../actions/run-action.ts')).runAction(id, row, services, selected);
  return Object.fromEntries([...actionCommands()].map(([command, id]) => [command, handler(id)]));
}
