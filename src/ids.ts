/**
 * Every identifier that also stands in package.json, in one typed table. A test compares the two,
 * so neither can forget the other. The commands of what can be done to rows are not here: the kinds
 * of registries declare them, and `npm run manifest` writes them to package.json.
 */
export const commandIds = [
  'addAccount',
  'importAccounts',
  'signInAgain',
  'editAccount',
  'openInBrowser',
  'removeAccount',
  'issueAnother',
  'keepAlive',
  'letExpire',
  'dockerLogin',
  'dockerLogout',
  'fileLogin',
  'fileLogout',
  'putIntoKubernetes',
  'setUpTool',
  'serveToken',
  'stopServing',
  'servedHosts',
  'newTerminal',
  'checkLogins',
  'copyToken',
  'copyTokenAs',
  'copyName',
  'decodeToken',
  'openRow',
  'decodeJwt',
  'inspectAt',
  'copyAt',
  'compareTokens',
  'verifySignature',
  'decryptToken',
  'signTestToken',
  'copyPublicKey',
  'copyClaim',
  'copyPayload',
  'copyInspected',
  'copyAsMarkdown',
  'openAsText',
  'verifyToken',
  'setActive',
  'clearActive',
  'activeTokenMenu',
  'goToToken',
  'keepToken',
  'forgetToken',
  'rename',
  'forgetAll',
  'filter',
  'copyFocused',
  'deleteFocused',
  'renameFocused',
  'filterFocused',
  'clearFilter',
  'sortBy',
  'usualOrder',
  'refresh',
  'loadMore',
  'repair',
  'showLog',
] as const;
export type CommandName = (typeof commandIds)[number];

/** Everything of ours begins with this. */
export const prefix = 'registryTokens';

export const commandId = <Name extends string>(name: Name) => `${prefix}.${name}` as const;

export const viewId = `${prefix}.tokens`;

/** The tools for language models. */
export const toolNames = ['list', 'explain', 'issue', 'verify', 'revoke'] as const;
export type ToolName = (typeof toolNames)[number];

export const toolId = (name: ToolName) => `${prefix}_${name}` as const;

/** Keys for `when` clauses. */
export const contextKeys = [
  'ready',
  'hasAccounts',
  'hasOffers',
  'hasActive',
  'hasTokens',
  'hasDecoded',
  'hasCopied',
  'filtered',
] as const;
export type ContextKey = (typeof contextKeys)[number];

/** Settings below `registryTokens.`. */
export const settingNames = [
  'clipboardClearSeconds',
  'warnBefore',
  'notify',
  'afterIssuing',
  'pageSize',
  'requestTimeoutSeconds',
  'accountsFile',
  'presets',
  'inspectInEditors',
  'kubernetes.transport',
  'kubernetes.kubeconfig',
  'kubernetes.kubectl',
] as const;
export type SettingName = (typeof settingNames)[number];

/** The environment variable that names a file with accounts to offer for import. */
export const accountsFileVariable = 'REGISTRY_TOKENS_ACCOUNTS';

/** Scheme of the read-only documents that show decoded tokens. */
export const decodedScheme = 'registry-token';

/** Types of the inspector's webviews. */
export const inspectorViewType = 'registry-token-inspector';
export const comparisonViewType = 'registry-token-comparison';
