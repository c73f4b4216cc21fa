import { t } from '../../../core/l10n.ts';
import type { Choice, ChoiceField, Form, FormValues, TextField } from '../../contract/form.ts';
import { list, text } from '../../contract/form-values.ts';
import { type Facts, hasFeature } from '../client/facts.ts';
import type { JfrogPorts } from '../ports.ts';
import type { UserEntry } from '../wire/directory.ts';
import { audienceField, longerThan, onOnePage, subjectField } from './fields.ts';
import { lifetimeField, lifetimeRemark, secondsOf, usualLives } from './lifetimes.ts';
import { type Directory, isProjectKey, scopeFields } from './scope-fields.ts';
import { revocableFrom } from './thresholds.ts';

/** Longest description, in characters (docs/registries/jfrog.md §2.1). */
const longest = 1024;

/** What the row says on which a token is issued. */
export interface IssueFrame {
  readonly title: string;
  /** The row is everybody's: whom the token acts as is asked of those who may choose. */
  readonly asksUser: boolean;
}

export interface IssueDirectory extends Directory {
  readonly users: readonly UserEntry[] | undefined;
}

/**
 * The steps of issuing a token: only what this person may ask (docs/registries/jfrog.md §4.4).
 * Users who are no admins get a token of their own with their own permissions, whatever else they
 * would like.
 */
export function issueForm(
  ports: Pick<JfrogPorts, 'directory'>,
  facts: Facts,
  directory: IssueDirectory | undefined,
  { title, asksUser }: IssueFrame,
): Form {
  const canForce = hasFeature(facts, 'forceRevocable');
  return {
    title,
    fields: [
      ...(directory !== undefined && asksUser ? [subjectField(directory.users)] : []),
      lifetimeField({
        presets: usualLives,
        remark: (seconds) => lifetimeRemark(seconds, canForce),
      }),
      ...onOnePage(directory === undefined ? t('Options') : t('Scope and Options'), [
        ...(directory === undefined ? [] : scopeFields(directory, ports.directory)),
        optionsField(facts),
        audienceField(judge),
        projectField(),
        descriptionField(),
      ]),
    ],
  };
}

const descriptionField = (): TextField => ({
  id: 'description',
  type: 'text',
  title: t('Description'),
  prompt: t('What it is for; lists show it. Leave it empty for none.'),
  optional: true,
  check: (typed) => longerThan(typed, longest),
});

const isShort = (values: FormValues): boolean => {
  const seconds = secondsOf(text(values, 'lifetime'));
  return seconds !== undefined && seconds < revocableFrom;
};

function optionsField(facts: Facts): ChoiceField {
  return {
    id: 'options',
    type: 'choice',
    many: true,
    title: t('Options'),
    prompt: t('What else? None is fine.'),
    choices: (values) => options(facts, values),
    check: (chosen) => {
      const clashes = ['refreshable', 'reference', 'force'].filter((id) => chosen.includes(id));
      return chosen.includes('circle') && clashes.length > 0
        ? {
            severity: 'error',
            message: t('A circle of trust accepts no refreshable, reference or revocable tokens.'),
          }
        : undefined;
    },
  };
}

function options(facts: Facts, values: FormValues): readonly Choice[] {
  const never = text(values, 'lifetime') === 'never';
  const choices: Choice[] = [
    {
      value: 'refreshable',
      label: t('Refreshable'),
      detail: never
        ? t('Pointless for a token that never ends, but allowed.')
        : t('It comes with a refresh token, which works once.'),
    },
  ];
  if (hasFeature(facts, 'reference')) {
    choices.push({
      value: 'reference',
      label: t('Reference token'),
      detail: t('A short text of 64 characters that stands for the token, for tools with limits.'),
    });
  }
  if (isShort(values) && hasFeature(facts, 'forceRevocable')) {
    choices.push({
      value: 'force',
      label: t('Make it revocable anyway'),
      detail: t(
        'Even though it lives less than 6 hours. It then does not work in a circle of trust.',
      ),
    });
  }
  if (isShort(values)) {
    choices.push({
      value: 'circle',
      label: t('For a circle of trust'),
      detail: t(
        'For platforms that trust this one. It cannot be revoked, and its user must exist there.',
      ),
    });
  }
  choices.push(
    {
      value: 'audience',
      label: t('Another audience'),
      detail: t('Which services accept it; all by default.'),
    },
    {
      value: 'project',
      label: t('Of a project'),
      detail: t('Listed with the project, for its admins.'),
    },
  );
  return choices;
}

function judge(has: (service: string) => boolean): string | undefined {
  if (!has('jfac')) return t('Without jfac@* it cannot manage tokens, nor verify itself.');
  return has('jfrt') ? undefined : t('Without jfrt@* it cannot log in to images.');
}

function projectField(): TextField {
  return {
    id: 'project',
    type: 'text',
    title: t('Project'),
    prompt: t('The key of the project'),
    placeholder: 'web',
    when: (values) => list(values, 'options').includes('project'),
    check: (key) =>
      isProjectKey(key)
        ? undefined
        : {
            severity: 'error',
            message: t(
              'A project key has 2 to 32 lower-case letters, digits and hyphens, and begins with a letter.',
            ),
          },
  };
}
