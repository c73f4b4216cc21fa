import { t } from '../../../core/l10n.ts';
import type { Choice, ChoiceField } from '../../contract/form.ts';

/** The scopes of an API token (docs/registries/quay.md §1.2), with what each is for. */
const scopes: readonly (readonly [scope: string, about: () => string])[] = [
  ['user:admin', () => t('Own robots and app tokens, and where a robot may read or write')],
  ['org:admin', () => t('Robots, teams and applications of organizations')],
  ['repo:admin', () => t('Permissions on repositories')],
  ['repo:write', () => t('Pull and push images')],
  ['repo:read', () => t('Pull images')],
  ['repo:create', () => t('Create repositories')],
  ['user:read', () => t('Read who the user is')],
  ['super:user', () => t('Everything that a super user may do')],
];

/**
 * The step that asks for scopes. A token gives on only what it has itself.
 *
 * @param present the scopes of the account's own token, where they are known
 */
export const scopesField = (
  present: readonly string[] | undefined,
  initial: readonly string[],
): ChoiceField => ({
  id: 'scope',
  type: 'choice',
  title: t('Scopes'),
  prompt:
    present === undefined
      ? t('Which scopes? At most those of this account’s own token')
      : t('Which scopes, of those of this account’s own token?'),
  many: true,
  forgets: true,
  initial: () => initial,
  choices: () => choices(present),
  check: (chosen) =>
    chosen.length > 0 ? undefined : { severity: 'error', message: t('Choose at least one scope.') },
});

const choices = (present: readonly string[] | undefined): readonly Choice[] =>
  scopes
    .filter(([scope]) => present?.includes(scope) ?? true)
    .map(([value, about]) => ({ value, label: value, detail: about() }));
