import { t } from '../../../../core/l10n.ts';
import type { Choice, ChoiceField, Form, FormValues } from '../../../contract/form.ts';
import { list, text } from '../../../contract/form-values.ts';
import { audienceField, onOnePage, subjectField } from '../../actions/fields.ts';
import type { IssueFrame } from '../../actions/issue-form.ts';
import { lifetimeField, secondsOf, shortLives, usualLives } from '../../actions/lifetimes.ts';
import { folded, groupsField, longScope, scopesField } from '../../actions/scope-fields.ts';
import { year } from '../../actions/thresholds.ts';
import type { Facts } from '../../client/facts.ts';
import type { CreateRequest } from '../../client/tokens-api.ts';
import type { JfrogPorts } from '../../ports.ts';
import { adminScope, legacyScopeOf, userScope } from './scope.ts';

/**
 * Longest life that users may ask, in seconds, unless an administrator changed it
 * (docs/registries/jfrog.md §4.2).
 */
const userLimit = 3600;

/**
 * The steps of issuing a token before 7.21.1. Admins issue for everybody and for any time; others
 * for themselves, within their groups, for an hour.
 */
export async function legacyIssueForm(
  { directory }: JfrogPorts,
  facts: Facts,
  { title, asksUser }: IssueFrame,
  signal: AbortSignal,
): Promise<Form> {
  const [users, groups] = facts.isAdmin
    ? await Promise.all([directory.users(signal), directory.groups(signal)])
    : [];
  return {
    title,
    fields: [
      ...(facts.isAdmin && asksUser ? [subjectField(users)] : []),
      lifetimeField(facts.isAdmin ? { presets: usualLives, remark: ofAdmin } : ofUser),
      ...onOnePage(t('Scope and Options'), [
        folded(scopesField(rights(facts))),
        folded(groupsField(groups, (values) => longScope(legacyScopeOf(values, facts.serviceId)))),
        optionsField(),
        audienceField((has) =>
          has('jfrt') ? undefined : t('Without jfrt@* it cannot log in to images.'),
        ),
      ]),
    ],
  };
}

/** The request out of the answers; users must name themselves. */
export function legacyRequest(facts: Facts, values: FormValues): CreateRequest {
  const subject = text(values, 'subject').toLowerCase();
  const audience = text(values, 'audience');
  return {
    username: subject === '' ? facts.userName : subject,
    scope: legacyScopeOf(values, facts.serviceId),
    expires_in: secondsOf(text(values, 'lifetime')) ?? 0,
    ...(list(values, 'options').includes('refreshable') ? { refreshable: true } : {}),
    ...(audience === '' ? {} : { audience }),
  };
}

function rights({ isAdmin, serviceId }: Facts): readonly Choice[] {
  return [
    { value: 'user', label: t('What the user may'), detail: userScope },
    {
      value: 'groups',
      label: isAdmin ? t('What groups may') : t('What groups of yours may'),
      detail: 'member-of-groups:…',
    },
    ...(serviceId === undefined
      ? []
      : [{ value: 'admin', label: t('Everything (admin)'), detail: adminScope(serviceId) }]),
  ];
}

/** The server's own limit is not told: it says so itself when it refuses. */
const ofUser = {
  presets: shortLives,
  remark: (seconds: number | undefined) =>
    seconds === undefined || seconds > userLimit
      ? t('Before JFrog 7.21.1, by default only admins issue tokens for longer than an hour.')
      : undefined,
};

function ofAdmin(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return t('Never ends: it grants access until somebody revokes it.');
  return seconds > year ? t('Longer than a year.') : undefined;
}

const optionsField = (): ChoiceField => ({
  id: 'options',
  type: 'choice',
  many: true,
  title: t('Options'),
  prompt: t('What else? None is fine.'),
  choices: () => [
    {
      value: 'refreshable',
      label: t('Refreshable'),
      detail: t('It comes with a refresh token, which works once.'),
    },
    {
      value: 'audience',
      label: t('Another audience'),
      detail: t('Which services accept it; this Artifactory alone by default.'),
    },
  ],
});
