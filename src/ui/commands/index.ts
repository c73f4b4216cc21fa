import { actionCommands } from '../../registries/kinds.ts';
import type { Handler, Handlers } from '../doors/commands.ts';
import type { Services } from '../services.ts';

/**
 * The handlers of our own commands. Each is loaded on its first use, so that the start-up bundle
 * holds this table and no more.
 */
export function commandHandlers(services: Services): Handlers {
  return {
    addAccount: async () => (await import('./accounts.ts')).add(services),
    importAccounts: async () => (await import('./import-accounts.ts')).importAccounts(services),
    signInAgain: async (row) => (await import('./accounts.ts')).signIn(row, services),
    editAccount: async (row) => (await import('./accounts.ts')).edit(row, services),
    openInBrowser: async (row) => (await import('./open-in-browser.ts')).openInBrowser(row),
    removeAccount: async (row) => (await import('./accounts.ts')).remove(row, services),
    keepAlive: async (row) => (await import('./keep-alive.ts')).keepAlive(row, services),
    letExpire: async (row) => (await import('./keep-alive.ts')).letExpire(row, services),
    dockerLogin: async (row) => (await import('./docker-login.ts')).dockerLogin(row, services),
    dockerLogout: async (row) => (await import('./docker-logout.ts')).dockerLogout(row, services),
    fileLogin: async (row) => (await import('./file-login.ts')).fileLogin(row, services),
    fileLogout: async (row) => (await import('./file-login.ts')).fileLogout(row, services),
    putIntoKubernetes: async (row) =>
      (await import('./put-into-kubernetes.ts')).putIntoKubernetes(row, services),
    serveToken: async (row) => (await import('./serve-token.ts')).serveToken(row, services),
    stopServing: async (row) => (await import('./served-hosts.ts')).stopServing(row, services),
    servedHosts: async () => (await import('./served-hosts.ts')).servedHosts(services),
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
    signTestToken: async () => (await import('./sign-test-token.ts')).signTestToken(services),
    copyPublicKey: async () => (await import('./sign-test-token.ts')).copyPublicKey(services),
    copyClaim: async (row) => (await import('./copy-claim.ts')).copyClaim(row, services),
    copyPayload: async () => (await import('./copy-claim.ts')).copyPayload(services),
    copyInspected: async () => (await import('./copy-claim.ts')).copyInspected(services),
    copyAsMarkdown: async () => (await import('./copy-as-markdown.ts')).copyAsMarkdown(services),
    openAsText: async () => (await import('./open-as-text.ts')).openAsText(services),
    verifyToken: async (row) => (await import('./verify-token.ts')).verifyToken(row, services),
    setActive: async (row) => (await import('./active.ts')).setActive(row, services),
    clearActive: async () => (await import('./active.ts')).clearActive(services),
    activeTokenMenu: async () => (await import('./active-menu.ts')).activeTokenMenu(services),
    goToToken: async () => (await import('./go-to-token.ts')).goToToken(services),
    keepToken: async (from) => (await import('./keep-token.ts')).keepToken(from, services),
    issueAnother: async (row) => (await import('./issue-another.ts')).issueAnother(row, services),
    forgetToken: async (row, selected) =>
      (await import('./forget.ts')).forgetToken(row, selected, services),
    rename: async (row) => (await import('./rename.ts')).rename(row, services),
    forgetAll: async () => (await import('./forget.ts')).forgetAll(services),
    filter: async (row) => (await import('./filter.ts')).filter(row, services),
    copyFocused: async () => (await import('./focused.ts')).copyFocused(services),
    deleteFocused: async () => (await import('./focused.ts')).deleteFocused(services),
    renameFocused: async () => (await import('./focused.ts')).renameFocused(services),
    filterFocused: async () => (await import('./focused.ts')).filterFocused(services),
    clearFilter: async (row) => (await import('./filter.ts')).clearFilter(row, services),
    sortBy: async (row) => (await import('./sort-by.ts')).sortBy(row, services),
    usualOrder: async (row) => (await import('./sort-by.ts')).usualOrder(row, services),
    refresh: async (row) => (await import('./tree.ts')).refresh(row, services),
    loadMore: async (row) => (await import('./tree.ts')).loadMore(row, services),
    repair: async (row) => (await import('./tree.ts')).repairRow(row, services),
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
