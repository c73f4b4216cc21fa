import { t } from '../../../core/l10n.ts';
import type { Choice, Field } from '../../contract/form.ts';
import type { DrpContext } from '../context.ts';
import { isBefore } from '../wire/info.ts';
import { readCommand } from './read-command.ts';
import { grantableRoles, hasRoles, type IssueFacts } from './facts.ts';
import { checkPreset, describePreset } from './presets.ts';

/** The first step: everything, roles or triplets; or a preset, or a pasted command. */
export function rights(context: DrpContext, facts: IssueFacts): Field {
  return {
    id: 'rights',
    type: 'choice',
    title: t('Rights'),
    prompt: t('What may the token do?'),
    choices: () => [
      {
        value: 'everything',
        label: t('Everything {0} may do', facts.user.name),
        description: facts.user.roles?.join(', ') ?? '',
        ...(isBefore(facts.info, 3, 9)
          ? {
              detail: t(
                'This server limits no token to the rights of its user: it may do everything.',
              ),
            }
          : {}),
      },
      ...rolesChoice(context, facts),
      { value: 'claims', label: t('Claim triplets'), detail: claimsDetail(context, facts) },
    ],
    presets: {
      fields: ['rights', 'roles', 'claims', 'lifetime'],
      check: checkPreset,
      describe: describePreset,
    },
    paste: {
      label: t('From a drpcli command…'),
      detail: t('Paste “drpcli users token … ttl … scope … action … specific …”.'),
      prompt: t('The command; it is read, not run'),
      read: (line) => readCommand(facts.user.name, line),
    },
  };
}

function rolesChoice({ learned }: DrpContext, facts: IssueFacts): readonly Choice[] {
  if (!hasRoles(facts) || grantableRoles(facts).length === 0) return [];
  return [
    {
      value: 'roles',
      label: t('One or more roles'),
      detail:
        learned.roles === 'ignored'
          ? t('This server ignored roles before.')
          : t(
              'This prevents mistakes, not attacks: such a token can still change the password of its user and issue a full token for it.',
            ),
    },
  ];
}

function claimsDetail({ learned }: DrpContext, { info }: IssueFacts): string {
  if (learned.triplets === 'ignored') {
    return t('This server ignored triplets before: through a role only.');
  }
  if (isBefore(info, 3, 9)) return t('One triplet, which this version honors.');
  return isBefore(info, 4, 0)
    ? t('This version ignores triplets unless they go through a role.')
    : t('Servers differ in whether they honor triplets: the token is tried before you get it.');
}
