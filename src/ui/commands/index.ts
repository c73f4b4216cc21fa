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

/**
 * The handlers of our own commands. Each is loaded on its first use, so that the start-up bundle
 * holds this table and no more.
 */
export function commandHandlers(services: Services): Handlers {
  return {
    addAccount: async () => (await accounts()).add(services),
    importAccounts: async () => (await import('./import-accounts.ts')).importAccounts(services),
    signInAgain: async (row) => (await accounts()).signIn(row, services),
    editAccount: async (row) => (await accounts()).edit(row, services),
    openInBrowser: async (row) => (await accounts()).openInBrowser(row),
    removeAccount: async (row) => (await accounts()).remove(row, services),
    keepAlive: async (row) => (await alive()).keepAlive(row, services),
    letExpire: async (row) => (await alive()).letExpire(row, services),
    dockerLogin: async (row) => (await import('./docker-login.ts')).dockerLogin(row, services),
    dockerLogout: async (row) => (await import('./docker-logout.ts')).dockerLogout(row, services),
    fileLogin: async (row) => (await fileLogins()).fileLogin(row, services),
    fileLogout: async (row) => (await fileLogins()).fileLogout(row, services),
    putIntoKubernetes: async (row) =>
      (await import('./put-into-kubernetes.ts')).putIntoKubernetes(row, services),
    serveToken: async (row) => (await import('./serve-token.ts')).serveToken(row, services),
    stopServing: async (row) => (await served()).stopServing(row, services),
    servedHosts: async () => (await served()).servedHosts(services),
    checkLogins: async () => (await import('./check-logins.ts')).checkLogins(services),
    copyToken: async (row) => (await import('./copy-token.ts')).copyToken(row, services),
    copyTokenAs: async (row) => (await import('./copy-token-as.ts')).copyTokenAs(row, services),
    copyName: async (row) => (await import('./copy-name.ts')).copyName(row, services),
    decodeToken: async (row) => (await import('./decode-token.ts')).decodeToken(row, services),
    openRow: async (row) => (await import('./decode-token.ts')).openRow(row, services),
    decodeJwt: async () => (await import('./decode.ts')).decodeJwt(services),
    inspectAt: async (place) => (await import('./inspect-at.ts')).inspectAt(place, services),
    copyAt: async (place) => (await import('./copy-at.ts')).copyAt(place, services),
    compareTokens: async (row) => (await import('./compare.ts')).compareTokens(row, services),
    verifySignature: async () => (await import('./verify-signature.ts')).verifySignature(services),
    decryptToken: async () => (await import('./decrypt-token.ts')).decryptToken(services),
    signTestToken: async () => (await testTokens()).signTestToken(services),
    copyPublicKey: async () => (await testTokens()).copyPublicKey(services),
    copyClaim: async (row) => (await claims()).copyClaim(row, services),
    copyPayload: async () => (await claims()).copyPayload(services),
    copyInspected: async () => (await claims()).copyInspected(services),
    copyAsMarkdown: async () => (await import('./copy-as-markdown.ts')).copyAsMarkdown(services),
    openAsText: async () => (await import('./open-as-text.ts')).openAsText(services),
    verifyToken: async (row) => (await import('./verify-token.ts')).verifyToken(row, services),
    setActive: async (row) => (await active()).setActive(row, services),
    clearActive: async () => (await active()).clearActive(services),
    activeTokenMenu: async () => (await import('./active-menu.ts')).activeTokenMenu(services),
    goToToken: async () => (await import('./go-to-token.ts')).goToToken(services),
    keepToken: async (from) => (await import('./keep-token.ts')).keepToken(from, services),
    issueAnother: async (row) => (await import('./issue-another.ts')).issueAnother(row, services),
    forgetToken: async (row, selected) => (await forgetting()).forgetToken(row, selected, services),
    rename: async (row) => (await import('./rename.ts')).rename(row, services),
    forgetAll: async () => (await forgetting()).forgetAll(services),
    filter: async (row) => (await filters()).filter(row, services),
    copyFocused: async () => (await focused()).copyFocused(services),
    deleteFocused: async () => (await focused()).deleteFocused(services),
    renameFocused: async () => (await focused()).renameFocused(services),
    filterFocused: async () => (await focused()).filterFocused(services),
    clearFilter: async (row) => (await filters()).clearFilter(row, services),
    sortBy: async (row) => (await sorting()).sortBy(row, services),
    usualOrder: async (row) => (await sorting()).usualOrder(row, services),
    refresh: async (row) => (await tree()).refresh(row, services),
    loadMore: async (row) => (await tree()).loadMore(row, services),
    repair: async (row) => (await tree()).repairRow(row, services),
    showLog: () => services.log.show(),
  };
}

/** The handlers of the commands of all actions that kinds declare, by the command's name. */
export function actionHandlers(services: Services): Readonly<Record<string, Handler>> {
  const handler =
    (id: string): Handler =>
    async (row, selected) =>
      (await import('../actions/run-action.ts')).runAction(id, row, services, selected);
  return Object.fromEntries([...actionCommands()].map(([command, id]) => [command, handler(id)]));
}
