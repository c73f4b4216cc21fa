import { t } from '../../../core/l10n.ts';
import type { Choice, Field, FormValues } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { DrpContext } from '../context.ts';
import { narrowingOffer } from '../wire/info.ts';
import { grantableRoles, hasRoles, type IssueFacts } from './facts.ts';
import { checkPreset, describePreset } from './presets.ts';
import { readCommand } from './read-command.ts';

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
        ...everythingDetail(facts),
      },
      ...rolesChoice(context, facts),
      ...claimsChoice(context, facts),
    ],
    presets: {
      fields: ['rights', 'roles', 'claims', 'lifetime'],
      check: (values) => checkPreset(values) ?? whyNotNarrowed(facts, values),
      describe: describePreset,
    },
    paste: {
      label: t('From a drpcli command…'),
      detail: t('Paste “drpcli users token … ttl … scope … action … specific …”.'),
      prompt: t('The command; it is read, not run'),
      read: (line) => readPaste(facts, line),
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
          : t('Against mistakes, not attacks: such a token can still change its user’s password.'),
    },
  ];
}

function everythingDetail({ info }: IssueFacts): Pick<Choice, 'detail'> {
  switch (narrowingOffer(info)) {
    case 'one-triplet':
      return {
        detail: t('This server limits no token to the rights of its user: it may do everything.'),
      };
    case 'none':
      return {
        detail: t(
          'DRP {0} cannot narrow a token, and each living one can read the key that signs them all.',
          info.version,
        ),
      };
    case 'documented':
      return {};
  }
}

function claimsChoice(context: DrpContext, facts: IssueFacts): readonly Choice[] {
  return narrowingOffer(facts.info) === 'none'
    ? []
    : [{ value: 'claims', label: t('Claim triplets'), detail: claimsDetail(context, facts) }];
}

function claimsDetail({ learned }: DrpContext, { info }: IssueFacts): string {
  if (learned.triplets === 'ignored') {
    return t('This server ignored triplets before: through a role only.');
  }
  return narrowingOffer(info) === 'one-triplet'
    ? t('One triplet of single names or *, which this version takes word for word.')
    : t('Servers differ in whether they honor triplets: the token is tried before you get it.');
}

/** Why this server cannot do what a preset or a command asks for; `undefined` when it can. */
function whyNotNarrowed({ info }: IssueFacts, values: FormValues): string | undefined {
  const asked = text(values, 'rights');
  const offer = narrowingOffer(info);
  if (asked === 'everything' || offer === 'documented') return undefined;
  if (offer === 'none') return t('DRP {0} cannot narrow a token', info.version);
  return asked === 'roles' ? t('DRP {0} has no roles', info.version) : undefined;
}

function readPaste(facts: IssueFacts, line: string): ReturnType<typeof readCommand> {
  const found = readCommand(facts.user.name, line);
  if (!('values' in found)) return found;
  const problem = whyNotNarrowed(facts, found.values);
  return problem === undefined ? found : { severity: 'error', message: t('{0}.', problem) };
}
