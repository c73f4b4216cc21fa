import { t } from '../../../core/l10n.ts';
import type { Choice, Field, FormValues, Remark } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { type Catalog, verbOf } from '../claims/catalog.ts';
import { names, readClaim, tidy, wildcard, writeClaim } from '../claims/claim.ts';
import { unknownActions, unknownScopes } from '../claims/traps.ts';

/** Stands for what is typed in the step after a list. */
const other = ' other';

/** The steps that make one triplet out of what the server knows. */
export function claimFields(catalog: Catalog): readonly Field[] {
  return [
    {
      id: 'scopes',
      type: 'choice',
      many: true,
      title: t('Scope'),
      prompt: t('Which types of objects? Several make a list.'),
      choices: () => [
        everyChoice(t('every type of object')),
        ...[...catalog.keys()].sort().map((scope) => ({ value: scope, label: scope })),
        otherChoice(),
      ],
      check: checkList,
    },
    {
      id: 'otherScopes',
      type: 'text',
      title: t('Other scopes'),
      prompt: t('Names of scopes, separated by commas'),
      when: (values) => list(values, 'scopes').includes(other),
      normalize: tidyWords,
      check: (scope) => noSpaces(scope) ?? unknownScopes({ scope }, catalog)[0],
    },
    {
      id: 'actions',
      type: 'choice',
      many: true,
      title: t('Action'),
      prompt: t('Which actions? Several make a list.'),
      choices: (values) => [
        everyChoice(t('every action')),
        ...actionsOf(scopeOf(values), catalog),
        otherChoice(),
      ],
      check: checkList,
    },
    {
      id: 'otherActions',
      type: 'text',
      title: t('Other actions'),
      prompt: t(
        'Actions, separated by commas: update:/Field for one field, action:name for one action',
      ),
      placeholder: 'update:/Meta/color',
      when: (values) => list(values, 'actions').includes(other),
      normalize: tidyWords,
      check: (action, values) =>
        noSpaces(action) ?? unknownActions({ scope: scopeOf(values), action }, catalog)[0],
    },
    {
      id: 'specific',
      type: 'text',
      title: t('Specific'),
      prompt: t(
        '* for all objects, or names separated by commas (the UUID for machines). It cannot be empty: that would grant nothing.',
      ),
      initial: () => wildcard,
      normalize: tidy,
      check: (specific, values) => listWarning(actionOf(values), specific),
    },
  ];
}

/** The triplet out of the answers. */
export const writeRow = (values: FormValues): string =>
  writeClaim({
    scope: scopeOf(values),
    action: actionOf(values),
    specific: text(values, 'specific'),
  });

/** The answers out of a triplet; what the server does not know goes into the typed steps. */
export function readRow(row: string, catalog: Catalog): FormValues {
  const claim = readClaim(row);
  if (claim === undefined) return {};
  const known = (scope: string) => scope === wildcard || catalog.has(scope);
  const actions = new Set([...catalog.values()].flatMap((verbs) => [...verbs]));
  const knownAction = (action: string) => action === wildcard || actions.has(action);
  return {
    ...part('scopes', 'otherScopes', claim.scope, known),
    ...part('actions', 'otherActions', claim.action, knownAction),
    specific: claim.specific,
  };
}

function part(
  id: string,
  otherId: string,
  value: string,
  isKnown: (name: string) => boolean,
): FormValues {
  const typed = names(value).filter((name) => !isKnown(name));
  const chosen = names(value).filter(isKnown);
  return typed.length === 0
    ? { [id]: chosen }
    : { [id]: [...chosen, other], [otherId]: typed.join(',') };
}

const scopeOf = (values: FormValues) => joined(values, 'scopes', 'otherScopes');
const actionOf = (values: FormValues) => joined(values, 'actions', 'otherActions');

function joined(values: FormValues, id: string, otherId: string): string {
  const chosen = list(values, id);
  const typed = chosen.includes(other) ? [text(values, otherId)] : [];
  return tidy([...chosen.filter((name) => name !== other), ...typed].join(','));
}

const everyChoice = (description: string): Choice => ({
  value: wildcard,
  label: wildcard,
  description,
});

const otherChoice = (): Choice => ({
  value: other,
  label: t('Others…'),
  description: t('typed in the next step'),
});

/** The actions of the scopes chosen before, those that all share first. */
function actionsOf(scope: string, catalog: Catalog): Choice[] {
  const scopes = scope === wildcard ? [...catalog.keys()] : names(scope);
  const counts = new Map<string, number>();
  for (const name of scopes) {
    for (const action of catalog.get(name) ?? []) counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([action, count]) => ({
      value: action,
      label: action,
      ...(count === scopes.length
        ? {}
        : { description: t('on {0} of {1} scopes', count, scopes.length) }),
    }));
}

function checkList(chosen: readonly string[]): Remark | undefined {
  if (chosen.length === 0) return error(t('Choose at least one, or * for all.'));
  return chosen.includes(wildcard) && chosen.length > 1
    ? error(t('Choose * alone: inside a list it is not a wildcard.'))
    : undefined;
}

const noSpaces = (part: string): Remark | undefined =>
  /\s/.test(part) ? error(t('Separate names with commas; they contain no spaces.')) : undefined;

const tidyWords = (part: string): string =>
  tidy(
    part
      .split(',')
      .map((word) => word.trim())
      .join(','),
  );

function listWarning(action: string, specific: string): Remark | undefined {
  if (specific === wildcard) return undefined;
  const verbs = names(action).map(verbOf);
  return action === wildcard || verbs.includes('list') || verbs.includes('create')
    ? {
        severity: 'warning',
        message: t('Lists come back empty and nothing can be created unless the specific is *.'),
      }
    : undefined;
}

const error = (message: string): Remark => ({ severity: 'error', message });
