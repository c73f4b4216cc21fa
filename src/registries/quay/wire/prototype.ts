import { array, object, optionalString, string } from '../../shared/rest/wire.ts';

/** A permission that new repositories of an organization get by themselves. */
export interface Prototype {
  readonly id: string;
  readonly role: string;
  /** Whose new repositories it is for; `undefined` for everybody's. */
  readonly activatingUser: string | undefined;
  readonly delegate: { readonly kind: string; readonly name: string };
}

/** `{prototypes: […]}` (docs/registries/quay.md §8.2) */
export const readPrototypes = (json: unknown): readonly Prototype[] =>
  array(object(json, 'body')['prototypes'], 'prototypes').map((entry) => {
    const prototype = object(entry, 'prototypes[]');
    const delegate = object(prototype['delegate'], 'prototypes[].delegate');
    const user = prototype['activating_user'];
    const name = user === null || user === undefined ? undefined : object(user, 'user')['name'];
    return {
      id: string(prototype['id'], 'prototypes[].id'),
      role: string(prototype['role'], 'prototypes[].role'),
      activatingUser: optionalString(name, 'prototypes[].activating_user.name'),
      delegate: {
        kind: string(delegate['kind'], 'prototypes[].delegate.kind'),
        name: string(delegate['name'], 'prototypes[].delegate.name'),
      },
    };
  });
