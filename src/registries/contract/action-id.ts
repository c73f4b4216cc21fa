/**
 * The actions that any kind may have, with the command of each: the same words and the same place
 * in the menu, whichever kind a row is of. All other actions are a kind's own.
 */
export const sharedCommands = {
  createRobot: 'createRobot',
  delete: 'deleteRobot',
  issue: 'issueToken',
  refresh: 'refreshToken',
  regenerate: 'regenerateToken',
  renewSignIn: 'renewSignIn',
  revoke: 'revokeToken',
} as const;

export type SharedActionId = keyof typeof sharedCommands;
export type SharedCommand = (typeof sharedCommands)[SharedActionId];

/**
 * What can be done with a row, by id: an action, or one of the two that are methods of every
 * registry: `fetch` reads the row's current secret, `verify` asks the server about its token.
 */
export type ActionId = SharedActionId | 'fetch' | 'verify' | (string & Record<never, never>);

/**
 * The word of a row that an action can be done to together with others. The editor leaves out of
 * the menu of several rows what is not in the menu of each.
 */
export const severalWord = (id: ActionId): string => `${id}Several`;
