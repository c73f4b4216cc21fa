import { t } from '../../../core/l10n.ts';
import { type Claim, names, wildcard } from './claim.ts';

/** As many names as a sentence can carry. */
const limit = 5;

/** A triplet in a sentence without its subject: `may get and list every machine`. */
export function explain({ scope, action, specific }: Claim): string {
  if (scope === wildcard && action === wildcard && specific === wildcard) {
    return t('may do everything with everything');
  }
  const actions =
    action === wildcard ? t('do everything with') : enumerate(names(action).map(verb));
  return t('may {0} {1}', actions, objects(scope, specific));
}

function objects(scope: string, specific: string): string {
  const scopes = names(scope);
  if (scope === wildcard) {
    return specific === wildcard
      ? t('objects of every type')
      : t('objects named {0} of every type', listed(specific));
  }
  const [only = ''] = scopes;
  if (scopes.length === 1 && specific === wildcard) {
    return singular(only) === undefined
      ? t('all of {0}', only)
      : t('every {0}', singular(only) ?? only);
  }
  const types = enumerate(scopes);
  if (specific === wildcard) return t('all {0}', types);
  return scopes.length === 1 && names(specific).length === 1
    ? t('the {0} {1}', singular(only) ?? only, specific)
    : t('the {0} named {1}', types, listed(specific));
}

/** A plural of the server's own as one of its things; scopes that are no things have none. */
function singular(scope: string): string | undefined {
  if (/^(?:info|system|objects|preferences|prefs)$/.test(scope)) return undefined;
  if (!/[a-z]s$/.test(scope)) return undefined;
  return scope.replace(/_/g, ' ').replace(/ies$/, 'y').replace(/s$/, '');
}

function verb(action: string): string {
  if (action.startsWith('update:/'))
    return t('update the field {0} of', action.slice('update:'.length));
  if (action.startsWith('action:'))
    return t('run the action {0} on', action.slice('action:'.length));
  return action;
}

const listed = (part: string): string => enumerate(names(part));

/** `a`, `a and b`, `a, b and c`; long lists end in a number. */
export function enumerate(words: readonly string[]): string {
  const shown = words.slice(0, words.length > limit ? limit - 1 : limit);
  const rest = words.length - shown.length;
  if (rest > 0) return t('{0} and {1} more', shown.join(', '), rest);
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : t('{0} and {1}', shown.slice(0, -1).join(', '), last);
}
