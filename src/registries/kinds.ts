import { type ActionId, sharedCommands } from './contract/action-id.ts';
import type { Kind } from './contract/kind.ts';
import * as all from './index.ts';

/** Every kind of registry, by name. */
export const kinds: readonly Kind[] = Object.values(all);

/** A kind by its name; `undefined` for one that this version does not know. */
export function findKind(kind: string): Kind | undefined {
  return kinds.find((one) => one.kind === kind);
}

/** Whether a kind has an action, be it one that several have or one of its own. */
export const hasAction = ({ actions }: Kind, id: ActionId): boolean =>
  actions.some((action) => (typeof action === 'string' ? action : action.id) === id);

/** The commands of all actions of some kinds, each with the action's id. */
export function actionCommands(of: readonly Kind[] = kinds): ReadonlyMap<string, string> {
  return new Map(
    of
      .flatMap(({ actions }) => actions)
      .map((action) =>
        typeof action === 'string' ? [sharedCommands[action], action] : [action.command, action.id],
      ),
  );
}
