import { t } from '../../../core/l10n.ts';
import type { Field } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { enumerate } from '../claims/explain.ts';
import { summary } from '../rows/roles.ts';
import { grantableRoles, type IssueFacts } from './facts.ts';

/** The roles that a token can be narrowed to. */
export function roles(facts: IssueFacts): Field {
  const own = new Set(facts.user.roles);
  return {
    id: 'roles',
    type: 'choice',
    many: true,
    title: t('Roles'),
    prompt: t('Roles of {0}, and others that one of them contains', facts.user.name),
    when: (values) => text(values, 'rights') === 'roles',
    choices: (values) => [
      ...grantableRoles(facts).map((role) => ({
        value: role.name,
        label: role.name,
        description: own.has(role.name) ? t('role of {0}', facts.user.name) : '',
        ...(facts.roles === undefined ? {} : { detail: summary(role) }),
      })),
      // Roles of a preset or a pasted command stay visible, so that nothing is lost in silence.
      ...lackingRoles(list(values, 'roles'), facts).map((name) => ({
        value: name,
        label: name,
        description: t('no role of {0} contains it', facts.user.name),
      })),
    ],
    check: (chosen) => {
      if (chosen.length === 0)
        return { severity: 'error', message: t('Choose at least one role.') };
      const lacking = lackingRoles(chosen, facts);
      return lacking.length === 0
        ? undefined
        : {
            severity: 'error',
            message: t(
              'No role of {0} contains {1}: the server would silently drop it.',
              facts.user.name,
              enumerate(lacking),
            ),
          };
    },
  };
}

/** Roles that the server would drop (docs/registries/drp.md §2.3). */
function lackingRoles(chosen: readonly string[], facts: IssueFacts): readonly string[] {
  const offered = new Set(grantableRoles(facts).map(({ name }) => name));
  return chosen.filter((name) => !offered.has(name));
}
