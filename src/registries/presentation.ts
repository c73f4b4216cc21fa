import type { ActionPresentation } from './contract/contributions.ts';
import type { Kind } from './contract/kind.ts';
import { kinds } from './kinds.ts';
import { sharedPresentations } from './shared/action-presentations.ts';

/** How an action looks. Throws when no kind declares it. */
export async function presentationOf(
  id: string,
  of: readonly Kind[] = kinds,
): Promise<ActionPresentation> {
  const shared: Readonly<Record<string, ActionPresentation>> = sharedPresentations;
  const owner = of.find(({ actions }) =>
    actions.some((action) => typeof action !== 'string' && action.id === id),
  );
  const found = shared[id] ?? (await owner?.contributions())?.actions[id];
  if (found === undefined) throw new TypeError(`no kind has an action ${id}`);
  return found;
}
