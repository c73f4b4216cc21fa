import type { OutsideText } from '../../core/outside-text.ts';
import { Secret } from '../../core/secret.ts';
import { memberOf, textOf, textsOf } from '../../core/values.ts';

/** What a login may do with a repository; a right that nobody told of is absent. */
export interface Rights {
  readonly pull?: boolean;
  readonly push?: boolean;
}

/** What a realm gave for a login: a token for the repository, and the rights that stand in it. */
export interface Granted {
  readonly token?: Secret;
  /** Absent where the token does not say. */
  readonly rights?: Rights;
}

/**
 * Reads the answer of a token realm. Registries of Docker's own sort write into the token what it
 * is good for (`access`); its signature is the registry's matter, who has just sent it.
 */
export const grantedIn = (body: OutsideText, repository: string): Granted =>
  body.read((text): Granted => {
    const json = parse(text);
    const token = textOf(memberOf(json, 'token')) ?? textOf(memberOf(json, 'access_token'));
    if (token === undefined) return {};
    const claims = parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const access = memberOf(claims, 'access');
    const rights = Array.isArray(access) ? rightsOf(access, repository) : undefined;
    return { token: new Secret(token), ...(rights === undefined ? {} : { rights }) };
  });

function rightsOf(access: readonly unknown[], repository: string): Rights {
  const actions = access
    .filter((entry) => memberOf(entry, 'name') === repository)
    .flatMap((entry) => textsOf(memberOf(entry, 'actions')));
  const has = (action: string) => actions.includes(action) || actions.includes('*');
  return { pull: has('pull'), push: has('push') };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
